import { Aws, Stack, aws_iam as iam, aws_s3 as s3 } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { DomainKey, KeyService } from '../../src/keys';
import { testApp } from '../checks/synth';

interface Statement { readonly Sid?: string; readonly Effect: string; readonly Condition?: Record<string, Record<string, unknown>> }

const ACCOUNT = new iam.AccountPrincipal('111111111111');
const BOUND = { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111111111111:role/Reader' } };

const newKey = () => new DomainKey(new Stack(testApp(), 'Stack', { env: { account: '111111111111', region: 'ap-northeast-2' } }), 'Key', { domainName: 'orders' });
const statement = (props: iam.PolicyStatementProps) => new iam.PolicyStatement({ principals: [ACCOUNT], actions: ['kms:Decrypt'], resources: ['*'], sid: 'Mine', ...props });

/** The statement as it is in the template after it was added. */
function added(props: iam.PolicyStatementProps, service?: KeyService, key = newKey()): Statement | undefined {
  (service ? key.forService(service) : key).addToResourcePolicy(statement(props));
  const [resource] = Object.values(Template.fromStack(key.stack).findResources('AWS::KMS::Key'));
  return (resource.Properties.KeyPolicy.Statement as Statement[]).find(({ Sid }) => Sid === 'Mine');
}

describe.each([['the key', undefined], ['a view', KeyService.S3]])('by way of %s, a statement is refused', (_name, service) => {
  test.each(['*', 'kms:*', 'KMS:*', 'kms:**'])('for the action %s, bound as it may be', (action) => {
    expect(() => added({ actions: [action], conditions: BOUND }, service)).toThrow(/a statement of a domain key's policy is not valid: got 'the action .*'; .*name the actions/);
  });

  test.each(['kms:Decrypt', 'kms:decrypt', 'kms:De*', 'kms:*crypt', 'kms:D*t', 'kms:GenerateDataKeyPair',
    'kms:ReEncryptFrom', 'kms:CreateGrant', 'kms:Sign', 'kms:Create*', 'kms:G*'])(
    'for the whole account to %s', (action) => {
      expect(() => added({ actions: ['kms:DescribeKey', action] }, service)).toThrow(/a statement of a domain key's policy is not valid: got .*bind it by a condition on aws:PrincipalArn/);
    });

  test.each(['kms:Decrypt', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:DescribeKey'])('for everybody to %s', (action) => {
    expect(() => added({ principals: [new iam.AnyPrincipal()], actions: [action] }, service)).toThrow(/a statement of a domain key's policy is not valid/);
    expect(() => added({ principals: [new iam.StarPrincipal()], actions: [action] }, service)).toThrow(/a statement of a domain key's policy is not valid/);
  });

  test('for another account to change the policy', () => {
    expect(() => added({ principals: [new iam.AccountPrincipal('222222222222')], actions: ['kms:PutKeyPolicy'] }, service)).toThrow(/a statement of a domain key's policy is not valid/);
  });

  test('with NotPrincipal', () => {
    expect(() => added({ principals: [], notPrincipals: [ACCOUNT] }, service)).toThrow(/NotPrincipal.*whatever AWS adds later/);
  });

  test('with NotAction', () => {
    expect(() => added({ actions: [], notActions: ['kms:PutKeyPolicy'] }, service)).toThrow(/NotPrincipal or NotAction/);
  });

  test.each([
    ['a wildcard', { ArnLike: { 'aws:PrincipalArn': '*' } }],
    ['all roles', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111111111111:role/*' } }],
    ['a wildcard among others', { StringLike: { 'aws:PrincipalArn': ['arn:aws:iam::111111111111:role/Reader', '*'] } }],
    ['a negation', { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::111111111111:role/Reader' } }],
    ['a condition that holds where the key is absent', { ArnLikeIfExists: { 'aws:PrincipalArn': 'arn:aws:iam::111111111111:role/Reader' } }],
    ['a tag alone', { StringEquals: { 'aws:PrincipalTag/domain': 'orders' } }],
    ['a service alone', { StringEquals: { 'kms:ViaService': 's3.ap-northeast-2.amazonaws.com' } }],
  ])('where %s binds nobody', (_what, conditions) => {
    expect(() => added({ conditions }, service)).toThrow(/a statement of a domain key's policy is not valid/);
  });

  test('for everybody beside a service', () => {
    expect(() => added({ principals: [new iam.ServicePrincipal('backup.amazonaws.com'), new iam.AnyPrincipal()] }, service))
      .toThrow(/a statement of a domain key's policy is not valid/);
  });
});

describe('a statement passes', () => {
  test('that is bound by aws:PrincipalArn', () => {
    expect(added({ conditions: BOUND })?.Condition).toEqual(BOUND);
  });

  test('that denies, whomever and whatever', () => {
    expect(added({ effect: iam.Effect.DENY, principals: [new iam.AnyPrincipal()], actions: ['kms:*'] })?.Effect).toBe('Deny');
  });

  test('that denies with an empty condition', () => {
    expect(added({ effect: iam.Effect.DENY, conditions: { StringEquals: {} } })?.Effect).toBe('Deny');
  });

  test('that lets the account see or administer the key', () => {
    expect(added({ actions: ['kms:DescribeKey', 'kms:EnableKey', 'kms:List*'] })).toMatchObject({ Effect: 'Allow' });
  });
});

describe('a service\'s principal', () => {
  const service = (name: string, props: iam.PolicyStatementProps = {}) => added({ principals: [new iam.ServicePrincipal(name)], ...props });

  test('gets the source conditions that the service sends', () => {
    expect(service('sns.amazonaws.com')?.Condition).toMatchObject({ StringEquals: { 'aws:SourceAccount': '111111111111' }, ArnLike: { 'aws:SourceArn': expect.anything() } });
  });

  test('keeps the conditions it has', () => {
    const given = { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:ap-northeast-2:111111111111:mine' } };
    expect(service('sns.amazonaws.com', { conditions: given })?.Condition).toEqual({ ...given, StringEquals: { 'aws:SourceAccount': '111111111111' } });
  });

  test('gets the account where a condition only excludes one', () => {
    expect(service('s3.amazonaws.com', { conditions: { StringNotEquals: { 'aws:SourceAccount': '222222222222' } } })?.Condition)
      .toMatchObject({ StringEquals: { 'aws:SourceAccount': '111111111111' } });
  });

  test('that is a token is let in', () => {
    expect(service(`logs.${Aws.REGION}.amazonaws.com`)?.Effect).toBe('Allow');
  });

  test('that nothing is known of is not let in bare', () => {
    expect(outcome(() => service('unknown.amazonaws.com')?.Condition)).toMatch(/aws:Source/);
  });

  test('that nothing is known of is not opened wider when its condition refers to a resource', () => {
    const key = newKey();
    const conditions = { ArnEquals: { 'aws:SourceArn': new s3.Bucket(key.stack, 'Bucket').bucketArn } };
    expect(outcome(() => added({ principals: [new iam.ServicePrincipal('unknown.amazonaws.com')], conditions }, undefined, key)?.Condition)).toMatch(/aws:Source/);
  });

  test('does not lose a condition on the encryption context that refers to a resource', () => {
    const key = newKey();
    const conditions = { StringEquals: { 'kms:EncryptionContext:aws:s3:arn': new s3.Bucket(key.stack, 'Bucket').bucketArn } };
    expect(outcome(() => added({ principals: [new iam.ServicePrincipal('s3.amazonaws.com')], conditions }, undefined, key)?.Condition))
      .toContain('kms:EncryptionContext:aws:s3:arn');
  });

  test('with two services is refused, or each gets the conditions that it sends', () => {
    const principals = [new iam.ServicePrincipal('s3.amazonaws.com'), new iam.ServicePrincipal('events.amazonaws.com')];
    expect(outcome(() => added({ principals }, KeyService.SNS))).not.toMatch(/"Service":\["/);
  });
});

/** What came of an attempt, as text: its result, or why it was refused. */
function outcome(attempt: () => unknown): string {
  try { return JSON.stringify(attempt() ?? {}); } catch (error) { return String(error); }
}
