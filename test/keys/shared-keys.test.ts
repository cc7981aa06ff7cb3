import { Stack, aws_iam as iam, aws_s3 as s3 } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Domain, DomainRole } from '../../src/core';
import { KeyAccess, KeyPurpose, KeyService, KeyUser } from '../../src/keys';
import { testApp } from '../checks/synth';

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Principal: unknown;
  readonly Condition: Record<string, Record<string, unknown>>;
}

const ENV = { account: '111111111111', region: 'ap-northeast-2' };
const LAMBDA = new iam.ServicePrincipal('lambda.amazonaws.com');
const REASON = 'invoices name the order';
const FOREIGN_ROOT = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::222222222222:root']] };

function setting() {
  const app = testApp();
  const home = new Stack(app, 'Home', { env: ENV });
  const far = new Stack(app, 'Far', { env: ENV });
  const foreign = new Stack(app, 'Foreign', { env: { ...ENV, account: '222222222222' } });
  const orders = new Domain(home, 'Orders');
  const billing = new Domain(far, 'Billing');
  const bucket = new s3.Bucket(home, 'Bucket', { encryption: s3.BucketEncryption.KMS, encryptionKey: orders.keyFor(home, KeyPurpose.DATA, KeyService.S3) });
  return { home, far, foreign, orders, billing, bucket };
}

function policyOf(stack: Stack): Statement[] {
  const [key] = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'));
  return key.Properties.KeyPolicy.Statement;
}

/** What roles of billing may do with the key of orders. */
const actionsOfBilling = (stack: Stack): string[] => policyOf(stack)
  .filter(({ Effect, Sid, Condition }) => Effect === 'Allow' && (Sid.includes('Billing') || /role\/gold\/billing|"Reader|Far-/.test(JSON.stringify(Condition ?? {}))))
  .flatMap(({ Action }) => Action).sort();

describe('another domain', () => {
  test('that was not declared is refused, and told what to declare', () => {
    const { far, billing, bucket } = setting();
    const reader = new DomainRole(far, 'Reader', { assumedBy: LAMBDA, domain: billing });
    expect(() => bucket.grantRead(reader)).toThrow(
      /a grant on the data key of the domain 'orders' is not valid: got 'the domain 'billing', which it is not shared with.*'; .*declare it: orders\.shareWith\(billing/);
  });

  test.each([
    ['a plain role in it', (set: ReturnType<typeof setting>) => new iam.Role(set.billing, 'Plain', { assumedBy: LAMBDA })],
    ['a role of its path', (set: ReturnType<typeof setting>) => new iam.Role(set.far, 'Path', { assumedBy: LAMBDA, path: '/gold/billing/' })],
    ['an imported role of its path', (set: ReturnType<typeof setting>) => iam.Role.fromRoleArn(set.home, 'Imported', 'arn:aws:iam::111111111111:role/gold/billing/Reader')],
    ['a role of it that may not be changed', (set: ReturnType<typeof setting>) => new DomainRole(set.far, 'Fixed', { assumedBy: LAMBDA, domain: set.billing }).withoutPolicyUpdates()],
    ['a user in it', (set: ReturnType<typeof setting>) => new iam.User(set.billing, 'User', { userName: 'user' })],
  ])('is recognized by %s', (_what, principal) => {
    const set = setting();
    expect(() => set.bucket.grantRead(principal(set))).toThrow(/the domain 'billing', which it is not shared with/);
  });

  test('that was not declared is refused direct use too', () => {
    const { far, orders, billing } = setting();
    const client = KeyUser.of(new DomainRole(far, 'Client', { assumedBy: LAMBDA, domain: billing }));
    expect(() => orders.key(KeyPurpose.DATA).allowDirectUse(client, KeyAccess.DECRYPT)).toThrow(/the domain 'billing', which it is not shared with/);
  });

  test('that was declared reads through the services that were named, and no other', () => {
    const { home, far, orders, billing, bucket } = setting();
    orders.shareWith(billing, { services: [KeyService.S3], reason: REASON });
    bucket.grantRead(new DomainRole(far, 'Reader', { assumedBy: LAMBDA, domain: billing }));
    const shared = policyOf(home).filter(({ Sid }) => Sid.startsWith('ShareWith'));
    expect(shared).toEqual([expect.objectContaining({ Sid: 'ShareWithBillingThroughS3', Action: 'kms:Decrypt' })]);
    expect(shared[0].Condition.StringEquals).toMatchObject({ 'aws:PrincipalTag/domain': 'billing', 'kms:ViaService': 's3.ap-northeast-2.amazonaws.com' });
    expect(JSON.stringify(shared[0].Condition.ArnLike)).toContain('role/gold/billing/*');
  });

  test('of another stack gets its side of the grant', () => {
    const { far, orders, billing, bucket } = setting();
    orders.shareWith(billing, { services: [KeyService.S3], reason: REASON });
    bucket.grantRead(new DomainRole(far, 'Reader', { assumedBy: LAMBDA, domain: billing }));
    expect(JSON.stringify(Template.fromStack(far).findResources('AWS::IAM::ManagedPolicy'))).toContain('"kms:ViaService":"s3.ap-northeast-2.amazonaws.com"');
  });

  test.each(['home', 'far'] as const)('whose role is in the stack %s gets no more than was declared', (where) => {
    const set = setting();
    set.orders.shareWith(set.billing, { services: [KeyService.S3], reason: REASON });
    try { set.bucket.grantReadWrite(new DomainRole(set[where], 'Reader', { assumedBy: LAMBDA, domain: set.billing })); } catch { /* refused: as good */ }
    expect(actionsOfBilling(set.home)).toEqual(['kms:Decrypt']);
  });

  test('may be declared twice, with other services and more access', () => {
    const { home, orders, billing } = setting();
    orders.shareWith(billing, { services: [KeyService.S3], reason: REASON });
    orders.shareWith(billing, { services: [KeyService.S3, KeyService.DYNAMODB], access: KeyAccess.ENCRYPT, reason: REASON });
    const sids = policyOf(home).map(({ Sid }) => Sid);
    expect(sids.filter((sid, index) => sids.indexOf(sid) !== index)).toEqual([]);
    expect(actionsOfBilling(home)).toEqual(expect.arrayContaining(['kms:Decrypt', 'kms:Encrypt']));
  });

  test('has a statement name of its own, however alike the domains\' names', () => {
    const { home, far, orders } = setting();
    for (const name of ['order-1', 'order1']) { orders.shareWith(new Domain(far, name), { services: [KeyService.S3], reason: REASON }); }
    const sids = policyOf(home).map(({ Sid }) => Sid);
    expect(sids.filter((sid, index) => sids.indexOf(sid) !== index)).toEqual([]);
  });

  test('keeps its own tag on a role that it lends', () => {
    const { far, orders, billing, bucket } = setting();
    orders.shareWith(billing, { services: [KeyService.S3], reason: REASON });
    bucket.grantRead(new iam.Role(billing, 'Plain', { assumedBy: LAMBDA }));
    const [role] = Object.values(Template.fromStack(far).findResources('AWS::IAM::Role'));
    expect(role.Properties.Tags).toContainEqual({ Key: 'domain', Value: 'billing' });
  });

  test('needs at least one service', () => {
    const { orders, billing } = setting();
    expect(() => orders.shareWith(billing, { services: [], reason: REASON })).toThrow(/services of a shared key is not valid: got 'none'/);
  });
});

describe('another account', () => {
  const foreignRole = ({ foreign }: ReturnType<typeof setting>) => new iam.Role(foreign, 'Reader', { assumedBy: LAMBDA, roleName: 'reader' });
  const OF_ACCOUNT = { StringEquals: { 'kms:CallerAccount': '222222222222', 'kms:ViaService': 's3.ap-northeast-2.amazonaws.com' } };

  test('that was not declared is refused, and told what to declare', () => {
    const set = setting();
    expect(() => set.orders.key(KeyPurpose.DATA).forService(KeyService.S3).grantDecrypt(foreignRole(set)))
      .toThrow(/got 'account 222222222222, which it is not shared with'; allowed: its own account; declare it: shareWithAccount\('222222222222'\)/);
  });

  test('that was declared uses the key as the role that is named, in its own account', () => {
    const set = setting();
    set.orders.shareWithAccount('222222222222', KeyPurpose.DATA, REASON);
    set.orders.key(KeyPurpose.DATA).forService(KeyService.S3).grantDecrypt(foreignRole(set));
    const named = policyOf(set.home).filter(({ Sid }) => Sid.startsWith('NamedUsers'));
    expect(named).toEqual([expect.objectContaining({ Principal: { AWS: FOREIGN_ROOT }, Condition: expect.objectContaining(OF_ACCOUNT) })]);
    expect(JSON.stringify(named[0].Condition.ArnLike)).toContain(':iam::222222222222:role/reader');
  });

  test('gets its own side of the grant, with its own account as caller', () => {
    const set = setting();
    set.orders.shareWithAccount('222222222222', KeyPurpose.DATA, REASON);
    const key = set.orders.key(KeyPurpose.DATA);
    key.allowUse(KeyUser.fromArn('arn:aws:iam::222222222222:role/reader'), KeyService.S3, KeyAccess.DECRYPT);
    expect(policyOf(set.home).find(({ Sid }) => Sid.startsWith('NamedUsers'))?.Condition).toMatchObject(OF_ACCOUNT);
  });

  test('with a role of the domain\'s own path is let in, or refused, and not forgotten', () => {
    const set = setting();
    set.orders.shareWithAccount('222222222222', KeyPurpose.DATA, REASON);
    const role = iam.Role.fromRoleArn(set.home, 'Worker', 'arn:aws:iam::222222222222:role/gold/orders/Worker');
    try {
      set.orders.key(KeyPurpose.DATA).forService(KeyService.S3).grantDecrypt(role);
    } catch (error) {
      expect(String(error)).toContain('is not valid');
      return;
    }
    expect(policyOf(set.home).filter(({ Condition }) => Condition?.StringEquals?.['kms:CallerAccount'] === '222222222222')).toHaveLength(1);
  });

  test('with a role that has no name is refused: its name can\'t be known', () => {
    const set = setting();
    set.orders.shareWithAccount('222222222222', KeyPurpose.DATA, REASON);
    const role = new iam.Role(set.foreign, 'Nameless', { assumedBy: LAMBDA });
    expect(() => set.orders.key(KeyPurpose.DATA).forService(KeyService.S3).grantDecrypt(role)).toThrow(/a role without a name.*give the role a `roleName`/);
  });

  test.each(['', '12345', '22222222222a', 'arn:aws:iam::222222222222:root'])('by the id %j is refused', (id) => {
    expect(() => setting().orders.shareWithAccount(id, KeyPurpose.DATA, REASON)).toThrow(/account is not valid: got '.*'; allowed: 12 digits/);
  });
});
