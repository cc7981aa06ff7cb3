import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App, CfnParameter, NestedStack, Stack, Stage, Validations, aws_kms as kms, aws_sqs as sqs } from 'aws-cdk-lib';
import { type Finding, findingsOf, temporaryFolder, testApp } from './synth';
import { testStack } from './template';
import { GoldChecks } from '../../src/checks';
import { CATALOGUE } from '../../src/controls/catalogue';
import { DomainKey, KeyService } from '../../src/keys';

interface Run {
  readonly templates: readonly { readonly file: string; readonly stack: string; readonly sha256: string; readonly resources: number }[];
  readonly records: readonly {
    readonly control: string;
    readonly status: string;
    readonly detail?: string;
    readonly construct: string;
    readonly logicalId: string;
    readonly template: string;
  }[];
}
const runOf = (app: App, folder = ''): Run => JSON.parse(readFileSync(path.join(app.outdir, folder, 'gold-checks.json'), 'utf8')) as Run;
const conclusionOf = (app: App): string[] =>
  (JSON.parse(readFileSync(path.join(app.outdir, 'validation-report.json'), 'utf8')) as { pluginReports: { pluginName: string; conclusion: string }[] }).pluginReports
    .filter(({ pluginName }) => pluginName === 'Gold').map(({ conclusion }) => conclusion);

/** A key that opens to the whole world: violates mandatory controls. */
const worldKey = (stack: Stack): kms.CfnKey => new kms.CfnKey(stack, 'World', {
  keyPolicy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' }] }, enableKeyRotation: true,
});
const ruleOf = (found: readonly Finding[], rule: string): Finding[] => found.filter((finding) => finding.rule === rule);
const openQueue = (stack: Stack): sqs.Queue => new sqs.Queue(stack, 'Open', { encryption: sqs.QueueEncryption.UNENCRYPTED });

describe('what a finding does to a synth', () => {
  test('a mandatory control is fatal, and can\'t be acknowledged', () => {
    const app = testApp();
    Validations.of(worldKey(testStack(app))).acknowledge({ id: 'Gold::kms.no-public-access', reason: 'it should not work at all' });
    const found = ruleOf(findingsOf(app, new GoldChecks()), 'kms.no-public-access');
    expect(found.map(({ severity, suppressed }) => [severity, suppressed])).toEqual([['fatal', false]]);
    expect(conclusionOf(app)).toEqual(['failure']);
  });

  test('each mandatory control is one that is worth no exception', () => {
    const mandatory = CATALOGUE.filter((control) => control.mandatory);
    expect(mandatory.map(({ id }) => id)).toEqual(expect.arrayContaining(['kms.no-public-access', 'secretsmanager.no-plaintext']));
    expect(mandatory.every(({ severity }) => severity === 'critical')).toBe(true);
  });

  test('a control of medium severity or above is an error and fails the synth', () => {
    const app = testApp();
    openQueue(testStack(app));
    expect(ruleOf(findingsOf(app, new GoldChecks()), 'sqs.customer-key').map(({ severity }) => severity)).toEqual(['error']);
    expect(conclusionOf(app)).toEqual(['failure']);
  });

  test('a control of low severity is a warning and lets the synth pass', () => {
    const app = testApp();
    const stack = testStack(app);
    const queue = new sqs.CfnQueue(stack, 'Queue', { kmsMasterKeyId: 'alias/orders/messages' });
    new sqs.CfnQueuePolicy(stack, 'Tls', {
      queues: [queue.ref],
      policyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Deny', Principal: '*', Action: 'sqs:*', Resource: queue.attrArn, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
      },
    });
    expect(findingsOf(app, new GoldChecks()).map(({ rule, severity }) => [rule, severity])).toEqual([['sqs.dead-letter', 'warning']]);
    expect(conclusionOf(app)).toEqual(['success']);
  });

  test('a value that only a deployment knows is a warning that says so', () => {
    const app = testApp();
    const stack = testStack(app);
    new sqs.CfnQueue(stack, 'Queue', { kmsMasterKeyId: new CfnParameter(stack, 'KeyId').valueAsString });
    expect(ruleOf(findingsOf(app, new GoldChecks()), 'sqs.customer-key')).toEqual([
      expect.objectContaining({ severity: 'warning', description: expect.stringMatching(/^could not be decided: /) as string }),
    ]);
  });

  test('without the reader\'s exception, an error throws the synth of an app', () => {
    const app = new App({ builtinCloudFormationValidation: false, outdir: temporaryFolder() });
    openQueue(testStack(app));
    Validations.of(app).addPlugins(new GoldChecks());
    expect(() => app.synth()).toThrow(/sqs\.customer-key/);
  });
});

describe('where it looks', () => {
  test('registered on one Stage it sees that Stage only, and leaves its answers in the Stage\'s assembly', () => {
    const app = testApp();
    const [prod, dev] = ['Prod', 'Dev'].map((id) => new Stage(app, id, { env: { region: 'ap-northeast-2' } }));
    for (const stage of [prod, dev]) { openQueue(new Stack(stage, 'Stack')); }
    openQueue(testStack(app));
    Validations.of(prod).addPlugins(new GoldChecks());
    const found = ruleOf(findingsOf(app), 'sqs.customer-key');
    expect(found.map(({ construct }) => construct)).toEqual(['Prod/Stack/Open/Resource']);
    expect(runOf(app, 'assembly-Prod').templates.map(({ stack }) => stack)).toEqual(['Prod/Stack']);
  });

  test('registered on the app it sees the stacks of all Stages', () => {
    const app = testApp();
    openQueue(new Stack(new Stage(app, 'Prod'), 'Stack'));
    openQueue(testStack(app));
    const found = ruleOf(findingsOf(app, new GoldChecks()), 'sqs.customer-key');
    expect(found.map(({ construct }) => construct).sort()).toEqual(['Prod/Stack/Open/Resource', 'Test/Open/Resource']);
  });

  test('two Stages, each with its own plugin, keep their answers apart', () => {
    const app = testApp();
    for (const id of ['Prod', 'Dev']) {
      const stage = new Stage(app, id);
      openQueue(new Stack(stage, 'Stack'));
      Validations.of(stage).addPlugins(new GoldChecks());
    }
    findingsOf(app);
    expect(['Prod', 'Dev'].map((id) => runOf(app, `assembly-${id}`).templates.map(({ stack }) => stack))).toEqual([['Prod/Stack'], ['Dev/Stack']]);
  });

  test('nested stacks are checked, at any depth', () => {
    const app = testApp();
    const nested = new NestedStack(testStack(app), 'Nested');
    openQueue(nested);
    openQueue(new NestedStack(nested, 'Deeper'));
    const found = ruleOf(findingsOf(app, new GoldChecks()), 'sqs.customer-key');
    expect(found.map(({ construct }) => construct).sort()).toEqual(['Test/Nested/Deeper/Open/Resource', 'Test/Nested/Open/Resource']);
    expect(runOf(app).templates.map(({ stack }) => stack).sort()).toEqual(['Test', 'Test/Nested', 'Test/Nested/Deeper']);
  });
});

describe('gold-checks.json', () => {
  let app: App;
  let run: Run;
  beforeAll(() => {
    app = testApp();
    const stack = testStack(app);
    const key = new DomainKey(stack, 'Key', { domainName: 'orders' });
    new sqs.Queue(stack, 'Good', { encryptionMasterKey: key.forService(KeyService.SQS) });
    openQueue(stack);
    findingsOf(app, new GoldChecks());
    run = runOf(app);
  });

  test('has what passes as well as what does not', () => {
    const rows = run.records.filter(({ control }) => control === 'sqs.customer-key').map(({ construct, status }) => [construct, status]);
    expect(rows).toEqual([['Test/Good/Resource', 'compliant'], ['Test/Open/Resource', 'violated']]);
    expect(run.records.some(({ control, status }) => control === 'kms.rotation' && status === 'compliant')).toBe(true);
  });

  test('names every template with the hash of what is on disk', () => {
    const text = readFileSync(path.join(app.outdir, 'Test.template.json'), 'utf8');
    expect(run.templates).toEqual([{
      file: 'Test.template.json',
      stack: 'Test',
      sha256: createHash('sha256').update(text).digest('hex'),
      resources: Object.keys((JSON.parse(text) as { Resources: object }).Resources).length,
    }]);
    expect(new Set(run.records.map(({ template }) => template))).toEqual(new Set(['Test.template.json']));
  });

  test('names no path of this machine', () => {
    expect(JSON.stringify(run)).not.toContain(os.tmpdir());
  });
});

describe('acknowledged findings', () => {
  test('of one construct are kept with their reason; the same elsewhere stays open', () => {
    const app = testApp();
    const stack = testStack(app);
    const open = openQueue(stack);
    new sqs.Queue(stack, 'Other', { encryption: sqs.QueueEncryption.UNENCRYPTED });
    Validations.of(open).acknowledge({ id: 'Gold::sqs.customer-key', reason: 'it carries public prices only' });
    const found = ruleOf(findingsOf(app, new GoldChecks()), 'sqs.customer-key');
    expect(found.map(({ construct, suppressed }) => [construct, suppressed])).toEqual([['Test/Other/Resource', false], ['Test/Open/Resource', true]]);
    const report = readFileSync(path.join(app.outdir, 'validation-report.json'), 'utf8');
    expect(report).toContain('"reason": "it carries public prices only"');
    expect(runOf(app).records.find(({ control, construct }) => control === 'sqs.customer-key' && construct === 'Test/Open/Resource')?.status).toBe('violated');
  });
});
