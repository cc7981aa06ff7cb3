import { compare } from '../../../src/proofs/engine';
import { KMS_ACTIONS } from '../../../src/proofs/facts/kms-actions';
import { worldOf } from '../../../src/proofs/model/world';

const policy = (...statements: readonly object[]) => ({
  Version: '2012-10-17',
  Statement: statements.map((statement) =>
    ({ Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*', ...statement })),
});
const on = (operator: string, key: string, values: string | readonly string[]): object => ({ Condition: { [operator]: { [key]: values } } });
const has = (...keys: readonly string[]): object => ({ Condition: { Null: Object.fromEntries(keys.map((key) => [key, 'false'])) } });
const NOTHING = policy({ Effect: 'Deny' });
const SERVICE = { Principal: { Service: 's3.amazonaws.com' } };
const CODESTAR = { Principal: { Service: 'codestar-notifications.amazonaws.com' } };
const ROLE = { Principal: { AWS: 'arn:aws:iam::111122223333:role/x' } };

const verdictOf = (a: unknown, b: unknown) => compare(a, b, worldOf('aws')).verdict;

describe('a request of AWS KMS', () => {
  test.each<[string, object, 'possible' | 'impossible' | 'undecided']>([
    ['never comes from nobody', on('StringEquals', 'aws:PrincipalType', 'Anonymous'), 'impossible'],
    ['of a service has a source', { ...SERVICE, ...has('aws:SourceArn', 'aws:SourceAccount') }, 'possible'],
    ['of a role has no source', { ...ROLE, ...has('aws:SourceArn') }, 'impossible'],
    ['of a service is in no organization', { ...SERVICE, ...has('aws:PrincipalOrgID') }, 'impossible'],
    ['of a service is not forwarded', { ...SERVICE, ...has('kms:ViaService') }, 'impossible'],
    ['of the notifications\' own principal comes through Amazon SNS',
      { ...CODESTAR, ...on('StringEquals', 'kms:ViaService', 'sns.ap-northeast-2.amazonaws.com') }, 'possible'],
    ['of the notifications\' own principal comes through no other service',
      { ...CODESTAR, ...on('StringEquals', 'kms:ViaService', 's3.ap-northeast-2.amazonaws.com') }, 'impossible'],
    ['that is forwarded comes from no endpoint', has('kms:ViaService', 'aws:SourceVpce'), 'impossible'],
    ['that is forwarded has nothing else of an endpoint', has('kms:ViaService', 'aws:VpceAccount'), 'impossible'],
    ['through an endpoint has its account', has('aws:SourceVpce', 'aws:VpceAccount'), 'possible'],
    ['through an endpoint has no public address', has('aws:SourceVpce', 'aws:SourceIp'), 'impossible'],
    ['to describe a key has no encryption context', { Action: 'kms:DescribeKey', ...has('kms:EncryptionContextKeys') }, 'impossible'],
    ['has the names of its encryption context',
      {
        Condition: {
          'Null': { 'kms:EncryptionContext:app': 'false' },
          'ForAllValues:StringNotEqualsIgnoreCase': { 'kms:EncryptionContextKeys': 'app' },
        },
      }, 'impossible'],
    ['for a grant has one grantee', has('kms:GranteePrincipal', 'kms:GranteeServicePrincipal'), 'impossible'],
    ['for a grant has a grantee', {
      Action: 'kms:CreateGrant',
      Condition: { Null: { 'kms:GranteePrincipal': 'true', 'kms:GranteeServicePrincipal': 'true' } },
    }, 'impossible'],
    ['but for a grant has no grantee', { Action: undefined, NotAction: 'kms:CreateGrant', ...has('kms:GranteePrincipal') }, 'impossible'],
    ['of one account has the ARN of that account',
      { Condition: { StringEquals: { 'aws:PrincipalAccount': '111122223333' }, ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::4*:*' }, Bool: { 'aws:PrincipalIsAWSService': 'false' } } },
      'impossible'],
    ['of one account may be a service\'s, of whose account AWS says nothing',
      { Condition: { StringEquals: { 'aws:PrincipalAccount': '111122223333' }, ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::4*:*' } } },
      'undecided'],
  ])('%s', (_, statement, verdict) => { expect(verdictOf(policy(statement), NOTHING)).toBe(verdict); });

  test('may be for an action that does not exist yet', () => {
    const request = compare(policy({}), policy({ Action: KMS_ACTIONS.map(({ name }) => name) }), worldOf('aws')).request;
    expect(request?.action).toMatch(/^kms:./);
    expect(KMS_ACTIONS.map(({ name }) => name)).not.toContain(request?.action);
  });

  // axiom service-principal-account-is-open
  test.each(['aws:PrincipalAccount', 'kms:CallerAccount'])('of a service may or may not have %s', (key) => {
    expect(verdictOf(policy({ ...SERVICE, ...on('StringEquals', key, '111122223333') }), NOTHING)).not.toBe('impossible');
    expect(verdictOf(policy(SERVICE), policy({ ...SERVICE, ...has(key) }))).not.toBe('impossible');
  });
});

describe('a value of a key', () => {
  test.each<[string, object, readonly object[]]>([
    ['that is a time is before a time or not', {},
      [on('DateLessThan', 'aws:CurrentTime', '2026-01-01T00:00:00Z'), on('DateGreaterThanEquals', 'aws:CurrentTime', '2026-01-01T00:00:00Z')]],
    ['that is a number is less than a number or not', has('aws:MultiFactorAuthAge'),
      [on('NumericLessThan', 'aws:MultiFactorAuthAge', '5'), on('NumericGreaterThanEquals', 'aws:MultiFactorAuthAge', '5')]],
    ['that is an address is of one of two versions', has('aws:SourceIp'), [on('IpAddress', 'aws:SourceIp', ['0.0.0.0/0', '::/0'])]],
    ['that is a truth is true or false', {}, [on('Bool', 'aws:SecureTransport', 'true'), on('Bool', 'aws:SecureTransport', 'false')]],
  ])('%s', (_, all, parts) => { expect(verdictOf(policy(all), policy(...parts))).toBe('impossible'); });

  test('of user names is the last part of the name', () => {
    expect(verdictOf(policy(on('StringEquals', 'aws:username', 'a/x')), NOTHING)).toBe('impossible');
    expect(verdictOf(policy({ Principal: { AWS: 'arn:aws:iam::111122223333:user/a/x' }, ...on('StringEquals', 'aws:PrincipalType', 'User') }),
      policy(on('StringEquals', 'aws:username', 'x')))).toBe('impossible');
  });

  test('of one key is not the same as its copy in two operators', () => {
    expect(verdictOf(policy(on('ArnLike', 'aws:SourceArn', 'arn:aws:s3:*:*:x')),
      policy(on('StringLike', 'aws:SourceArn', 'arn:aws:s3:*::*::x')))).toBe('possible');
  });

  test('with a line end is not two values', () => {
    expect(verdictOf(policy(on('StringEquals', 'aws:Referer', 'a\nb')), policy(on('StringEquals', 'aws:Referer', ['a', 'b'])))).toBe('possible');
  });

  test('that a wildcard takes may be another than what is written', () => {
    expect(verdictOf(policy(on('StringLike', 'aws:Referer', '?')), policy(on('StringEquals', 'aws:Referer', 'x')))).toBe('possible');
    expect(verdictOf(policy(on('StringLike', 'aws:PrincipalAccount', '11112222333?')),
      policy(on('StringEquals', 'aws:PrincipalAccount', '111122223339')))).toBe('possible');
  });
});
