import { evaluateStatements } from '../../../src/proofs/engine/evaluator';
import { type Principal } from '../../../src/proofs/engine/request';
import { hole, symbol } from '../../../src/proofs/engine/text';

const account = '111111111111';
const role: Principal = { type: 'role', account, name: 'gold/TakeOrder', session: 'one' };
const user: Principal = { type: 'user', account, name: 'ada' };
const root: Principal = { type: 'root', account };
const federatedUser: Principal = { type: 'federated-user', account, name: 'bob' };
const service: Principal = { type: 'service', name: 's3.amazonaws.com' };
const provider: Principal = { type: 'federated', name: 'accounts.google.com' };
const anonymous: Principal = { type: 'anonymous' };

const AWS = (...entries: string[]) => ({ AWS: entries });
const ROOT = `arn:aws:iam::${account}:root`;
const ROLE = `arn:aws:iam::${account}:role/gold/TakeOrder`;
const SESSION = `arn:aws:sts::${account}:assumed-role/TakeOrder/one`;

function answer(element: object, principal: Principal, effect = 'Allow') {
  const request = { principal, partition: 'aws', action: 's3:GetObject', resource: 'arn:aws:s3:::a/b', context: {} };
  return evaluateStatements({ Statement: [{ Effect: effect, Action: '*', Resource: '*', ...element }] }, request)[0].matches;
}

describe('Principal (IAM User Guide: reference_policies_elements_principal)', () => {
  test('that is not there leaves an identity policy to its holder', () => {
    expect(answer({}, role)).toBe(true);
  });

  test.each([role, user, root, federatedUser, service, provider, anonymous])('* is everyone: $type', (principal) => {
    expect(answer({ Principal: '*' }, principal)).toBe(true);
    expect(answer({ Principal: AWS('*') }, principal)).toBe(true);
  });

  test.each([role, user, root, federatedUser])('an account is everybody in it: $type', (principal) => {
    expect(answer({ Principal: AWS(account) }, principal)).toBe(true);
    expect(answer({ Principal: AWS(ROOT) }, principal)).toBe(true);
  });

  test.each([service, provider, anonymous])('an account is not $type', (principal) => {
    expect(answer({ Principal: AWS(account, ROOT) }, principal)).toBe(false);
  });

  test.each<[string, object, Principal, boolean | undefined]>([
    ['another account is nobody here', AWS('222222222222', 'arn:aws:iam::222222222222:root'), role, false],
    ['an account of another partition is nobody here', AWS(`arn:aws-cn:iam::${account}:root`), role, false],
    ['an account that is a symbol is itself', AWS(symbol('Account')), { ...role, account: symbol('Account') }, true],
    ['an account that is another symbol is nobody here', AWS(symbol('Other')), { ...role, account: symbol('Account') }, false],
    ['the ARN of an account that is a symbol is itself', AWS(`arn:aws:iam::${symbol('A:B')}:root`), { ...role, account: symbol('A:B') }, true],
    ['a role is the one with its path', AWS(ROLE), role, true],
    ['a role without its path is another', AWS(`arn:aws:iam::${account}:role/TakeOrder`), role, false],
    ['a role has its own case', AWS(ROLE.toLowerCase()), role, false],
    ['a role of another account is another', AWS(ROLE.replace(account, '222222222222')), role, false],
    ['a role is no user of the same name', AWS(ROLE), { ...role, type: 'user' }, false],
    ['a role whose name is a symbol is itself', AWS(`arn:aws:iam::${account}:role/${symbol('R/1')}`), { ...role, name: symbol('R/1') }, true],
    ['a session is the one of its role', AWS(SESSION), role, true],
    ['a session is no other of the same role', AWS(SESSION), { ...role, session: 'two' }, false],
    ['a session is none of another role', AWS(SESSION), { ...role, name: 'gold/Other' }, false],
    ['a session without a name can not be understood', AWS(`arn:aws:sts::${account}:assumed-role/TakeOrder`), role, undefined],
    ['a session can not be told where the request has none', AWS(SESSION), { ...role, session: undefined }, undefined],
    ['a session can not be told where the role is a hole', AWS(SESSION), { ...role, name: hole('name') }, undefined],
    ['a role without a name can not be understood', AWS(`arn:aws:iam::${account}:role/`), role, undefined],
    ['an ARN of fewer segments can not be understood', AWS(`arn:aws:iam::${account}`), role, undefined],
    ['a user is the one with its name', AWS(`arn:aws:iam::${account}:user/ada`), user, true],
    ['a user is no other user', AWS(`arn:aws:iam::${account}:user/eve`), user, false],
    ['a user is no role', AWS(`arn:aws:iam::${account}:user/ada`), role, false],
    ['a user may have started the session of a federated user', AWS(`arn:aws:iam::${account}:user/ada`), federatedUser, undefined],
    ['a federated user is the one with its name', AWS(`arn:aws:sts::${account}:federated-user/bob`), federatedUser, true],
    ['a federated user is no other', AWS(`arn:aws:sts::${account}:federated-user/eve`), federatedUser, false],
    ['a service is the one with its name', { Service: ['sns.amazonaws.com', 's3.amazonaws.com'] }, service, true],
    ['a service is no other', { Service: 'sns.amazonaws.com' }, service, false],
    ['a service is no role', { Service: 's3.amazonaws.com' }, role, false],
    ['a service with a wildcard can not be understood', { Service: '*.amazonaws.com' }, service, undefined],
    ['a service that is a hole can not be told', { Service: 's3.amazonaws.com' }, { ...service, name: hole('name') }, undefined],
    ['a provider is the one with its name', { Federated: 'accounts.google.com' }, provider, true],
    ['a provider is no other', { Federated: 'graph.facebook.com' }, provider, false],
    ['a provider is no role', { Federated: 'accounts.google.com' }, role, false],
    ['a wildcard in an ARN can not be understood', AWS(`arn:aws:iam::${account}:role/*`), role, undefined],
    ['a unique id can not be understood', AWS('AROA1234567890EXAMPLE'), role, undefined],
    ['a unique id is no service', AWS('AIDA1234567890EXAMPLE'), service, false],
    ['a canonical user can not be understood', { CanonicalUser: '79a59df900b949e5' }, role, undefined],
    ['a canonical user is no service', { CanonicalUser: '79a59df900b949e5' }, service, false],
    ['a group can not be understood', AWS(`arn:aws:iam::${account}:group/admins`), role, undefined],
    ['a hole may be anybody', AWS(hole('import')), role, undefined],
    ['a hole does not matter where another entry matches', AWS(hole('import'), ROLE), role, true],
    ['an unknown kind can not be understood', { Host: 'a' }, role, undefined],
    ['another kind may match', { Service: 's3.amazonaws.com', AWS: ROLE }, role, true],
  ])('%s', (_, element, principal, expected) => {
    expect(answer({ Principal: element }, principal)).toBe(expected);
  });

  test.each<[string, unknown]>([['a text', account], ['an empty object', {}], ['a list', ['*']]])('%s can not be understood', (_, element) => {
    expect(answer({ Principal: element }, role)).toBeUndefined();
  });
});

describe('NotPrincipal (IAM User Guide: reference_policies_elements_notprincipal)', () => {
  test.each<[string, string, unknown, Principal, boolean | undefined]>([
    ['denies whoever is not listed', 'Deny', AWS(`arn:aws:iam::${account}:user/ada`), role, true],
    ['denies services that are not listed', 'Deny', AWS(ROOT), service, true],
    ['may deny a listed role through its account or session', 'Deny', AWS(ROLE), role, undefined],
    ['may deny somebody of a listed account', 'Deny', AWS(account), user, undefined],
    ['may deny where an entry can not be understood', 'Deny', AWS('AROA1234567890EXAMPLE'), role, undefined],
    ['denies nobody where everybody is listed', 'Deny', '*', role, false],
    ['denies nobody where everybody is listed under AWS', 'Deny', AWS('*'), anonymous, false],
    ['allows whoever is not listed', 'Allow', AWS(`arn:aws:iam::${account}:user/ada`), role, true],
    ['allows nobody who is listed', 'Allow', AWS(ROLE), role, false],
    ['may allow where an entry can not be understood', 'Allow', AWS(hole('import')), role, undefined],
  ])('%s', (_, effect, element, principal, expected) => {
    expect(answer({ NotPrincipal: element }, principal, effect)).toBe(expected);
  });
});
