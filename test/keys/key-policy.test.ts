import { Stack, aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json';
import { Domain, DomainRole } from '../../src/core';
import { DomainKey, KeyAccess, KeyPurpose, KeyService, KeyUser } from '../../src/keys';
import { SERVICES } from '../../src/keys/private/service-facts';
import { testApp } from '../checks/synth';

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Principal: Record<string, unknown>;
  readonly Condition?: Record<string, Record<string, unknown>>;
}

const USE = /^kms:(Decrypt|DeriveSharedSecret|Encrypt|Generate|ReEncrypt|Sign|Verify|CreateGrant)/;
const ADMINISTRATION = /^kms:(Put|Schedule|Disable|Enable|Cancel|Delete|Tag|Untag|Update|Revoke|Rotate)/;
const GOVERNOR = 'arn:aws:iam::111111111111:role/Governor';
const BREAK_GLASS = 'arn:aws:iam::111111111111:role/BreakGlass';

const actionsOf = ({ Action }: Statement): string[] => [Action].flat();
const conditionKeys = ({ Condition }: Statement): string[] => Object.values(Condition ?? {}).flatMap((keys) => Object.keys(keys));

/** A key that is opened to every service, by every kind of use. */
function policyOfAll(context: Record<string, unknown>): Statement[] {
  const app = testApp({ context });
  const stack = new Stack(app, 'Stack', { env: { account: '111111111111', region: 'ap-northeast-2' } });
  const far = new Stack(app, 'Far', { env: { account: '111111111111', region: 'ap-northeast-2' } });
  const domain = new Domain(stack, 'Orders', { organizationId: 'o-a1b2c3d4e5', administratorArns: [GOVERNOR], breakGlassArns: [BREAK_GLASS] });
  const key = domain.key(KeyPurpose.DATA);
  for (const { id } of SERVICES) { key.forService(KeyService.of(id)); }
  const s3 = key.forService(KeyService.S3);
  domain.shareWith(new Domain(stack, 'Billing'), { services: [KeyService.S3, KeyService.DYNAMODB], reason: 'invoices name the order' });
  s3.grantDecrypt(new iam.Role(stack, 'Near', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }));
  s3.grantEncryptDecrypt(new iam.Role(far, 'Far', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }));
  s3.grantEncrypt(new DomainRole(far, 'Own', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'), domain }));
  s3.grantEncrypt(new iam.User(stack, 'User'));
  key.allowDirectUse(KeyUser.fromArn('arn:aws:iam::111111111111:role/Client'), KeyAccess.ENCRYPT_DECRYPT);
  key.allowUse(KeyUser.fromArn('arn:aws:iam::111111111111:role/Loader'), KeyService.KINESIS, KeyAccess.ENCRYPT);
  key.forService(KeyService.SQS).grantEncryptDecrypt(new iam.ServicePrincipal('sns.amazonaws.com'));
  const [resource] = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'));
  return resource.Properties.KeyPolicy.Statement;
}

describe.each([['no feature flags', {}], ['all recommended feature flags', recommendedFlags]])('with %s', (_name, flags) => {
  const policy = policyOfAll({ ...flags });
  const allows = policy.filter(({ Effect }) => Effect === 'Allow');
  const denies = policy.filter(({ Effect }) => Effect === 'Deny');
  const bySid = (sid: string) => policy.find(({ Sid }) => Sid === sid);

  test('no statement allows all actions', () => {
    expect(allows.flatMap(actionsOf).filter((action) => action === '*' || action.toLowerCase().startsWith('kms:*'))).toEqual([]);
  });

  test('whoever uses the key through an account principal is bound by aws:PrincipalArn', () => {
    const unbound = allows.filter((statement) => statement.Principal.AWS !== undefined && actionsOf(statement).some((action) => USE.test(action))
      && !conditionKeys(statement).includes('aws:PrincipalArn'));
    expect(unbound).toEqual([]);
  });

  test('whoever uses the key through a service is bound to the service and to an account', () => {
    const uses = allows.filter((statement) => statement.Principal.AWS !== undefined && actionsOf(statement).some((action) => USE.test(action)));
    for (const statement of uses) { expect(conditionKeys(statement)).toEqual(expect.arrayContaining(['kms:ViaService', 'kms:CallerAccount'])); }
    expect(uses.length).toBeGreaterThan(15);
  });

  test('no statement both uses and administers', () => {
    const does = (kind: RegExp) => (statement: Statement) => actionsOf(statement).some((action) => kind.test(action));
    expect(allows.filter(does(USE)).filter(does(ADMINISTRATION))).toEqual([]);
  });

  test('administrators use nothing', () => {
    const ofGovernor = allows.filter(({ Condition }) => JSON.stringify(Condition ?? {}).includes(GOVERNOR));
    expect(ofGovernor.map(({ Sid }) => Sid)).toEqual(['Administration']);
    expect(ofGovernor.flatMap(actionsOf).filter((action) => USE.test(action))).toEqual([]);
  });

  test('principals are account roots and services, and everybody in denies only', () => {
    for (const { Principal } of allows) {
      const [kind, ...others] = Object.keys(Principal);
      expect(others).toEqual([]);
      expect(['AWS', 'Service']).toContain(kind);
      if (kind === 'AWS') { expect(JSON.stringify(Principal.AWS)).toMatch(/:iam::111111111111:root"/); }
    }
    for (const { Principal } of denies) { expect(Principal).toEqual({ AWS: '*' }); }
  });

  test('statements have unique alphanumeric names', () => {
    const sids = policy.flatMap(({ Sid }) => Sid ?? []);
    expect(new Set(sids).size).toBe(sids.length);
    expect(sids.filter((sid) => !/^[A-Za-z0-9]+$/.test(sid))).toEqual([]);
  });

  test('every statement about principals of the account has a name', () => {
    expect(policy.filter(({ Sid, Principal }) => Sid === undefined && Principal.Service === undefined)).toEqual([]);
  });

  test('the account can always mend the policy, by administrative actions only', () => {
    expect(bySid('LockoutSafety')).toMatchObject({ Effect: 'Allow', Action: expect.arrayContaining(['kms:PutKeyPolicy', 'kms:DescribeKey']) });
    expect(bySid('LockoutSafety')?.Condition).toBeUndefined();
  });

  test('deletion is denied to all but the break-glass role and the deployers', () => {
    const deny = bySid('DenyDeletionByOthers');
    expect(deny).toMatchObject({ Effect: 'Deny', Action: expect.arrayContaining(['kms:ScheduleKeyDeletion', 'kms:DeleteImportedKeyMaterial']) });
    const arns = deny?.Condition?.ArnNotLike['aws:PrincipalArn'] as unknown[];
    expect(arns).toHaveLength(2);
    expect(arns[0]).toBe(BREAK_GLASS);
    expect(JSON.stringify(arns[1])).toContain('cfn-exec-role');
  });

  test('users without MFA can neither delete, disable nor change the policy, and roles are not asked for MFA', () => {
    const deny = bySid('DenyUsersWithoutMfa');
    expect(deny).toMatchObject({
      Effect: 'Deny',
      Action: expect.arrayContaining(['kms:DisableKey', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion']),
      Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
    });
    expect(JSON.stringify(deny?.Condition?.ArnLike['aws:PrincipalArn'])).toContain(':iam::111111111111:user/*');
  });

  test('grants that are not for an AWS resource are denied', () => {
    expect(bySid('DenyGrantsNotForAwsResources')).toMatchObject({ Action: 'kms:CreateGrant', Condition: { Bool: { 'kms:GrantIsForAWSResource': 'false' } } });
  });

  test('every allowed grant is for an AWS resource', () => {
    const grants = allows.filter((statement) => actionsOf(statement).includes('kms:CreateGrant'));
    expect(grants.length).toBeGreaterThan(5);
    for (const { Condition } of grants) { expect(Condition).toMatchObject({ Bool: { 'kms:GrantIsForAWSResource': 'true' } }); }
  });

  test('administration from outside the organization is denied, and no use with it', () => {
    expect(bySid('DenyAdministrationOutsideOrganization')).toMatchObject({
      Effect: 'Deny',
      Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } },
    });
    expect(actionsOf(bySid('DenyAdministrationOutsideOrganization') as Statement).filter((action) => USE.test(action))).toEqual([]);
  });

  test('the domain\'s and the sharing domain\'s roles are denied use outside the services', () => {
    const deny = bySid('DenyUseOutsideServices');
    expect(JSON.stringify(deny?.Condition?.ArnLike)).toContain('role/gold/orders/*');
    expect(JSON.stringify(deny?.Condition?.ArnLike)).toContain('role/gold/billing/*');
    expect(deny?.Condition?.StringNotEquals['kms:ViaService']).toEqual(expect.arrayContaining(['s3.ap-northeast-2.amazonaws.com', 'dax.ap-northeast-2.amazonaws.com']));
  });
});

test('a key that is opened to no service lets nobody use it', () => {
  const stack = new Stack(testApp(), 'Stack');
  new DomainKey(stack, 'Key', { domainName: 'orders' });
  const [key] = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'));
  const statements = key.Properties.KeyPolicy.Statement as Statement[];
  expect(statements.filter(({ Effect }) => Effect === 'Allow').flatMap(actionsOf).filter((action) => USE.test(action))).toEqual([]);
});

test('a domain key is a kms.Key', () => {
  expect(new DomainKey(new Stack(), 'Key', { domainName: 'orders' })).toBeInstanceOf(kms.Key);
});
