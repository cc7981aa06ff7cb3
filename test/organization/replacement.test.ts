import { resourceTypeFacts } from '../../src/organization/private/facts';
import { lossesOf } from '../../src/organization/private/replacement';
import { STATEFUL_TYPES } from '../../src/organization/private/stateful-types';

const before = {
  Resources: {
    Key: { Type: 'AWS::KMS::Key', Properties: { KeySpec: 'SYMMETRIC_DEFAULT', Description: 'one', KeyPolicy: {} } },
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'one', Tags: [] } },
    Subnets: { Type: 'AWS::RDS::DBSubnetGroup', Properties: { DBSubnetGroupName: 'one', SubnetIds: ['a'] } },
    Database: { Type: 'AWS::RDS::DBInstance', Properties: { DBSubnetGroupName: { Ref: 'Subnets' }, KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] }, DBInstanceClass: 'db.t4g.medium' } },
    Role: { Type: 'AWS::IAM::Role', Properties: { Path: '/' } },
  },
};

/** The template with other properties of one resource, or without it. */
function after(logicalId: keyof typeof before.Resources, properties?: Record<string, unknown>, type?: string): typeof before {
  const { [logicalId]: changed, ...rest } = before.Resources;
  const other = { [logicalId]: { Type: type ?? changed.Type, Properties: { ...changed.Properties, ...properties } } };
  return { Resources: properties === undefined ? rest : { ...rest, ...other } } as typeof before;
}

describe('an update in place', () => {
  test('loses nothing where nothing changes', () => {
    expect(lossesOf(before, before)).toEqual([]);
  });

  test('loses nothing where properties change that can', () => {
    expect(lossesOf(before, after('Key', { Description: 'two' }))).toEqual([]);
    expect(lossesOf(before, after('Database', { DBInstanceClass: 'db.m7g.large' }))).toEqual([]);
  });

  test('loses a bucket that is no longer there', () => {
    expect(lossesOf(before, after('Bucket'))).toEqual([{ logicalId: 'Bucket', type: 'AWS::S3::Bucket', how: 'is no longer there' }]);
  });

  test('loses nothing where what is no longer there holds no data', () => {
    expect(lossesOf(before, after('Role'))).toEqual([]);
  });

  test('loses a bucket whose name changes, and says which property it is', () => {
    expect(lossesOf(before, after('Bucket', { BucketName: 'two' }))).toEqual([
      { logicalId: 'Bucket', type: 'AWS::S3::Bucket', how: 'is replaced: only a creation can set BucketName, which was "one" and is "two"' },
    ]);
  });

  test('loses a resource whose property goes away that only a creation can set', () => {
    expect(lossesOf(before, after('Bucket', { BucketName: undefined })).map(({ how }) => how)).toEqual([expect.stringContaining('and is not set')]);
  });

  test('loses a database that names what is replaced where only a creation can', () => {
    expect(lossesOf(before, after('Subnets', { DBSubnetGroupName: 'two' }))).toEqual([
      { logicalId: 'Database', type: 'AWS::RDS::DBInstance', how: 'is replaced: only a creation can set DBSubnetGroupName, which names Subnets, and that one is replaced' },
    ]);
  });

  test('loses a key, and the database that is encrypted with it, where its type is another', () => {
    expect(lossesOf(before, after('Key', {}, 'AWS::KMS::ReplicaKey')).map(({ logicalId }) => logicalId)).toEqual(['Key', 'Database']);
  });

  describe('of a bucket that a database names in a text', () => {
    const named = (name: unknown) => [{ BucketName: 'one' }, { BucketName: 'two' }].map((Properties) => ({
      Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties }, Database: { Type: 'AWS::RDS::DBInstance', Properties: { DBSubnetGroupName: name } } },
    }));
    const lost = (name: unknown) => {
      const [was, now] = named(name);
      return lossesOf(was, now).map(({ logicalId }) => logicalId);
    };

    test.each([
      ['a text with a reference', { 'Fn::Sub': 'of-${Bucket}' }],
      ['a text with an attribute', { 'Fn::Sub': 'of-${Bucket.Arn}' }],
      ['a text with a value of its own', { 'Fn::Sub': ['of-${name}', { name: { Ref: 'Bucket' } }] }],
      ['joined parts', { 'Fn::Join': ['-', ['of', { 'Fn::GetAtt': 'Bucket.Arn' }]] }],
    ])('loses it with what it refers to by %s', (_how, name) => {
      expect(lost(name)).toEqual(['Bucket', 'Database']);
    });

    test.each([
      ['stands there as it is written', { 'Fn::Sub': 'of-${!Bucket}' }],
      ['begins as the name of another', { 'Fn::Sub': 'of-${BucketGroup}' }],
      ['is not substituted', 'of-${Bucket}'],
    ])('does not lose it where a text only looks like a reference: it %s', (_how, name) => {
      expect(lost(name)).toEqual(['Bucket']);
    });
  });
});

test.each(STATEFUL_TYPES.map((type) => [type]))('a resource of %s is lost where it is no longer there, and its type is one of CloudFormation\'s', (type) => {
  expect(lossesOf({ Resources: { Kept: { Type: type } } }, { Resources: {} })).toEqual([{ logicalId: 'Kept', type, how: 'is no longer there' }]);
  expect(resourceTypeFacts(type)).toBeDefined();
});

describe('an update in place may lose data unseen', () => {
  const bucket = (more: object, BucketName: unknown = 'one') => ({ Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName }, ...more } });
  const lost = (one: object, other: object): string[] => lossesOf(one, other).map(({ how }) => how);

  test('where a resource is there on a condition only', () => {
    expect(lost({ Resources: bucket({}) }, { Resources: bucket({ Condition: 'IsBig' }) })).toEqual(['is there only where IsBig holds, which is new or changed']);
    const on = (IsBig: boolean) => ({ Resources: bucket({ Condition: 'IsBig' }), Conditions: { IsBig } });
    expect(lost(on(true), on(false))).toHaveLength(1);
    expect(lost(on(true), on(true))).toEqual([]);
    expect(lost({ Resources: bucket({ Condition: 'IsBig' }) }, { Resources: bucket({}) })).toEqual([]);
  });

  test('where a name is read from a mapping that changes', () => {
    const mapped = (name: string, value: unknown = { 'Fn::FindInMap': ['Names', 'a', 'b'] }) => ({ Resources: bucket({}, value), Mappings: { Names: { a: { b: name } } } });
    expect(lost(mapped('one'), mapped('two'))).toEqual(['is replaced: only a creation can set BucketName, which depends on mappings or conditions that changed']);
    expect(lost(mapped('one'), mapped('one'))).toEqual([]);
    expect(lost(mapped('one', 'plain'), mapped('two', 'plain'))).toEqual([]);
  });

  test('where the default of a parameter changes that names it', () => {
    const named = (Default: string, BucketName: object = { Ref: 'Name' }) =>
      ({ Parameters: { Name: { Type: 'String', Default } }, Resources: { Store: { Type: 'AWS::S3::Bucket', Properties: { BucketName } } } });
    expect(lossesOf(named('a'), named('b'))).toEqual([
      { logicalId: 'Store', type: 'AWS::S3::Bucket', how: 'is replaced: only a creation can set BucketName, which is the parameter Name, whose default changed' },
    ]);
    expect(lossesOf(named('a'), named('a'))).toEqual([]);
    expect(lossesOf(named('a', { Ref: 'AWS::StackName' }), named('b', { Ref: 'AWS::StackName' }))).toEqual([]);
  });

  test('where AWS replaces a database for some changes of a property', () => {
    const database = (Engine: string) => ({ Resources: { Database: { Type: 'AWS::RDS::DBInstance', Properties: { Engine } } } });
    expect(lost(database('postgres'), database('mysql'))).toEqual([expect.stringContaining('only a creation can set Engine')]);
  });
});
