import { mkdtempSync, writeFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { GoldChecks } from '../../src/checks';
import type { Control } from '../../src/controls/control';
import { findingsOf, testApp } from '../checks/synth';

type Build = (stack: Stack) => void;

/** A control met and missed in each of the ways an app can declare a resource. */
export interface ControlCase {
  readonly control: Control;
  /** With L2 constructs of aws-cdk-lib. */
  readonly l2: { readonly passes: Build; readonly fails: Build };
  /** With L1 constructs (`Cfn…`). */
  readonly l1: { readonly passes: Build; readonly fails: Build };
  /** With an L2 mended or broken behind its back by `addPropertyOverride` (or `addOverride`). */
  readonly override: { readonly passes: Build; readonly fails: Build };
  /** `Resources` of a plain CloudFormation template that an app includes, and its other sections. */
  readonly template: {
    readonly passes: Record<string, unknown>;
    readonly fails: Record<string, unknown>;
    readonly passingSections?: Record<string, unknown>;
    readonly failingSections?: Record<string, unknown>;
  };
}

const include = (resources: Record<string, unknown>, sections: Record<string, unknown> = {}): Build => (stack) => {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'cdk-gold-')), 'template.json');
  writeFileSync(file, JSON.stringify({ ...sections, Resources: resources }));
  new CfnInclude(stack, 'Included', { templateFile: file });
};

/** Synthesizes all cases of a file in one app, and states for each control and way that it passes and fails. */
export function testControls(...cases: ControlCase[]): void {
  const ways = cases.flatMap(({ control, l2, l1, override, template }) => Object.entries({
    'an L2': l2, 'an L1': l1, 'a property override': override, 'an included template': { passes: include(template.passes, template.passingSections), fails: include(template.fails, template.failingSections) },
  }).flatMap(([way, { passes, fails }]) => [
    { control, way, outcome: 'passes', build: passes }, { control, way, outcome: 'fails', build: fails },
  ])).map((one, index) => ({ ...one, stackId: `S${index}` }));

  let found: ReturnType<typeof findingsOf>;
  beforeAll(() => {
    const app = testApp();
    for (const { stackId, build } of ways) { build(new Stack(app, stackId, { env: { region: 'ap-northeast-2' } })); }
    found = findingsOf(app, new GoldChecks());
  });

  test.each(ways)('$control.id: $way $outcome', ({ control, stackId, outcome }) => {
    const findings = found.filter(({ rule, construct }) => rule === control.id && construct.split('/')[0] === stackId);
    const descriptions = findings.map(({ description }) => description);
    if (outcome === 'passes') { expect(descriptions).toEqual([]); } else { expect(descriptions).toContainEqual(expect.stringMatching(`^${control.title}: `)); }
  });
}
