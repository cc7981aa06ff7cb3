import * as fc from 'fast-check';
import type { LaunchStatement } from '../../../src/organization/private/launch/statement';
import { type GivenStatement, covers, widerThan } from '../../../src/organization/private/launch/wider-than';

const QUEUE = 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:SC-*';
const needed: LaunchStatement[] = [
  { Sid: 'Queues', Effect: 'Allow', Action: ['sqs:CreateQueue', 'sqs:DeleteQueue'], Resource: [QUEUE], Condition: { StringEqualsIfExists: { 'aws:ResourceTag/gold-product': 'kit' } } },
  { Sid: 'Bounded', Effect: 'Allow', Action: ['iam:CreateRole'], Resource: ['*'], Condition: { ArnEquals: { 'iam:PermissionsBoundary': 'arn:b' } } },
  { Sid: 'Policies', Effect: 'Allow', Action: ['iam:AttachRolePolicy'], Resource: ['*'], Condition: { ArnLike: { 'iam:PolicyARN': ['arn:p:policy/gold/*'] } } },
  { Sid: 'Own', Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::code/*'] },
];
const own: GivenStatement = { Sid: 'Own', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::code/*' };
const queues: GivenStatement = { Sid: 'Queues', Effect: 'Allow', Action: 'sqs:DeleteQueue', Resource: QUEUE, Condition: { StringEquals: { 'aws:resourcetag/gold-product': 'kit' } } };
const attach = (Condition: GivenStatement['Condition']): GivenStatement => ({ Effect: 'Allow', Action: 'iam:AttachRolePolicy', Resource: '*', Condition });
const wider = (...given: GivenStatement[]) => widerThan({ statements: needed }, given).map(({ action, resource }) => `${action} ${resource}`);

describe('no wider is', () => {
  const narrower: Record<string, GivenStatement> = {
    'the statement itself': own,
    'one of several actions, in other letters': { ...queues, Action: ['SQS:deletequeue'] },
    'a longer name': { ...own, Resource: 'arn:aws:s3:::code/orders/*' },
    'a stricter condition': queues,
    'a condition more': { ...own, Condition: { Bool: { 'aws:SecureTransport': true } } },
    'a name within a pattern': attach({ ArnEquals: { 'iam:PolicyARN': 'arn:p:policy/gold/orders' } }),
    'a deny': { Effect: 'Deny', NotAction: '*', Resource: '*' },
  };
  test.each(Object.entries(narrower))('%s', (_title, given) => { expect(wider(given)).toEqual([]); });
});

describe('wider is', () => {
  const excess: Record<string, GivenStatement> = {
    'another action': { ...own, Action: 's3:PutObject' },
    'a wildcard in an action': { ...own, Action: 's3:GetObjec?' },
    'everything': { ...own, Action: '*' },
    'another resource': { ...own, Resource: 'arn:aws:s3:::other/*' },
    'a shorter name': { ...own, Resource: 'arn:aws:s3:::cod*' },
    'a policy variable in the place of a name': { ...own, Resource: 'arn:aws:s3:::${aws:PrincipalTag/bucket}/a' },
    'one resource too many': { ...own, Resource: ['arn:aws:s3:::code/*', '*'] },
    'a missing condition': { ...queues, Condition: undefined },
    'a condition of another value': { ...queues, Condition: { StringEquals: { 'aws:ResourceTag/gold-product': ['kit', 'other'] } } },
    'a weaker operator': { Effect: 'Allow', Action: 'iam:CreateRole', Resource: '*', Condition: { ArnEqualsIfExists: { 'iam:PermissionsBoundary': 'arn:b' } } },
    'a set operator, which an absent key passes': { Effect: 'Allow', Action: 'iam:CreateRole', Resource: '*', Condition: { 'ForAllValues:ArnEquals': { 'iam:PermissionsBoundary': 'arn:b' } } },
    'a wildcard in a condition': attach({ ArnLike: { 'iam:PolicyARN': 'arn:p:policy/*' } }),
    'a negation': attach({ ArnNotLike: { 'iam:PolicyARN': 'arn:p:policy/gold/*' } }),
    'all actions but some': { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' },
    'all resources but some': { Effect: 'Allow', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::code/*' },
  };
  test.each(Object.entries(excess))('%s', (_title, given) => { expect(wider(given)).not.toEqual([]); });
});

test('what is wider is named by statement, action and resource', () => {
  expect(widerThan({ statements: needed }, [own, { Effect: 'Allow', Action: 's3:PutObject', Resource: '*' }]))
    .toEqual([{ statement: '2', action: 's3:PutObject', resource: '*' }]);
});

test('a pattern that covers another matches every text that the other matches', () => {
  const pattern = fc.array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 6 }).map((parts) => parts.join(''));
  const text = fc.array(fc.constantFrom('a', 'b'), { maxLength: 7 }).map((parts) => parts.join(''));
  const matches = (glob: string, value: string) => new RegExp(`^${glob.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(value);
  fc.assert(fc.property(pattern, pattern, text, (wide, narrow, value) => {
    expect(!covers(wide, narrow) || !matches(narrow, value) || matches(wide, value)).toBe(true);
  }), { numRuns: 5_000 });
});
