import { KeyPolicyStandIn } from './key-policy-stand-in';
import { type BindingProperties, KeyBinding } from '../../../../src/edge/cloudfront/key-binding/key-binding';
import { KeyPolicies } from '../../../../src/edge/cloudfront/key-binding/key-policies';
import type { ResourceRequest } from '../../../../src/secrets/parameter/request';

const KEY = 'arn:aws:kms:ap-northeast-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const PREFIX = 'arn:aws:cloudfront::111122223333:distribution/';
const SID = 'CloudFrontReadsForShop';
const MARKER = 'BindsKeyOfShopV1';
const mark = (Sid: string) => ({ Sid, Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'kms:GetKeyPolicy', Resource: '*' });

const policy = (source: unknown, ...more: object[]): string => JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Sid: SID, Effect: 'Allow', Principal: { Service: 'cloudfront.amazonaws.com' }, Action: 'kms:Decrypt', Resource: '*', Condition: { ArnLike: { 'aws:SourceArn': source } } },
    mark(MARKER),
    ...more,
  ],
});
/** Before CloudFormation wrote the template's policy. */
const former = (source: unknown, ...more: object[]): string => policy(source, ...more).replace(MARKER, 'BindsKeyOfShopV0');
const WIDE = policy(`${PREFIX}*`);
const NARROW = policy([`${PREFIX}E1`]);

const narrowing = (id: string) => ({ Sid: SID, Actions: ['kms:Decrypt'], SourceArns: [`${PREFIX}${id}`] });

function request(type: string, more: Partial<BindingProperties> = {}): ResourceRequest<BindingProperties> {
  return {
    RequestType: type as 'Create',
    ResponseURL: 'https://example.com/',
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'Binding',
    ResourceProperties: { Name: KEY, Pattern: `${PREFIX}*`, Statements: [narrowing('E1')], Marker: MARKER, ...more },
  };
}

const OTHER = 'CloudFrontReadsForSecond';
const bothAt = (first: unknown, second: unknown): string =>
  policy(first, { ...(JSON.parse(policy(second)) as { Statement: object[] }).Statement[0], Sid: OTHER });
const bind = (kms: KeyPolicyStandIn, pause: (milliseconds: number) => Promise<void>, more: Partial<BindingProperties> = {}) =>
  new KeyBinding(new KeyPolicies(kms.client, pause), pause).handle(request('Create', more));

/** Lets several go on at each pause together. */
class Turns {
  private running = 0;
  private waiting: (() => void)[] = [];

  public async run(work: (pause: () => Promise<void>) => Promise<unknown>): Promise<void> {
    this.running += 1;
    await work(() => new Promise((done) => { this.waiting.push(done); this.goOn(); }));
    this.running -= 1;
    this.goOn();
  }

  private goOn(): void {
    if (this.waiting.length < this.running) { return; }
    for (const done of this.waiting.splice(0)) { done(); }
  }
}

/** Handles a request without waiting; counts the milliseconds that it would have waited. */
async function handle(kms: KeyPolicyStandIn, type = 'Create', more: Partial<BindingProperties> = {}) {
  let waited = 0;
  const pause = async (milliseconds: number): Promise<void> => { waited += milliseconds; };
  await new KeyBinding(new KeyPolicies(kms.client, pause), pause).handle(request(type, more));
  return waited;
}

test('a key is bound to the distribution, and the policy read three times before and after', async () => {
  const kms = new KeyPolicyStandIn(KEY, WIDE);
  await handle(kms);
  expect([kms.policy, kms.written.length, kms.reads]).toEqual([NARROW, 1, 6]);
});

test('a key that is bound already is left alone', async () => {
  const kms = new KeyPolicyStandIn(KEY, NARROW);
  await handle(kms, 'Update');
  expect(kms.written).toEqual([]);
});

test('a key whose policy CloudFormation wrote anew is bound again', async () => {
  const kms = new KeyPolicyStandIn(KEY, policy(`${PREFIX}*`, { Sid: 'New', Effect: 'Deny' }));
  await handle(kms, 'Update');
  expect(kms.policy).toBe(policy([`${PREFIX}E1`], { Sid: 'New', Effect: 'Deny' }));
});

test('a distribution that another replaces is named no more', async () => {
  const kms = new KeyPolicyStandIn(KEY, NARROW);
  await handle(kms, 'Update', { Statements: [narrowing('E2')] });
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
  expect(await handle(kms)).toBe(85_000); // 3 reads, 12 that lag, 3 more
  expect([kms.policy, kms.written.length]).toEqual([NARROW, 1]);
});

test('what somebody else writes at the same time stays, and the key is bound all the same', async () => {
  const kms = new KeyPolicyStandIn(KEY, WIDE);
  const theirs = { Sid: 'Theirs', Effect: 'Deny' };
  kms.overwrites.push(policy(`${PREFIX}*`, theirs));
  await handle(kms);
  expect([kms.policy, kms.written.length]).toEqual([policy([`${PREFIX}E1`], theirs), 2]);
});

test('a statement that the deployment took out is not written back from a part that lags behind', async () => {
  const taken = { Sid: 'Former', Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'kms:Decrypt', Resource: '*' };
  const kms = new KeyPolicyStandIn(KEY, WIDE);
  const [old, now] = [former([`${PREFIX}E1`], taken), WIDE];
  kms.lagging.push(old, old, old, now, old, now, now, old);
  await handle(kms, 'Update');
  expect([kms.policy, kms.written.every((text) => !text.includes('Former'))]).toEqual([NARROW, true]);
});

test('a narrow policy that is read of a part that lags behind does not count', async () => {
  const kms = new KeyPolicyStandIn(KEY, WIDE);
  kms.lagging.push(NARROW, NARROW);
  await handle(kms, 'Update');
  expect(kms.policy).toBe(NARROW);
});

test('a policy that is not the template\'s is left as it is, and said', async () => {
  const kms = new KeyPolicyStandIn(KEY, former(`${PREFIX}*`));
  await expect(handle(kms, 'Update')).rejects.toThrow('the key\'s policy is not the template\'s, or does not come to rest: it was changed by hand');
  expect([kms.written, kms.reads]).toEqual([[], 90]);
});

test('a policy that AWS KMS gives back in another order, with lists of one, is the one that was written', async () => {
  const kms = new KeyPolicyStandIn(KEY, WIDE);
  const { Version, Statement } = JSON.parse(NARROW) as { Version: string; Statement: { Action: string }[] };
  const statements = [...Statement].reverse().map((one) => ({ ...one, Action: [one.Action] }));
  kms.overwrites.push(JSON.stringify({ Statement: statements, Version }, undefined, 2));
  await handle(kms);
  expect(kms.written).toHaveLength(1);
});

test('of two bindings that write at the same time, neither undoes the other', async () => {
  const kms = new KeyPolicyStandIn(KEY, bothAt(`${PREFIX}*`, `${PREFIX}*`));
  const clock = new Turns();
  const second = { Statements: [{ ...narrowing('E2'), Sid: OTHER }] };
  await Promise.all([clock.run((pause) => bind(kms, pause)), clock.run((pause) => bind(kms, pause, second))]);
  expect(kms.policy).toBe(bothAt([`${PREFIX}E1`], [`${PREFIX}E2`]));
  expect(kms.written.length).toBeGreaterThan(2);
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
  let waited = 0;
  const pause = async (milliseconds: number): Promise<void> => { waited += milliseconds; };
  await expect(new KeyBinding(new KeyPolicies(kms.client, pause), pause).handle(request('Create'))).rejects.toThrow('does not show what was written');
  expect(waited).toBeLessThan(9 * 60_000);
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
