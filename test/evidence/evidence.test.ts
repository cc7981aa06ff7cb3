import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { type IPolicyValidationContext, type IPolicyValidationPlugin, Stack, Stage, Validations, aws_kms as kms } from 'aws-cdk-lib';
import { evidenceOf, rowsOf, synthesize, TODAY } from './assembly';
import { GoldChecks } from '../../src/checks';
import { Evidence } from '../../src/evidence';
import { testApp } from '../checks/synth';

/** A pack that finds something in every key. */
class OtherPack implements IPolicyValidationPlugin {
  public readonly name = 'Other';

  public validate({ stackTemplates }: IPolicyValidationContext) {
    return {
      success: false,
      violations: stackTemplates.flatMap(({ templatePath }) => ['Accepted', 'Open'].map((logicalId) => ({
        ruleName: 'Other-1', description: 'a key is there', severity: 'error', violatingResources: [{ resourceLogicalId: logicalId, templatePath, locations: [] }],
      }))),
    };
  }
}

const acknowledge = (key: kms.CfnKey, id: string, reason: string) => Validations.of(key).acknowledge({ id, reason });

describe('the evidence of an app', () => {
  let evidence: Evidence;
  beforeAll(() => {
    evidence = evidenceOf((stack) => {
      new kms.CfnKey(stack, 'Good', { enableKeyRotation: true });
      const accepted = new kms.CfnKey(stack, 'Accepted', {});
      const expired = new kms.CfnKey(stack, 'Expired', {});
      new kms.CfnKey(stack, 'Open', {});
      new kms.CfnKey(stack, 'Mac', { keySpec: 'HMAC_256', keyUsage: 'GENERATE_VERIFY_MAC' });
      acknowledge(accepted, 'Gold::kms.rotation', 'owner=Kim; until=2026-05-15; a vendor needs it');
      acknowledge(accepted, 'Other::Other-1', 'known, and "quoted", with commas');
      acknowledge(expired, 'Gold::kms.rotation', 'owner=Lee; until=2026-05-14; a vendor needed it');
      acknowledge(expired, 'Gold::kms.no-such-control', 'never matched');
      acknowledge(expired, 'kms.rotation', 'without the plugin\'s name');
      acknowledge(expired, 'Annotation::some:warning', 'an annotation leaves no trace in the report');
    }, [new OtherPack()]);
  });

  const rotation = () => Object.fromEntries(rowsOf(evidence.toCsv()).filter(({ control }) => control === 'kms.rotation').map((row) => [row.logical_id, row]));

  test('has a row for every resource, passing ones too', () => {
    expect(rotation()).toMatchObject({ Good: { status: 'compliant' }, Open: { status: 'violated' }, Mac: { status: 'notApplicable' } });
  });

  test('shows what was accepted, by whom and until when; the last day counts', () => {
    expect(rotation().Accepted).toMatchObject({
      status: 'acknowledged', acknowledged_reason: 'a vendor needs it', acknowledged_owner: 'Kim', acknowledged_until: '2026-05-15',
    });
  });

  test('opens a finding again whose acknowledgement has expired, and says whose it was', () => {
    expect(rotation().Expired).toMatchObject({ status: 'violated', acknowledged_owner: 'Lee' });
    expect(evidence.summary.expiredAcknowledgements).toBe(1);
  });

  test('tells of acknowledgements that match nothing, and of those without a plugin\'s name, but not of annotations', () => {
    expect(evidence.summary.unmatchedAcknowledgements).toBe(2);
  });

  test('counts other plugins\' findings, open and acknowledged', () => {
    expect(evidence.summary).toMatchObject({ otherFindings: 1, otherAcknowledged: 1 });
  });

  test('binds each row to the template by its hash', () => {
    expect(rotation().Good.template_sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(rotation().Good.template).toBe('Shop.template.json');
  });

  test('names the requirements a control answers to', () => {
    expect(rotation().Good.frameworks).toContain('nist80053r5:SC-12');
  });

  test('has the control that found no resource, as not applicable', () => {
    expect(rowsOf(evidence.toCsv()).find(({ control }) => control === 's3.tls-only')).toMatchObject({ status: 'notApplicable', construct: '' });
  });

  test('sums up', () => {
    expect(evidence.summary).toMatchObject({ templates: 1, changedTemplates: 0, keys: 5, monthlyKeyCost: 5, errors: 0, generatedAt: '2026-05-15T12:00:00.000Z' });
  });

  test('has the bill after rotations: a rotating key costs three times as much, one that does not rotate stays', () => {
    expect(evidence.summary.monthlyKeyCostAfterRotations).toBe(3 + 4);
  });
});

test('a page, the controls, the keys and the proofs are written into the folder evidence', () => {
  const evidence = evidenceOf((stack) => { new kms.CfnKey(stack, 'Key', {}); });
  const directory = mkdtempSync(path.join(os.tmpdir(), 'cdk-gold-'));
  const files = evidence.write(directory);
  expect(files.map((file) => path.relative(directory, file))).toEqual(['index.html', 'controls.csv', 'keys.csv', 'proofs.csv'].map((name) => path.join('evidence', name)));
  expect(files.every((file) => existsSync(file))).toBe(true);
});

test('the same synth at the same time makes the same bytes', () => {
  const directory = synthesize((stack) => { new kms.CfnKey(stack, 'Key', {}); });
  const render = () => {
    const evidence = Evidence.fromAssembly(directory, { now: TODAY });
    return [evidence.toHtml(), evidence.toCsv(), evidence.toKeysCsv(), evidence.toProofsCsv()];
  };
  expect(render()).toEqual(render());
});

describe('without a given time', () => {
  const before = process.env.SOURCE_DATE_EPOCH;
  afterEach(() => {
    if (before === undefined) { delete process.env.SOURCE_DATE_EPOCH; } else { process.env.SOURCE_DATE_EPOCH = before; }
  });

  test('SOURCE_DATE_EPOCH is the time', () => {
    process.env.SOURCE_DATE_EPOCH = '1767225600';
    expect(Evidence.fromAssembly(synthesize(() => {})).summary.generatedAt).toBe('2026-01-01T00:00:00.000Z');
  });

  test('a SOURCE_DATE_EPOCH that is no number is refused', () => {
    process.env.SOURCE_DATE_EPOCH = 'yesterday';
    expect(() => Evidence.fromAssembly(synthesize(() => {}))).toThrow('SOURCE_DATE_EPOCH is not valid: got \'yesterday\'');
  });
});

test('the templates of stages and nested assemblies are read, with their acknowledgements', () => {
  const app = testApp();
  new kms.CfnKey(new Stack(app, 'Top'), 'Key', {});
  const stage = new Stage(app, 'Prod');
  const key = new kms.CfnKey(new Stack(stage, 'Shop'), 'Key', {});
  acknowledge(key, 'Gold::kms.rotation', 'accepted in production');
  acknowledge(key, 'Gold::kms.unknown', 'matches nothing');
  Validations.of(app).addPlugins(new GoldChecks());
  const evidence = Evidence.fromAssembly(app.synth().directory, { now: TODAY });
  expect(evidence.summary).toMatchObject({ templates: 2, keys: 2, unmatchedAcknowledgements: 1 });
  const rows = rowsOf(evidence.toCsv()).filter(({ control }) => control === 'kms.rotation');
  expect(rows.map(({ construct, status }) => [construct, status])).toEqual([['Top/Key', 'violated'], ['Prod/Shop/Key', 'acknowledged']]);
});

describe('a folder that does not fit', () => {
  test('a template that changed after the checks is counted', () => {
    const directory = synthesize((stack) => { new kms.CfnKey(stack, 'Key', {}); });
    appendFileSync(path.join(directory, 'Shop.template.json'), '\n');
    expect(Evidence.fromAssembly(directory).summary.changedTemplates).toBe(1);
  });

  test('a template that is gone is counted, and its rows stay', () => {
    const directory = synthesize((stack) => { new kms.CfnKey(stack, 'Key', {}); });
    rmSync(path.join(directory, 'Shop.template.json'));
    const evidence = Evidence.fromAssembly(directory);
    expect(evidence.summary).toMatchObject({ changedTemplates: 1, keys: 0 });
    expect(evidence.toCsv()).toContain('Shop/Key');
  });

  test('a folder without results of the checks says to register GoldChecks', () => {
    expect(() => Evidence.fromAssembly(os.tmpdir() + '/no-such-folder')).toThrow(/got no gold-checks\.json in it; .*register GoldChecks/);
  });

  test('a folder without CDK\'s report says to name the app\'s folder, since acknowledgements would be missing', () => {
    const directory = synthesize(() => {});
    rmSync(path.join(directory, 'validation-report.json'));
    expect(() => Evidence.fromAssembly(directory)).toThrow('got no validation-report.json in it');
  });

  test.each([
    ['[', /text that is no JSON/],
    ['[]', /JSON that is no object/],
    ['{}', /no templates or no records/],
  ])('results that read %j are refused', (text, message) => {
    const directory = synthesize(() => {});
    writeFileSync(path.join(directory, 'gold-checks.json'), text);
    expect(() => Evidence.fromAssembly(directory)).toThrow(message);
  });
});

test('results of a control that the catalogue no longer has keep their rows', () => {
  const directory = synthesize((stack) => { new kms.CfnKey(stack, 'Key', {}); });
  const file = path.join(directory, 'gold-checks.json');
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('"kms.rotation"', '"kms.retired"'));
  expect(rowsOf(Evidence.fromAssembly(directory).toCsv()).find(({ control }) => control === 'kms.retired')).toMatchObject({ status: 'violated', title: 'kms.retired' });
});

test('a cell that a spreadsheet would take for a formula is text', () => {
  const directory = synthesize((stack) => { new kms.CfnKey(stack, 'Key', {}); });
  const file = path.join(directory, 'gold-checks.json');
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('"Shop/Key"', '"=HYPERLINK(1)"'));
  expect(Evidence.fromAssembly(directory).toCsv()).toContain(',\'=HYPERLINK(1),');
});
