import { evaluate, evaluateStatements } from '../../../src/proofs/engine/evaluator';
import { type Request } from '../../../src/proofs/engine/request';
import { hole, symbol } from '../../../src/proofs/engine/text';

const REQUEST: Request = {
  principal: { type: 'role', account: '111111111111', name: 'gold/TakeOrder', session: 'one' },
  partition: 'aws',
  action: 'kms:Decrypt',
  resource: 'arn:aws:kms:eu-west-1:111111111111:key/orders',
  context: {},
};
const ALLOW = { Effect: 'Allow', Action: '*', Resource: '*' };
const DENY = { ...ALLOW, Effect: 'Deny' };
const UNCLEAR = { Condition: { Unheard: { 'aws:x': 'y' } } };

const policy = (...statements: unknown[]) => ({ Version: '2012-10-17', Statement: statements });
const answer = (statement: object, request: Partial<Request> = {}) =>
  evaluateStatements(policy({ Effect: 'Allow', ...statement }), { ...REQUEST, ...request })[0].matches;

describe('a policy (IAM User Guide: reference_policies_evaluation-logic)', () => {
  test.each([
    ['allows what a statement allows', [ALLOW], 'allow'],
    ['denies by default', [], 'none'],
    ['says nothing where no statement applies', [{ ...ALLOW, Action: 's3:*' }, { ...DENY, Action: 's3:*' }], 'none'],
    ['denies what one statement allows and another denies', [ALLOW, DENY], 'deny'],
    ['denies whatever the order of statements', [DENY, ALLOW], 'deny'],
    ['denies for certain where another deny is unclear', [{ ...DENY, ...UNCLEAR }, DENY, ALLOW], 'deny'],
    ['denies for certain where an allow is unclear', [{ ...ALLOW, ...UNCLEAR }, DENY], 'deny'],
    ['is undecided where a deny is unclear', [ALLOW, { ...DENY, ...UNCLEAR }], 'undecided'],
    ['is undecided where nothing but an unclear deny applies', [{ ...DENY, ...UNCLEAR }], 'undecided'],
    ['is undecided where the only allow is unclear', [{ ...ALLOW, ...UNCLEAR }], 'undecided'],
    ['allows for certain where another allow is unclear', [{ ...ALLOW, ...UNCLEAR }, ALLOW], 'allow'],
    ['ignores an unclear condition of a statement for another action', [{ ...DENY, ...UNCLEAR, Action: 's3:*' }, ALLOW], 'allow'],
  ])('%s', (_, statements, expected) => {
    expect(evaluate(policy(...statements), REQUEST)).toBe(expected);
  });
});

describe('a document (IAM User Guide: reference_policies_grammar)', () => {
  test.each<[string, unknown, string]>([
    ['may hold one statement without a list', { Version: '2012-10-17', Statement: ALLOW }, 'allow'],
    ['needs no version', { Statement: [ALLOW] }, 'allow'],
    ['may have an Id', { Id: 'orders', Statement: [ALLOW] }, 'allow'],
    ['can not be a text', JSON.stringify(policy(ALLOW)), 'undecided'],
    ['can not be null', null, 'undecided'],
    ['can not be a list', [ALLOW], 'undecided'],
    ['can not do without statements', { Version: '2012-10-17' }, 'undecided'],
    ['can not have an unknown version', { Version: '2099-01-01', Statement: [ALLOW] }, 'undecided'],
    ['can not have a version that is a hole', { Version: hole('import'), Statement: [ALLOW] }, 'undecided'],
    ['can not have unknown elements', { 'Fn::If': [], 'Statement': [ALLOW] }, 'undecided'],
  ])('%s', (_, document, expected) => {
    expect(evaluate(document, REQUEST)).toBe(expected);
  });
});

describe('a statement (IAM User Guide: reference_policies_elements)', () => {
  test('is named by its Sid or else by its position from 1', () => {
    const names = evaluateStatements(policy(ALLOW, { ...DENY, Sid: 'Orders' }, { ...DENY, Sid: '' }), REQUEST).map(({ name }) => name);
    expect(names).toEqual(['statement 1', 'Orders', 'statement 3']);
  });

  test('keeps its effect whether or not it applies', () => {
    expect(evaluateStatements(policy({ ...DENY, Action: 's3:*' }), REQUEST)).toEqual([{ name: 'statement 1', effect: 'Deny', matches: false }]);
  });

  test.each<[string, unknown]>([
    ['that is a text', 'allow everything'],
    ['that is null', null],
    ['without an effect', { Action: '*', Resource: '*' }],
    ['whose effect is in another case', { ...ALLOW, Effect: 'allow' }],
    ['whose effect is a hole', { ...ALLOW, Effect: hole('parameter') }],
  ])('%s may deny or allow anything', (_, statement) => {
    expect(evaluateStatements(policy(statement), REQUEST)).toEqual([{ name: 'statement 1', effect: 'Deny', matches: undefined, mayAllow: true }]);
  });

  test.each<[string, object]>([
    ['without actions', { Resource: '*' }],
    ['with actions and their opposite', { Action: '*', NotAction: 's3:*', Resource: '*' }],
    ['with resources and their opposite', { Action: '*', Resource: '*', NotResource: '*' }],
    ['with principals and their opposite', { Action: '*', Resource: '*', Principal: '*', NotPrincipal: '*' }],
    ['with an empty list of actions', { Action: [], Resource: '*' }],
    ['with an unknown element', { Action: '*', Resource: '*', resource: '*' }],
  ])('%s can not be understood', (_, statement) => {
    expect(answer(statement)).toBeUndefined();
  });

  test('without a resource is about every resource', () => {
    expect(answer({ Action: 'kms:Decrypt' })).toBe(true);
  });
});

describe('an action (IAM User Guide: reference_policies_elements_action, ..._notaction)', () => {
  test.each<[string, object, boolean | undefined]>([
    ['matches its name', { Action: 'kms:Decrypt' }, true],
    ['matches in any case', { Action: 'KMS:decRYPT' }, true],
    ['does not match another name', { Action: 'kms:Encrypt' }, false],
    ['does not match the start of a name', { Action: 'kms:Dec' }, false],
    ['matches a star in the middle', { Action: 'kms:d*t' }, true],
    ['matches several stars', { Action: 'kms:*e*c*y*' }, true],
    ['matches a star for nothing', { Action: 'kms:Decrypt*' }, true],
    ['matches a question mark for one letter', { Action: 'kms:?ecrypt' }, true],
    ['does not match a question mark for nothing', { Action: 'kms:Decrypt?' }, false],
    ['matches a star alone', { Action: '*' }, true],
    ['matches one of a list', { Action: ['s3:*', 'kms:*'] }, true],
    ['takes a dot for a dot', { Action: 'kms.Decrypt:x' }, false],
    ['is unclear without a service', { Action: 'kms*' }, undefined],
    ['is unclear as a hole', { Action: `kms:${hole('parameter')}` }, undefined],
    ['is clear where another of the list matches', { Action: [hole('parameter'), 'kms:*'] }, true],
    ['is unclear as a number', { Action: 7 }, undefined],
    ['is excepted by NotAction', { NotAction: 'KMS:*' }, false],
    ['is not excepted by NotAction for another service', { NotAction: ['s3:*', 'iam:*'] }, true],
    ['is unclear where NotAction has a hole', { NotAction: ['s3:*', hole('parameter')] }, undefined],
    ['knows no variables', { Action: 'kms:${aws:username}' }, false],
  ])('%s', (_, statement, expected) => {
    expect(answer({ Resource: '*', ...statement })).toBe(expected);
  });
});

describe('a resource (IAM User Guide: reference_policies_elements_resource, ..._notresource)', () => {
  const key = REQUEST.resource;
  const logs = 'arn:aws:logs:eu-west-1:111111111111:log-group:orders:log-stream:one';
  const table = symbol('Table');

  test.each<[string, string | string[], string, boolean | undefined]>([
    ['matches its ARN', key, key, true],
    ['matches in its own case only', key.replace('orders', 'Orders'), key, false],
    ['is unclear where it is no ARN', 'orders', key, undefined],
    ['matches a star alone', '*', key, true],
    ['matches a star alone where it is a star itself', '*', '*', true],
    ['does not match an ARN where it is a star itself', 'arn:aws:kms:*:*:*', '*', false],
    ['matches stars in segments', 'arn:aws:kms:*:111111111111:key/*', key, true],
    ['matches question marks in segments', 'arn:aws:kms:eu-west-?:111111111111:key/orders', key, true],
    ['does not match another account', 'arn:aws:kms:*:222222222222:key/*', key, false],
    ['matches an empty segment with a star', 'arn:aws:s3:*:*:bucket', 'arn:aws:s3:::bucket', true],
    ['matches a star over colons in its last part', 'arn:aws:logs:*:*:log-group:*:one', logs, true],
    ['matches a star over slashes', 'arn:aws:s3:::bucket/*', 'arn:aws:s3:::bucket/a/b', true],
    ['is not its own parent', 'arn:aws:s3:::bucket/*', 'arn:aws:s3:::bucket', false],
    ['matches a short pattern that ends with a star', 'arn:aws:kms:*', key, true],
    ['does not match a short pattern for another service', 'arn:aws:s3:*', key, false],
    ['may match a star that reaches over colons', 'arn:aws:logs:*:log-group:*:*:one', logs, undefined],
    ['may match a short form that a service completes', 'execute-api:/*', 'arn:aws:execute-api:eu-west-1:111111111111:api/prod/GET/', undefined],
    ['matches a symbol in both', `arn:aws:dynamodb:*:*:table/${table}`, `arn:aws:dynamodb:eu-west-1:111111111111:table/${table}`, true],
    ['does not match another symbol', `arn:aws:s3:::${symbol('Other')}`, `arn:aws:s3:::${table}`, false],
    ['matches a symbol with a star', 'arn:aws:s3:::*', `arn:aws:s3:::${table}`, true],
    ['does not match letters in the name of a symbol', 'arn:aws:s3:::*abl*', `arn:aws:s3:::${table}`, false],
    ['matches a symbol for the start of an ARN', `${symbol('Bucket:Arn')}/*`, `${symbol('Bucket:Arn')}/a`, true],
    ['may match an ARN where it is a symbol', 'arn:aws:s3:::*', symbol('Arn'), undefined],
    ['is unclear as a hole', `arn:aws:s3:::${hole('import')}`, 'arn:aws:s3:::a', undefined],
    ['is clear where another of the list matches', [hole('import'), 'arn:aws:s3:::a'], 'arn:aws:s3:::a', true],
  ])('%s', (_, pattern, resource, expected) => {
    expect(answer({ Action: '*', Resource: pattern }, { resource })).toBe(expected);
  });

  test.each<[string, string | string[], boolean | undefined]>([
    ['is excepted by NotResource', ['arn:aws:s3:::*', 'arn:aws:kms:*:*:key/*'], false],
    ['is not excepted by NotResource for others', 'arn:aws:kms:*:*:alias/*', true],
    ['is unclear where NotResource has a hole', hole('import'), undefined],
  ])('%s', (_, pattern, expected) => {
    expect(answer({ Action: '*', NotResource: pattern })).toBe(expected);
  });
});
