import { ACCOUNT, policy, proveAbout, stackOf } from './template';

const GITHUB = 'token.actions.githubusercontent.com';

/** Whether nobody outside the account takes on a role that trusts an identity provider. */
function verdict(condition: object | undefined, url = GITHUB, provider: unknown = `arn:aws:iam::${ACCOUNT}:oidc-provider/${url}`): string {
  const trust = { Effect: 'Allow', Principal: { Federated: provider }, Action: 'sts:AssumeRoleWithWebIdentity', ...condition ? { Condition: condition } : {} };
  const [{ verdict: found }] = proveAbout(stackOf({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: policy(trust) } } }), 'Role');
  return found;
}

const AUDIENCE = { [`${GITHUB}:aud`]: 'sts.amazonaws.com' };
const SUB = `${GITHUB}:sub`;

describe('a role that trusts GitHub\'s identity provider', () => {
  test.each([
    ['asks for nothing', undefined],
    ['asks for the audience only', { StringEquals: AUDIENCE }],
    ['takes every subject', { StringEquals: AUDIENCE, StringLike: { [SUB]: '*' } }],
    ['takes every repository', { StringEquals: AUDIENCE, StringLike: { [SUB]: 'repo:*' } }],
    ['takes a repository of every organization', { StringLike: { [SUB]: 'repo:*/payments:ref:refs/heads/main' } }],
    ['takes an environment of every repository', { StringLike: { [SUB]: 'repo:*:environment:prod' } }],
    ['takes every organization of a beginning', { StringLike: { [SUB]: 'repo:my*' } }],
    ['takes every organization\'s repository of a name', { StringLike: { [SUB]: ['repo:example/*', 'repo:*/*:ref:refs/heads/main'] } }],
    ['asks only where there is a subject', { StringLikeIfExists: { [SUB]: 'repo:example/*' } }],
    ['asks all subjects, of which there may be none', { 'ForAllValues:StringLike': { [SUB]: 'repo:example/*' } }],
    ['refuses one repository', { StringNotLike: { [SUB]: 'repo:bad/*' } }],
  ])('is open to others where it %s', (_, condition) => expect(verdict(condition)).toBe('refuted'));

  test.each([
    ['one repository', { StringEquals: { ...AUDIENCE, [SUB]: 'repo:example/shop:ref:refs/heads/main' } }],
    ['repositories of one organization', { StringEquals: AUDIENCE, StringLike: { [SUB]: 'repo:example/*' } }],
    ['some of many', { StringLike: { [SUB]: ['repo:example/*', 'repo:sample/shop:*'] } }],
  ])('is closed to others where it takes %s', (_, condition) => expect(verdict(condition)).toBe('proved'));
});

test('a provider that serves one\'s own users only is trusted without a claim', () => {
  expect(verdict(undefined, 'oidc.eks.ap-northeast-2.amazonaws.com/id/0123456789ABCDEF')).toBe('proved');
});

test('a provider of another account is not', () => {
  expect(verdict({ StringEquals: { [SUB]: 'repo:example/shop' } }, GITHUB, `arn:aws:iam::444455556666:oidc-provider/${GITHUB}`)).toBe('refuted');
});

test('an identity pool of Amazon Cognito is told by its audience, and its guests by how they came', () => {
  const [url, pool] = ['cognito-identity.amazonaws.com', 'ap-northeast-2:0123abcd-0123-0123-0123-0123456789ab'];
  const users = (aud: object, amr?: string) => verdict({ ...aud, ...amr ? { 'ForAnyValue:StringLike': { [`${url}:amr`]: amr } } : {} }, url, url);
  const own = { StringEquals: { [`${url}:aud`]: pool } };
  expect(users(own, 'authenticated')).toBe('proved');
  expect(users(own, 'unauthenticated')).toBe('refuted');
  expect(users(own)).toBe('refuted');
  expect(users({}, 'authenticated')).toBe('refuted');
  expect(users({ StringLike: { [`${url}:aud`]: 'ap-northeast-2:*' } }, 'authenticated')).toBe('refuted');
});
