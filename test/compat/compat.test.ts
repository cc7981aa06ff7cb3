import { readFileSync, readdirSync } from 'node:fs';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { freeze, type Frozen } from './freeze';
import { buildAll } from './stateful-app';

const FROZEN = path.join(__dirname, 'frozen');

function templateNow(): Record<string, unknown> {
  const stack = new Stack(new App({ builtinCloudFormationValidation: false }), 'Frozen', { env: { region: 'ap-northeast-2' } });
  buildAll(stack);
  return Template.fromStack(stack).toJSON() as Record<string, unknown>;
}

describe.each(readdirSync(FROZEN))('an app deployed with the version of %s', (file) => {
  const before = JSON.parse(readFileSync(path.join(FROZEN, file), 'utf8')) as Frozen;
  const now = freeze(templateNow());

  test.each(Object.keys(before))('keeps %s under its logical id', (logicalId) => {
    expect(Object.keys(now)).toContain(logicalId);
  });

  test.each(Object.entries(before))('replaces %s by no change of a property that only creation can set', (logicalId, frozen) => {
    expect(now[logicalId]).toEqual(frozen);
  });
});
