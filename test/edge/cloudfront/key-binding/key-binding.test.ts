import { KeyPolicyStandIn } from './key-policy-stand-in';
import { type BindingProperties, KeyBinding } from '../../../../src/edge/cloudfront/key-binding/key-binding';
import { KeyPolicies } from '../../../../src/edge/cloudfront/key-binding/key-policies';
import type { ResourceRequest } from '../../../../src/secrets/parameter/request';

const KEY = 'arn:aws:kms:ap-northeast-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const PREFIX = 'arn:aws:cloudfront::111122223333:distribution/';
const SID = 'CloudFrontReadsForShop';

const policy = (source: unknown, ...more: object[]): string => JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Sid: SID, Effect: 'Allow', Principal: { Service: 'cloudfront.amazonaws.com' }, Action: 'kms:Decrypt', Resource: '*', Condition: { ArnLike: { 'aws:SourceArn': source } } },
    ...more,
  ],
});
const WIDE = policy(`${PREFIX}*`);
const NARROW = policy([`${PREFIX}E1`]);

function request(type: string, more: Partial<BindingProperties> = {}): ResourceRequest<BindingProperties> {
  return {
    RequestType: type as 'Create',
    ResponseURL: 'https://example.com/',
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'Binding',
    ResourceProperties: { Name: KEY, Pattern: `${PREFIX}*`, Statements: [{ Sid: SID, SourceArns: [`${PREFIX}E1`] }], PolicyHash: 'hash', ...more },
  };
}

/** Handles a request without waiting; counts the milliseconds that it would have waited. */
async function handle(kms: KeyPolicyStandIn, type = 'Create', more: Partial<BindingProperties> = {}) {
  let waited = 0;
  const pause = async (milliseconds: number): Promise<void> => { waited += milliseconds; };
  await new KeyBinding(new KeyPolicies(kms.client, pause), pause).handle(request(type, more));
  return waited;
}

test('a key is bound to the distribution, and the policy read again', async () => {
  const kms = new KeyPolicyStandIn(KEY, WIDE);
  await handle(kms);
  expect([kms.policy, kms.written.length, kms.reads]).toEqual([NARROW, 1, 2]);
});

test('a key that is bound already is left alone', async () => {
  const kms = new KeyPolicyStandIn(KEY, NARROW);
  await handle(kms, 'Update');
  expect(kms.written).toEqual([]);
});

test('a key whose policy CloudFormation wrote anew is bound again', async () => {
  const kms = new KeyPolicyStandIn(KEY, policy(`${PREFIX}*`, { Sid: 'New', Effect: 'Deny' }));
  await handle(kms, 'Update', { PolicyHash: 'other' });
  expect(kms.policy).toBe(policy([`${PREFIX}E1`], { Sid: 'New', Effect: 'Deny' }));
});

test('a distribution that another replaces is named no more', async () => {
  const kms = new KeyPolicyStandIn(KEY, NARROW);
  await handle(kms, 'Update', { Statements: [{ Sid: SID, SourceArns: [`${PREFIX}E2`] }] });
  expect(kms.policy).toBe(policy([`${PREFIX}E2`]));
});

test('a binding that is deleted reads and writes nothing', async () => {
  const kms = new KeyPolicyStandIn(KEY, NARROW);
  await handle(kms, 'Delete');
  expect([kms.reads, kms.written]).toEqual([0, []]);
});

test('a policy that is not read as it was written yet is waited for', async () => {
  const kms = new KeyPolicyStandIn(KEY, WIDE);
  kms.delay = 12;
  expect(await handle(kms)).toBe(60_000);
  expect([kms.policy, kms.written.length]).toEqual([NARROW, 1]);
});

test('what somebody else writes at the same time stays, and the key is bound all the same', async () => {
  const kms = new KeyPolicyStandIn(KEY, WIDE);
  const theirs = { Sid: 'Theirs', Effect: 'Deny' };
  kms.overwrites.push(policy(`${PREFIX}*`, theirs));
  expect(await handle(kms)).toBe(0); // it sees at once that the policy is neither what it found nor what it wrote
  expect(kms.policy).toBe(policy([`${PREFIX}E1`], theirs));
});

test('a binding of somebody else that is written over ours counts, if it holds ours', async () => {
  const kms = new KeyPolicyStandIn(KEY, WIDE);
  kms.overwrites.push(policy([`${PREFIX}E1`], { Sid: 'Theirs', Effect: 'Deny' }));
  await handle(kms);
  expect(kms.written).toHaveLength(1);
});

test('a policy that somebody keeps writing is a failure that says so', async () => {
  const kms = new KeyPolicyStandIn(KEY, WIDE);
  for (let index = 0; index < 9; index += 1) { kms.overwrites.push(policy(`${PREFIX}*`, { Sid: `Theirs${index}`, Effect: 'Deny' })); }
  await expect(handle(kms)).rejects.toThrow('somebody else changes it too; deploy again');
  expect(kms.written).toHaveLength(4);
});

test('a policy that never shows what was written is a failure within ten minutes', async () => {
  const kms = new KeyPolicyStandIn(KEY, WIDE);
  kms.delay = 1_000;
  const waits: number[] = [];
  const pause = async (milliseconds: number): Promise<void> => { waits.push(milliseconds); };
  await expect(new KeyBinding(new KeyPolicies(kms.client, pause), pause).handle(request('Create'))).rejects.toThrow('does not stay as it was written');
  expect(waits.reduce((sum, one) => sum + one, 0)).toBeLessThan(9 * 60_000);
});

test.each(['ConflictException', 'KMSInternalException', 'DependencyTimeoutException'])('%s is tried again', async (name) => {
  const kms = new KeyPolicyStandIn(KEY, WIDE);
  kms.failures.PutKeyPolicy.push(name);
  await handle(kms);
  expect(kms.policy).toBe(NARROW);
});

test('rights that IAM does not know yet are waited for', async () => {
  const kms = new KeyPolicyStandIn(KEY, WIDE);
  kms.failures.GetKeyPolicy.push('AccessDeniedException', 'AccessDeniedException');
  kms.failures.PutKeyPolicy.push('AccessDeniedException');
  await handle(kms);
  expect(kms.policy).toBe(NARROW);
});

test.each(['MalformedPolicyDocumentException', 'KMSInvalidStateException', 'LimitExceededException'])('%s fails the deployment by its name', async (name) => {
  const kms = new KeyPolicyStandIn(KEY, WIDE);
  kms.failures.PutKeyPolicy.push(name);
  await expect(handle(kms)).rejects.toThrow(`PutKeyPolicy failed: ${name}`);
  expect(kms.policy).toBe(WIDE);
});

test('a key that is not there, a policy without the statement, and a request of another kind are failures', async () => {
  const kms = new KeyPolicyStandIn(KEY, policy(`${PREFIX}*`).replace(SID, 'Another'));
  await expect(handle(kms, 'Create', { Name: 'arn:aws:kms:ap-northeast-2:111122223333:key/other' })).rejects.toThrow('GetKeyPolicy failed: NotFoundException');
  await expect(handle(kms)).rejects.toThrow(`has 0 statements ${SID}`);
  await expect(handle(kms, 'Import')).rejects.toThrow('the request is of no type that CloudFormation sends');
  expect(kms.written).toEqual([]);
});
