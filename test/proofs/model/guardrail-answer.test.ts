import { and, glob, IAM_TYPES, not, type Principal, RequestSpace, type Request } from '../../../src/proofs/engine';
import { guardrailAnswer } from '../../../src/proofs/model/guardrail-answer';
import { type Guardrails, NO_GUARDRAILS, withinGuardrails } from '../../../src/proofs/model/guardrails';
import { worldOf } from '../../../src/proofs/model/world';

const ACCOUNT = '111122223333';
const OTHER = '444455556666';
const LINKED = 'aws-service-role/x.amazonaws.com/Linked';

const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const ALLOW = { Effect: 'Allow', Action: '*', Resource: '*' };
const denial = (Action: string, more: object = {}) => ({ Effect: 'Deny', Action, Resource: '*', ...more });
const serviceControl = (...documents: object[]): Guardrails => ({ ...NO_GUARDRAILS, serviceControl: documents });
const resourceControl = (...documents: object[]): Guardrails => ({ ...NO_GUARDRAILS, resourceControl: documents });

const DENIED = serviceControl(policy(ALLOW), policy(denial('kms:Decrypt')));
const ENFORCED = resourceControl(policy({ ...denial('*'), Principal: '*' }));
const UNREADABLE = serviceControl(policy(ALLOW, denial('kms:*', { Condition: { NoSuchOperator: { 'aws:PrincipalArn': 'x' } } })));

const role = (account: string, name = 'Any'): Principal => ({ type: 'role', account, name, session: 'session' });
const request = (principal: Principal, action = 'kms:Decrypt'): Request => ({ principal, partition: 'aws', action, resource: 'arn:aws:kms:eu-west-1:111122223333:key/1', context: {} });

test.each<[string, Guardrails, Principal, string, boolean | undefined]>([
  ['what a service control policy denies', DENIED, role(ACCOUNT), 'kms:Decrypt', false],
  ['what it does not deny', DENIED, role(ACCOUNT), 'kms:Encrypt', true],
  ['a service-linked role of the account', DENIED, role(ACCOUNT, LINKED), 'kms:Decrypt', true],
  ['a user whose path looks like that of such a role', DENIED, { type: 'user', account: ACCOUNT, name: LINKED }, 'kms:Decrypt', false],
  ['the root user of the account', DENIED, { type: 'root', account: ACCOUNT }, 'kms:Decrypt', false],
  ['a principal of another account', DENIED, role(OTHER), 'kms:Decrypt', true],
  ['a service', DENIED, { type: 'service', name: 's3.amazonaws.com' }, 'kms:Decrypt', true],
  ['what no policy of several allows', serviceControl(policy({ ...ALLOW, Action: 's3:*' }), policy({ ...ALLOW, Action: 'sqs:*' })), role(ACCOUNT), 'kms:Decrypt', false],
  ['what one of several allows', serviceControl(policy({ ...ALLOW, Action: 's3:*' }), policy({ ...ALLOW, Action: 'kms:*' })), role(ACCOUNT), 'kms:Decrypt', true],
  ['what policies leave alone that only deny', serviceControl(policy(denial('s3:*'))), role(ACCOUNT), 'kms:Decrypt', true],
  ['a denial that can\'t be read', UNREADABLE, role(ACCOUNT), 'kms:Decrypt', undefined],
  ['a principal of another account under a resource control policy', ENFORCED, role(OTHER), 'kms:Decrypt', false],
  ['a service under one', ENFORCED, { type: 'service', name: 's3.amazonaws.com' }, 'kms:Decrypt', false],
  ['a service-linked role of the account under one', ENFORCED, role(ACCOUNT, LINKED), 'kms:Decrypt', true],
  ['who retires a grant', ENFORCED, role(OTHER), 'kms:RetireGrant', true],
  ['a service that resource control policies do not reach', ENFORCED, role(OTHER), 'sns:publish', true],
  ['where there are none', NO_GUARDRAILS, role(ACCOUNT), 'kms:Decrypt', true],
])('%s', (_name, guardrails, principal, action, passes) => {
  expect(guardrailAnswer(guardrails, ACCOUNT, request(principal, action))).toBe(passes);
});

describe('the formula and the evaluator agree', () => {
  const exempt = denial('kms:*', { Condition: { ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/Admin*` } } });
  const organization = { ...denial('*', { Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }), Principal: '*' };
  const all: Readonly<Record<string, Guardrails>> = {
    'a denial for all': DENIED,
    'a denial with an exception': serviceControl(policy(ALLOW), policy(exempt)),
    'two lists of what is allowed': serviceControl(policy({ ...ALLOW, Action: ['kms:Describe*', 's3:*'] }), policy({ ...ALLOW, Action: 'kms:Decrypt' })),
    'only the organization': resourceControl(policy(organization)),
    'both kinds': { ...serviceControl(policy(ALLOW, exempt)), ...resourceControl(policy(organization)) },
  };

  test.each(Object.entries(all))('under %s', (_name, guardrails) => {
    const space = new RequestSpace(worldOf('aws'), [...guardrails.serviceControl, ...guardrails.resourceControl]);
    const { principals } = space;
    const within = withinGuardrails(space, guardrails, ACCOUNT);
    // also a path that holds the path of service-linked roles further on
    const who = [principals.isOneOf('service'), ...IAM_TYPES.map((type) => principals.isOneOf(type)), principals.arnTakenBy(glob('*:role/aws-service-role/*')), principals.arnTakenBy(glob('*/*:role/aws-service-role/*'))];
    const where = [principals.isOfAccount(ACCOUNT), principals.isOfAccount(OTHER), principals.isOneOf('service')];
    const what = ['kms:Decrypt', 'kms:RetireGrant', 's3:GetObject', 'sns:Publish'].map((action) => space.actionIs(action));
    const asked = who.flatMap((one) => where.flatMap((two) => what.map((three) => and(one, two, three))));
    const both = asked.map((formula) => [and(formula, within), and(formula, not(within))] as const);
    space.close();
    const answers = both.flatMap(([passing, stopped]) => [
      ...[space.find(passing).request ?? []].flat().map((found) => ({ found, expected: true })),
      ...[space.find(stopped).request ?? []].flat().map((found) => ({ found, expected: false })),
    ]);
    expect(answers.length).toBeGreaterThan(30);
    expect(answers.filter(({ found, expected }) => guardrailAnswer(guardrails, ACCOUNT, found) !== expected)).toEqual([]);
  });
});
