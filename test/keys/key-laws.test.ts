import { Stack, aws_iam as iam } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as fc from 'fast-check';
import { DomainKey, KeyAccess, KeyPurpose, KeyService, KeyUser } from '../../src/keys';
import { CRYPTOGRAPHIC_ACTIONS, isUse } from '../../src/keys/private/actions';
import { SERVICES } from '../../src/keys/private/service-facts';
import { checkDomainName, domainOfPath, rolePathOf } from '../../src/private/names';
import { testApp } from '../checks/synth';

const domainName = fc.stringMatching(/^[a-z][a-z0-9]{0,12}(-[a-z0-9]{1,12}){0,2}$/).filter((name) => name.length <= 40 && !name.startsWith('aws'));
const wildcard = (pattern: string): RegExp => new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i');

test('any valid domain name makes an alias that KMS takes', () => {
  fc.assert(fc.property(domainName, fc.constantFrom(...Object.values(KeyPurpose)), (name, purpose) => {
    const stack = new Stack();
    expect(checkDomainName(name)).toBe(name);
    const key = new DomainKey(stack, 'Key', { domainName: name, purpose });
    const { aliasName } = key.node.findChild('Alias').node.defaultChild as { aliasName?: string };
    expect(aliasName).toBe(`alias/${name}/${purpose}`);
    expect(aliasName?.slice('alias/'.length)).toMatch(/^[a-zA-Z0-9/_-]{1,250}$/);
    expect(aliasName).not.toMatch(/^alias\/aws/);
  }), { numRuns: 25 });
});

test('the role pattern of a domain matches no role of another', () => {
  fc.assert(fc.property(domainName, domainName, fc.stringMatching(/^[\w+=,.@-]{1,20}$/), (one, other, role) => {
    fc.pre(one !== other);
    expect(`${rolePathOf(other)}${role}`).not.toMatch(wildcard(`${rolePathOf(one)}*`));
    expect(`${rolePathOf(one)}${role}`).toMatch(wildcard(`${rolePathOf(one)}*`));
  }));
});

test('the path of a domain leads back to it', () => {
  fc.assert(fc.property(domainName, (name) => { expect(domainOfPath(rolePathOf(name))).toBe(name); }));
});

test('every action pattern that matches a use is known as one', () => {
  const uses = [
    ...CRYPTOGRAPHIC_ACTIONS.filter((action) => !action.endsWith('*')), 'kms:CreateGrant', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext',
    'kms:GenerateDataKeyPair', 'kms:ReEncryptFrom', 'kms:ReEncryptTo',
  ];
  const loosened = fc.tuple(fc.constantFrom(...uses), fc.array(fc.tuple(fc.nat(40), fc.constantFrom('*', 'up')), { maxLength: 4 })).map(([action, edits]) =>
    edits.reduce((pattern, [at, edit]) => {
      const index = 4 + (at % Math.max(1, pattern.length - 4));
      const character = pattern[index] ?? '';
      return pattern.slice(0, index) + (edit === 'up' ? character.toUpperCase() : edit) + pattern.slice(index + 1);
    }, action));
  fc.assert(fc.property(loosened, (pattern) => {
    fc.pre(uses.some((use) => wildcard(pattern).test(use)));
    expect([pattern, isUse(pattern)]).toEqual([pattern, true]);
  }), { numRuns: 500 });
});

test('no administrative action is taken for a use', () => {
  for (const action of ['kms:DescribeKey', 'kms:PutKeyPolicy', 'kms:EnableKey', 'kms:CreateAlias', 'kms:DeleteAlias', 'kms:GetKeyPolicy', 'kms:List*', 'kms:ScheduleKeyDeletion']) {
    expect([action, isUse(action)]).toEqual([action, false]);
  }
});

type Grant = (key: DomainKey) => void;

/** Statements without what only their order decides: the number in a name, the order of a list. */
function statementsAfter(grants: readonly Grant[]): string[] {
  const stack = new Stack(testApp(), 'Stack', { env: { account: '111111111111', region: 'us-east-1' } });
  const key = new DomainKey(stack, 'Key', { domainName: 'orders' });
  for (const id of ['A', 'B']) { new iam.Role(stack, id, { assumedBy: new iam.AccountRootPrincipal() }); }
  for (const grant of grants) { grant(key); }
  const [resource] = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'));
  return (resource.Properties.KeyPolicy.Statement as unknown[]).map((statement) => JSON.stringify(sorted(statement)).replace(/Set\d+"/g, '"')).sort();
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) { return value.map(sorted).sort((a, b) => JSON.stringify(a) < JSON.stringify(b) ? -1 : 1); }
  if (typeof value !== 'object' || value === null) { return value; }
  if ('Fn::Join' in value) { return value; }
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1).map(([name, item]) => [name, sorted(item)]));
}

const roleOf = (key: DomainKey, id: string) => key.stack.node.findChild(id) as iam.Role;
const grantsTo = (role: string): Grant[] => [
  (key) => key.forService(KeyService.S3).grantDecrypt(roleOf(key, role)),
  (key) => key.forService(KeyService.S3).grantEncrypt(roleOf(key, role)),
  (key) => key.forService(KeyService.SQS).grantDecrypt(roleOf(key, role)),
  (key) => key.allowDirectUse(KeyUser.of(roleOf(key, role)), KeyAccess.DECRYPT),
];
const GRANTS: Grant[] = [
  ...grantsTo('A'), ...grantsTo('B'),
  (key) => key.forService(KeyService.DYNAMODB),
  (key) => key.forService(KeyService.SQS).grantEncryptDecrypt(new iam.ServicePrincipal('sns.amazonaws.com')),
  (key) => key.allowUse(KeyUser.fromArn('arn:aws:iam::111111111111:role/gold/orders/Worker'), KeyService.S3, KeyAccess.ENCRYPT_DECRYPT),
  (key) => key.shareWithDomain('billing', KeyAccess.DECRYPT, KeyService.S3),
];

test('the order of grants does not change what the policy says', () => {
  const expected = statementsAfter(GRANTS);
  fc.assert(fc.property(fc.shuffledSubarray(GRANTS, { minLength: GRANTS.length }), (grants) => {
    expect(statementsAfter(grants)).toEqual(expected);
  }), { numRuns: 10 });
});

test('a grant twice is a grant once', () => {
  fc.assert(fc.property(fc.subarray(GRANTS.slice(0, -1)), (grants) => {
    expect(statementsAfter([...grants, ...grants])).toEqual(statementsAfter(grants));
  }), { numRuns: 8 });
});

test('every service of the table can be opened alone, with unique statement names', () => {
  for (const { id } of SERVICES) {
    const statements = statementsAfter([(key) => key.forService(KeyService.of(id))]);
    const sids = statements.map((statement) => (JSON.parse(statement) as { Sid: string }).Sid);
    expect(new Set(sids).size).toBe(sids.length);
  }
});
