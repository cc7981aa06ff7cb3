import { readFileSync } from 'fs';
import { join } from 'path';
import { SERVICES } from '../../../src/keys/private/service-facts';
import { KEY_CONSUMERS } from '../../../src/proofs/facts/key-consumers';

const CDK = join(__dirname, '..', '..', '..', 'node_modules', 'aws-cdk-lib');
const rowsOf = (type: string) => KEY_CONSUMERS.filter((each) => each.type === type);

/** The services of the table that no property of CloudFormation gives a key to. */
const WITHOUT_CONSUMERS = ['ssm', 'cloudfront'];
const IDS = SERVICES.map((each) => each.id);

test('every service of the table has a property that gives it a key, or is said to have none', () => {
  const covered = new Set(KEY_CONSUMERS.map((each) => each.service));
  expect([...covered, ...WITHOUT_CONSUMERS].sort()).toEqual([...IDS].sort());
});

test('rows have paths and a page, and no type has two rows for one service', () => {
  for (const each of KEY_CONSUMERS) {
    expect(each.paths.length).toBeGreaterThan(0);
    expect(each.source).toMatch(/^https:\/\//);
  }
  const pairs = KEY_CONSUMERS.map((each) => `${each.type} ${each.service}`);
  expect(new Set(pairs).size).toBe(pairs.length);
});

test('every property is one that the CDK knows of the service', () => {
  for (const { type, paths } of KEY_CONSUMERS) {
    const library = `aws-${type.split('::')[1].toLowerCase()}`;
    const generated = readFileSync(join(CDK, library, 'lib', `${library.slice('aws-'.length)}.generated.js`), 'utf8');
    for (const segment of [type, ...paths.flat()].filter((each) => each !== '*')) expect([type, segment, generated.includes(segment)]).toEqual([type, segment, true]);
  }
});

test('a database uses one key for its storage and may use another for its password', () => {
  expect(rowsOf('AWS::RDS::DBInstance').map((each) => each.service).sort()).toEqual(['rds', 'secretsmanager']);
});

test('a path goes through arrays', () => {
  expect(rowsOf('AWS::S3::Bucket')[0].paths[0]).toEqual([
    'BucketEncryption', 'ServerSideEncryptionConfiguration', '*', 'ServerSideEncryptionByDefault', 'KMSMasterKeyID',
  ]);
});
