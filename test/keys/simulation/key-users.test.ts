import { aws_iam as iam } from 'aws-cdk-lib';
import { type Call, DEPLOYER, OTHER_ACCOUNT, type RoleCaller, roleArn } from './request';
import { ALLOW_ALL, ALLOW_KMS, judge } from './simulate';
import { testApp, testStack } from './stacks';
import { type TemplateJson, type TemplatePolicies, policiesOf } from './template-policies';
import { core, keys } from '../../../src';

const ADMINISTRATOR: RoleCaller = { roleArn: roleArn('security/key-administrator'), tags: {} };
const BREAK_GLASS: RoleCaller = { roleArn: roleArn('security/break-glass'), tags: {} };
const OPERATIONS: RoleCaller = { roleArn: roleArn('operations'), tags: {} };
const BILLING: RoleCaller = { roleArn: roleArn('gold/billing/x'), tags: { domain: 'billing' } };
const OTHER_ORDERS: RoleCaller = { roleArn: roleArn('gold/orders/other'), tags: { domain: 'orders' } };
const PARTNER: RoleCaller = { roleArn: roleArn('partner'), tags: {} };
const OUTSIDER: RoleCaller = { roleArn: roleArn('security/key-administrator', OTHER_ACCOUNT), tags: {} };

const SERVICES = ['s3', 'dynamodb', 'ec2', 'kinesis', 'secretsmanager'];
const USES = ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'];

/** What the services send, all at once: nobody is let off for a context that is missing. */
const CONTEXT = {
  'aws:s3:arn': 'arn:aws:s3:::orders-receipts',
  'aws:dynamodb:subscriberId': '111111111111',
  'aws:kinesis:arn': 'arn:aws:kinesis:ap-northeast-2:111111111111:stream/orders',
  'SecretARN': 'arn:aws:secretsmanager:ap-northeast-2:111111111111:secret:orders',
};

interface Way { readonly way: string; readonly via?: string; readonly encryptionContext?: Record<string, string> }

const WAYS: readonly Way[] = [
  { way: 'directly' },
  { way: 'directly, with the domain\'s encryption context', encryptionContext: { domain: 'orders' } },
  ...SERVICES.map((via) => ({ way: `through ${via}`, via, encryptionContext: { ...CONTEXT, domain: 'orders' } })),
];

const USES_IN_ALL_WAYS = USES.flatMap((action) => WAYS.map((way) => ({ ...way, action })));

const [closed, open] = templates(false, true);

describe('administrators', () => {
  test.each(['kms:PutKeyPolicy', 'kms:DisableKey', 'kms:TagResource'])('an administrator may %s', async (action) => {
    expect(await judge({ caller: ADMINISTRATOR, action }, closed, [ALLOW_KMS])).toBe('Allowed');
  });

  test.each(USES_IN_ALL_WAYS)('an administrator may not $action $way', async (use) => {
    expect(await judge({ caller: ADMINISTRATOR, ...use }, closed, [ALLOW_ALL])).toMatch(/Denied$/);
  });

  test('the administrator of the same name in another account may not change the policy', async () => {
    expect(await judge({ caller: OUTSIDER, action: 'kms:PutKeyPolicy' }, closed, [ALLOW_ALL])).toMatch(/Denied$/);
  });
});

describe('everybody else in the account', () => {
  test.each(USES_IN_ALL_WAYS)('a role that may do all of KMS may not $action $way', async (use) => {
    expect(await judge({ caller: OPERATIONS, ...use }, closed, [ALLOW_KMS])).toMatch(/Denied$/);
  });

  test('such a role may see the key, and mend its policy if that locked everybody out', async () => {
    expect(await judge({ caller: OPERATIONS, action: 'kms:DescribeKey' }, closed, [ALLOW_KMS])).toBe('Allowed');
    expect(await judge({ caller: OPERATIONS, action: 'kms:PutKeyPolicy' }, closed, [ALLOW_KMS])).toBe('Allowed');
  });
});

describe('deletion', () => {
  const deletion = (caller: RoleCaller, pendingWindowInDays: number): Call => ({ caller, action: 'kms:ScheduleKeyDeletion', pendingWindowInDays });

  test('the break-glass role may schedule it with 30 days', async () => {
    expect(await judge(deletion(BREAK_GLASS, 30), closed, [ALLOW_KMS])).toBe('Allowed');
  });

  test.each([7, 29])('the break-glass role may not schedule it with %d days', async (days) => {
    expect(await judge(deletion(BREAK_GLASS, days), closed, [ALLOW_ALL])).toMatch(/Denied$/);
  });

  test.each([
    { who: 'an administrator', caller: ADMINISTRATOR },
    { who: 'a role that may do all of KMS', caller: OPERATIONS },
    { who: 'the domain\'s role', caller: OTHER_ORDERS },
    { who: 'the break-glass role of another account', caller: { ...BREAK_GLASS, roleArn: roleArn('security/break-glass', OTHER_ACCOUNT) } },
  ])('$who may not schedule it, not with 30 days either', async ({ caller }) => {
    expect(await judge(deletion(caller, 30), closed, [ALLOW_ALL])).toBe('ExplicitlyDenied');
  });

  test('the break-glass role may not use the key', async () => {
    const call: Call = { caller: BREAK_GLASS, action: 'kms:Decrypt', via: 's3', encryptionContext: CONTEXT };
    expect(await judge(call, closed, [ALLOW_ALL])).toMatch(/Denied$/);
  });
});

describe('direct use', () => {
  const directly = (caller: RoleCaller, encryptionContext?: Record<string, string>): Call => ({ caller, action: 'kms:Decrypt', encryptionContext });
  const domain = (name: string) => ({ domain: name });

  test('a role of the domain may not call KMS directly, with the domain\'s encryption context either', async () => {
    expect(await judge(directly(closed.role, domain('orders')), closed, [ALLOW_ALL])).toMatch(/Denied$/);
  });

  test.each([{ how: 'directly', via: undefined }, { how: 'through a service that is not opened', via: 'workmail' }])(
    'whatever is added to the policy later, a role of the domain may not use the key $how', async ({ via }) => {
      expect(await judge({ ...directly(closed.role), via }, closed, [ALLOW_ALL])).toBe('ExplicitlyDenied');
    });

  test('with allowDirectUse it may, with the domain\'s encryption context', async () => {
    expect(await judge(directly(open.role, domain('orders')), open, open.rolePolicies)).toBe('Allowed');
  });

  test('with allowDirectUse a named role outside every domain may, too', async () => {
    expect(await judge(directly(PARTNER, domain('orders')), open, [ALLOW_KMS])).toBe('Allowed');
  });

  test.each([
    { what: 'the context of another domain', encryptionContext: domain('billing') },
    { what: 'another context', encryptionContext: { purpose: 'orders' } },
    { what: 'no context', encryptionContext: undefined },
  ])('with allowDirectUse neither may with $what', async ({ encryptionContext }) => {
    expect(await judge(directly(open.role, encryptionContext), open, [ALLOW_ALL])).toMatch(/Denied$/);
    expect(await judge(directly(PARTNER, encryptionContext), open, [ALLOW_ALL])).toMatch(/Denied$/);
  });

  test.each([
    { who: 'another role of the domain', caller: OTHER_ORDERS },
    { who: 'a role of another domain', caller: BILLING },
    { who: 'an administrator', caller: ADMINISTRATOR },
  ])('allowDirectUse is for the roles named: not for $who', async ({ caller }) => {
    expect(await judge(directly(caller, domain('orders')), open, [ALLOW_ALL])).toMatch(/Denied$/);
  });
});

describe('grants', () => {
  test.each([
    { who: 'the deployer', caller: DEPLOYER },
    { who: 'an administrator', caller: ADMINISTRATOR },
    { who: 'the break-glass role', caller: BREAK_GLASS },
    { who: 'the domain\'s role', caller: OTHER_ORDERS },
    { who: 'the role with direct use', caller: open.role },
    { who: 'a role of another domain', caller: BILLING },
    { who: 'a role that may do all of KMS', caller: OPERATIONS },
    { who: 'an administrator of another account', caller: OUTSIDER },
    { who: 'a service', caller: { service: 's3.amazonaws.com', sourceAccount: '111111111111' } },
  ])('$who may not create one that is not for an AWS resource', async ({ caller }) => {
    for (const { via, encryptionContext } of WAYS) {
      const call: Call = { caller, action: 'kms:CreateGrant', via, encryptionContext, grantIsForAWSResource: false };
      expect(await judge(call, open, [ALLOW_ALL])).toBe('ExplicitlyDenied');
    }
  });

  test('the deployer may, for an AWS resource, through a service; not where nothing says what it is for', async () => {
    const call: Call = { caller: DEPLOYER, action: 'kms:CreateGrant', via: 'ec2' };
    expect(await judge({ ...call, grantIsForAWSResource: true }, open, [ALLOW_ALL])).toBe('Allowed');
    expect(await judge(call, open, [ALLOW_ALL])).toMatch(/Denied$/);
  });
});

/** One synthesis; a stack for each way of making the key, which an administrator and a break-glass role guard. */
function templates(...directUse: boolean[]): TemplatePolicies[] {
  const app = testApp();
  const stacks = directUse.map((isDirect) => {
    const stack = testStack(app, isDirect ? 'orders-direct' : 'orders');
    const domain = new core.Domain(stack, 'Orders', { administratorArns: [ADMINISTRATOR.roleArn], breakGlassArns: [BREAK_GLASS.roleArn] });
    const role = new core.DomainRole(domain, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    for (const id of SERVICES) { domain.keyFor(stack, keys.KeyPurpose.DATA, keys.KeyService.of(id)).grantEncryptDecrypt(role); }
    const directUsers = isDirect ? [keys.KeyUser.of(role), keys.KeyUser.fromArn(PARTNER.roleArn)] : [];
    for (const user of directUsers) { domain.key(keys.KeyPurpose.DATA).allowDirectUse(user, keys.KeyAccess.ENCRYPT_DECRYPT); }
    return stack;
  });
  const { stacksRecursively } = app.synth();
  return stacks.map(({ stackName }) => policiesOf(stacksRecursively.find((stack) => stack.stackName === stackName)?.template as TemplateJson));
}
