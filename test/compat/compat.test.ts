import { readFileSync, readdirSync } from 'node:fs';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { buildEdge } from './edge-app';
import { freeze, type Frozen } from './freeze';
import { buildAll } from './stateful-app';

const FROZEN = path.join(__dirname, 'frozen');

/** What is frozen of every template of an app, by logical id; of stacks beside the first, with the name of the stack before it. */
function frozenOf(build: (stack: Stack) => void, name: string): [logicalId: string, frozen: Frozen[string]][] {
  const app = new App({ builtinCloudFormationValidation: false });
  build(new Stack(app, name, { env: { region: 'ap-northeast-2' } }));
  return app.synth().stacks.flatMap(({ stackName, template }) => Object.entries(freeze(template as Record<string, unknown>))
    .map(([logicalId, frozen]): [string, Frozen[string]] => [stackName === 'Frozen' ? logicalId : `${stackName}/${logicalId}`, frozen]));
}

const frozenNow = (): Frozen => Object.fromEntries([...frozenOf(buildAll, 'Frozen'), ...frozenOf(buildEdge, 'Edge')]);

describe.each(readdirSync(FROZEN))('an app deployed with the version of %s', (file) => {
  const before = JSON.parse(readFileSync(path.join(FROZEN, file), 'utf8')) as Frozen;
  const now = frozenNow();

  test.each(Object.keys(before))('keeps %s under its logical id', (logicalId) => {
    expect(Object.keys(now)).toContain(logicalId);
  });

  test.each(Object.entries(before))('replaces %s by no change of a property that only creation can set', (logicalId, frozen) => {
    expect(now[logicalId]).toEqual(frozen);
  });
});
