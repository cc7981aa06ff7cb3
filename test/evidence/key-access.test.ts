import { Tags, aws_kms as kms } from 'aws-cdk-lib';
import { evidenceOf, rowsOf } from './assembly';
import { type KeyAccess, keyAccess } from '../../src/evidence/private/key-access';
import { readable } from '../../src/evidence/private/readable';

const ROOT = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':root']] };
const ROLES = { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/gold/orders/*' };

const read = (statement: Record<string, unknown>): KeyAccess => {
  const [access] = keyAccess({ Statement: { Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'kms:Decrypt', Resource: '*', ...statement } }) ?? [];
  return access;
};

describe('who', () => {
  test('an account is itself', () => {
    expect(read({}).who).toEqual([{ kind: 'account', name: '${AWS::AccountId}', text: 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' }]);
  });

  test('an account bound by aws:PrincipalArn is the roles of the pattern', () => {
    const { who, conditions } = read({ Condition: { ArnLike: { 'aws:PrincipalArn': ROLES } } });
    expect(who).toMatchObject([{ kind: 'role', name: 'gold/orders/*' }]);
    expect(conditions).toEqual([]);
  });

  test('a root ARN is the account as principal, but the root user as caller', () => {
    expect(read({ Condition: { ArnEquals: { 'aws:PrincipalArn': ROOT } } }).who).toMatchObject([{ kind: 'root', name: 'root' }]);
  });

  test('a negative condition excepts', () => {
    const { who, except } = read({ Effect: 'Deny', Principal: '*', Condition: { ArnNotLike: { 'aws:PrincipalArn': ROLES } } });
    expect(who).toMatchObject([{ kind: 'anyone' }]);
    expect(except).toMatchObject([{ kind: 'role', name: 'gold/orders/*' }]);
  });

  test('a condition that also holds where the key is absent narrows nobody', () => {
    const { who, conditions } = read({ Condition: { ArnLikeIfExists: { 'aws:PrincipalArn': ROLES } } });
    expect(who).toMatchObject([{ kind: 'account' }]);
    expect(conditions).toEqual(['aws:PrincipalArn = arn:${AWS::Partition}:iam::${AWS::AccountId}:role/gold/orders/* (or absent)']);
  });

  test('all but some is everybody', () => {
    expect(read({ Principal: undefined, NotPrincipal: { AWS: ROOT } })).toMatchObject({ who: [{ kind: 'anyone' }], conditions: ['for all but the principals it names'] });
  });

  test('a service, another account\'s user and a provider are told apart', () => {
    const Principal = { Service: 'logs.ap-northeast-2.amazonaws.com', AWS: ['arn:aws:iam::111122223333:user/kim', '444455556666'], Federated: 'cognito-identity.amazonaws.com' };
    expect(read({ Principal }).who).toEqual([
      { kind: 'service', name: 'logs.ap-northeast-2.amazonaws.com', text: 'logs.ap-northeast-2.amazonaws.com' },
      { kind: 'user', name: 'kim', account: '111122223333', text: 'arn:aws:iam::111122223333:user/kim' },
      { kind: 'account', name: '444455556666', text: '444455556666' },
      { kind: 'federated', name: 'cognito-identity.amazonaws.com', text: 'cognito-identity.amazonaws.com' },
    ]);
  });
});

describe('what', () => {
  test.each([
    [['kms:Decrypt'], ['use']],
    [['kms:GenerateDataKey*'], ['use']],
    [['kms:CreateGrant'], ['grant']],
    [['kms:PutKeyPolicy'], ['administer']],
    [['kms:ScheduleKeyDeletion'], ['delete']],
    [['kms:DescribeKey'], ['see']],
    [['kms:*'], ['use', 'grant', 'administer', 'delete', 'see']],
    [[{ Ref: 'Actions' }], ['use', 'grant', 'administer', 'delete', 'see']],
  ])('%j is %j', (Action, categories) => {
    expect(read({ Action }).categories).toEqual(categories);
  });

  test('NotAction is everything else', () => {
    expect(read({ Action: undefined, NotAction: 'kms:ScheduleKeyDeletion' })).toMatchObject({
      categories: ['use', 'grant', 'administer', 'delete', 'see'], actions: ['all but kms:ScheduleKeyDeletion'],
    });
  });
});

describe('through', () => {
  test('kms:ViaService is the services', () => {
    expect(read({ Condition: { StringEquals: { 'kms:ViaService': 's3.ap-northeast-2.amazonaws.com' } } })).toMatchObject({
      through: ['s3.ap-northeast-2.amazonaws.com'], throughOthers: false, conditions: [],
    });
  });

  test('its negation is every other way', () => {
    const { through, throughOthers } = read({ Condition: { StringNotEquals: { 'kms:ViaService': ['s3.ap-northeast-2.amazonaws.com'] } } });
    expect([through, throughOthers]).toEqual([['s3.ap-northeast-2.amazonaws.com'], true]);
  });

  test('its absence is a direct call', () => {
    expect(read({ Condition: { Null: { 'kms:ViaService': 'true' } } }).directly).toBe(true);
  });

  test('other conditions are kept in words', () => {
    const Condition = { StringEquals: { 'kms:CallerAccount': { Ref: 'AWS::AccountId' } }, Null: { 'aws:SourceVpce': 'false' }, NumericGreaterThanEquals: { 'kms:ScheduleKeyDeletionPendingWindowInDays': '30' } };
    expect(read({ Condition }).conditions).toEqual([
      'kms:CallerAccount = ${AWS::AccountId}', 'aws:SourceVpce is present', 'kms:ScheduleKeyDeletionPendingWindowInDays ≥ 30',
    ]);
  });
});

test('a policy that only a deployment knows is not guessed', () => {
  expect(keyAccess({ Ref: 'Policy' })).toBeUndefined();
});

test('a key without a policy has the one that KMS writes: the whole account', () => {
  expect(keyAccess(undefined)).toMatchObject([{ who: [{ kind: 'account' }], categories: expect.arrayContaining(['use', 'administer', 'delete']) }]);
});

test('a statement that depends on a condition of the template says so', () => {
  const Statement = [{ 'Fn::If': ['IsProd', { Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' }, { Ref: 'AWS::NoValue' }] }];
  expect(keyAccess({ Statement })).toMatchObject([{ who: [{ kind: 'anyone' }], conditions: ['if IsProd'] }]);
});

test.each([
  [{ 'Fn::Join': [':', ['arn', { Ref: 'AWS::Partition' }, { 'Fn::GetAtt': ['Role', 'Arn'] }]] }, 'arn:${AWS::Partition}:${Role.Arn}'],
  [{ 'Fn::Sub': ['${!Literal} ${Name} ${AWS::Region}', { Name: { Ref: 'Other' } }] }, '${Literal} ${Other} ${AWS::Region}'],
  [{ 'Fn::ImportValue': 'Shared' }, '${import Shared}'],
  [{ 'Fn::Select': [0, ['a']] }, '{"Fn::Select":[0,["a"]]}'],
  [true, 'true'],
])('%j reads %s', (value, text) => {
  expect(readable(value)).toBe(text);
});

describe('the keys of an app', () => {
  const rows = () => rowsOf(evidenceOf((stack) => {
    const key = new kms.Key(stack, 'Key', { enableKeyRotation: true, alias: 'orders/data' });
    Tags.of(key).add('domain', 'orders');
    Tags.of(key).add('data-classification', 'restricted');
    new kms.CfnKey(stack, 'Primary', { multiRegion: true, keyPolicy: { Statement: [] } });
    new kms.CfnReplicaKey(stack, 'Replica', { primaryKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/mrk-1', keyPolicy: { Ref: 'Policy' } });
  }).toKeysCsv());

  test('have alias, domain, classification, rotation, price and who can do what', () => {
    expect(rows()[0]).toMatchObject({
      key: 'Shop/Key/Resource',
      aliases: 'alias/orders/data',
      domain: 'orders',
      data_classification: 'restricted',
      rotation_days: '365',
      monthly_usd: '1',
      effect: 'Allow',
      who: 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root',
      what: 'use grant administer delete see',
      actions: 'kms:*',
    });
  });

  test('have replicas, each with its own price and policy', () => {
    expect(rows().find(({ key }) => key === 'Shop/Replica')).toMatchObject({ replica: 'true', monthly_usd: '1', who: 'known only at deployment' });
  });
});
