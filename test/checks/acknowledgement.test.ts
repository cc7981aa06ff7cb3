import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { type App, type Stack, aws_sqs as sqs } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { type Finding, findingsOf, testApp } from './synth';
import { testStack } from './template';
import { Acknowledgement, type AcknowledgementProps, GoldChecks } from '../../src/checks';

const RULE = 'Gold::sqs.customer-key';
const REASON = 'the queue carries public prices only';
const record = (props: Partial<AcknowledgementProps>, on = new sqs.Queue(testStack(), 'Queue')): void =>
  Acknowledgement.record(on, { rule: RULE, reason: REASON, owner: 'pricing-team', ...props });

/** An app with an unencrypted queue whose finding is accepted as given. */
function accepted(props: Partial<AcknowledgementProps>): { app: App; stack: Stack; found: Finding[] } {
  const app = testApp();
  const stack = testStack(app);
  record(props, new sqs.Queue(stack, 'Queue', { encryption: sqs.QueueEncryption.UNENCRYPTED }));
  return { app, stack, found: findingsOf(app, new GoldChecks()).filter(({ rule }) => rule === 'sqs.customer-key') };
}

const reasonIn = (app: App): string[] => {
  const report = JSON.parse(readFileSync(path.join(app.outdir, 'validation-report.json'), 'utf8')) as { pluginReports: { suppressedViolations?: { reason: string }[] }[] };
  return report.pluginReports.flatMap(({ suppressedViolations }) => suppressedViolations ?? []).map(({ reason }) => reason);
};

describe('an acknowledgement', () => {
  test('keeps owner, last day and reason with the finding', () => {
    const { app, found } = accepted({ until: '2999-12-31', owner: ' pricing-team ', reason: ` ${REASON} ` });
    expect(found.map(({ suppressed }) => suppressed)).toEqual([true]);
    expect(reasonIn(app)).toEqual([`owner=pricing-team; until=2999-12-31; ${REASON}`]);
  });

  test('without a last day does not expire', () => {
    expect(reasonIn(accepted({}).app)).toEqual([`owner=pricing-team; ${REASON}`]);
  });

  test('that has expired opens the finding again and warns whose it was', () => {
    const { stack, found } = accepted({ until: '2020-01-31' });
    expect(found.map(({ suppressed, severity }) => [suppressed, severity])).toEqual([[false, 'error']]);
    Annotations.fromStack(stack).hasWarning('/Test/Queue', Match.stringLikeRegexp(`the acknowledgement of ${RULE} by pricing-team expired on 2020-01-31`));
  });

  test.each<[string, Partial<AcknowledgementProps>, RegExp]>([
    ['a rule without its plugin', { rule: 'sqs.customer-key' }, /rule is not valid: got 'sqs.customer-key'; allowed: <plugin>::<rule>/],
    ['no plugin', { rule: '::sqs.customer-key' }, /rule is not valid/],
    ['no rule', { rule: 'Gold::' }, /rule is not valid/],
    ['a plugin with a space', { rule: 'Go ld::sqs' }, /rule is not valid/],
    ['a short reason', { reason: 'because' }, /reason is not valid: got 'because'; allowed: at least 20 characters/],
    ['a reason of spaces', { reason: ' '.repeat(40) }, /reason is not valid/],
    ['no owner', { owner: '' }, /owner is not valid/],
    ['an owner of spaces', { owner: '    ' }, /owner is not valid/],
    ['an owner that would read as a field', { owner: 'a; until=2999-12-31' }, /owner is not valid/],
    ['a day of another form', { until: '31.12.2030' }, /until is not valid: got '31.12.2030'; allowed: a day as YYYY-MM-DD/],
    ['a day that is none', { until: '2030-02-30' }, /until is not valid/],
    ['a month that is none', { until: '2030-13-01' }, /until is not valid/],
    ['a time', { until: '2030-12-31T00:00:00Z' }, /until is not valid/],
    ['an empty day', { until: '' }, /until is not valid/],
  ])('is refused with %s', (_name, props, message) => {
    expect(() => record(props)).toThrow(message);
  });

  test.each(['AwsSolutions::AwsSolutions-IAM5[Resource::*]', 'AwsSolutions::AwsSolutions-IAM5[Action::s3:Get*]', 'HIPAA.Security::HIPAA.Security-S3BucketReplicationEnabled'])(
    'takes the id of a stock pack: %s', (rule) => { expect(() => record({ rule })).not.toThrow(); });
});

describe('the day that counts', () => {
  const known = process.env.SOURCE_DATE_EPOCH;
  const at = (time: string): void => { process.env.SOURCE_DATE_EPOCH = String(Date.parse(time) / 1000); };
  afterEach(() => {
    if (known === undefined) { delete process.env.SOURCE_DATE_EPOCH; } else { process.env.SOURCE_DATE_EPOCH = known; }
  });

  test.each([
    ['the last second of its last day', '2030-12-31T23:59:59Z', true], ['the first second after it', '2031-01-01T00:00:00Z', false], ['long before', '2001-01-01T00:00:00Z', true],
  ])('is SOURCE_DATE_EPOCH\'s, where it is set: at %s', (_name, time, holds) => {
    at(time);
    expect(accepted({ until: '2030-12-31' }).found.map(({ suppressed }) => suppressed)).toEqual([holds]);
  });

  test.each(['', 'yesterday'])('is today\'s, where SOURCE_DATE_EPOCH is \'%s\'', (epoch) => {
    process.env.SOURCE_DATE_EPOCH = epoch;
    expect(accepted({ until: '2020-01-31' }).found.map(({ suppressed }) => suppressed)).toEqual([false]);
  });
});
