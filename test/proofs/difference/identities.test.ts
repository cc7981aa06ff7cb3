import { ACCOUNT, differenceOf, policy, type Resources, words } from './templates';

const NOTHING = { gained: [], lost: [], undecided: [] };
const READER = `arn:aws:iam::${ACCOUNT}:role/Reader`;
const may = (Action: unknown, Resource: unknown = '*', more: object = {}) => ({ Effect: 'Allow', Action, Resource, ...more });

const role = (Properties: object = {}): Resources =>
  ({ Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'Reader', AssumeRolePolicyDocument: policy(), ...Properties } } });
const inline = (...statements: readonly object[]) => ({ Policies: [{ PolicyName: 'inline', PolicyDocument: policy(...statements) }] });
const attached = (type: string, properties: object, ...statements: readonly object[]): Resources =>
  ({ Policy: { Type: type, Properties: { PolicyDocument: policy(...statements), ...properties } } });

const between = (older: Resources, newer: Resources) => words(differenceOf(older, newer));

test('it makes no difference which policy of a role says something', () => {
  const one = may('s3:GetObject', 'arn:aws:s3:::orders/*');
  for (const newer of [
    { ...role(), ...attached('AWS::IAM::Policy', { Roles: [{ Ref: 'Role' }] }, one) },
    { ...role(), ...attached('AWS::IAM::RolePolicy', { RoleName: 'Reader' }, one) },
    { ...role({ ManagedPolicyArns: [{ Ref: 'Policy' }] }), ...attached('AWS::IAM::ManagedPolicy', {}, one) },
  ]) {
    expect(between(role(inline(one)), newer)).toEqual(NOTHING);
  }
});

test('a role gains and loses actions on resources', () => {
  const older = role(inline(may(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::orders/*')));
  const newer = role(inline(may('s3:GetObject', ['arn:aws:s3:::orders/*', 'arn:aws:s3:::bills/*'])));
  expect(between(older, newer)).toEqual({
    ...NOTHING, gained: [`${READER}: s3:GetObject on arn:aws:s3:::bills/*`], lost: [`${READER}: s3:PutObject on arn:aws:s3:::orders/*`],
  });
});

test('a condition, a denial and a wildcard', () => {
  const through = { Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } } };
  expect(between(role(inline(may('kms:Decrypt', '*', through))), role(inline(may('kms:Decrypt')))).gained).toEqual([
    `${READER}: kms:Decrypt directly through any other service on every resource`,
  ]);
  const no = { ...may('s3:DeleteObject'), Effect: 'Deny' };
  expect(between(role(inline(may('s3:*'))), role(inline(may('s3:*'), no))).lost).toEqual([`${READER}: s3:DeleteObject on every resource`]);
  expect(between(role(), role(inline(may('*')))).gained).toEqual([`${READER}: every action on every resource`]);
});

test('a condition on the role itself counts', () => {
  const onlyFor = (arn: string) => ({ Condition: { ArnEquals: { 'aws:PrincipalArn': arn } } });
  expect(between(role(), role(inline(may('s3:*', '*', onlyFor(`arn:aws:iam::${ACCOUNT}:role/Other`)))))).toEqual(NOTHING);
  expect(between(role(), role(inline(may('s3:*', '*', onlyFor(READER))))).gained).toEqual([`${READER}: s3:* on every resource`]);
});

describe('what is not in the templates', () => {
  const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';

  test('a managed policy that comes or goes is undecided', () => {
    const wide = role({ ManagedPolicyArns: [ADMIN] });
    expect(between(role(), wide).undecided).toEqual([`the managed policy ${ADMIN} is attached now, and what it allows is not in the templates`]);
    expect(between(wide, role()).undecided).toEqual([`the managed policy ${ADMIN} is attached no more, and what it allows is not in the templates`]);
    expect(between(wide, wide)).toEqual(NOTHING);
  });

  test('so is another boundary', () => {
    const bound = (name: string) => role({ ...inline(may('s3:*')), PermissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/${name}` });
    expect(between(bound('a'), bound('b')).undecided).toEqual([`the permissions boundary is another one, and arn:aws:iam::${ACCOUNT}:policy/a is not in the templates`]);
    expect(between(bound('a'), bound('a'))).toEqual(NOTHING);
  });
});

test('a boundary of the templates takes', () => {
  const boundary = attached('AWS::IAM::ManagedPolicy', {}, may('s3:GetObject'));
  const bound = role({ ...inline(may('s3:*')), PermissionsBoundary: { Ref: 'Policy' } });
  const wider = attached('AWS::IAM::ManagedPolicy', {}, may(['s3:GetObject', 's3:PutObject']));
  expect(between({ ...bound, ...boundary }, { ...bound, ...wider })).toEqual({ ...NOTHING, gained: [`${READER}: s3:PutObject on every resource`] });
});

test('users, groups, and those who are not in the templates', () => {
  const user: Resources = { User: { Type: 'AWS::IAM::User', Properties: { UserName: 'alice', ...inline(may('s3:GetObject')) } } };
  expect(between({}, user).gained).toEqual([`arn:aws:iam::${ACCOUNT}:user/alice: s3:GetObject on every resource`]);
  const group: Resources = { Group: { Type: 'AWS::IAM::Group', Properties: { GroupName: 'ops', ...inline(may('s3:GetObject')) } } };
  expect(between({}, group).gained).toEqual([`members of arn:aws:iam::${ACCOUNT}:group/ops: s3:GetObject on every resource`]);
  expect(between({}, attached('AWS::IAM::Policy', { Roles: ['Imported'] }, may('s3:GetObject'))).gained).toEqual(['the role Imported: s3:GetObject on every resource']);
  expect(between({}, attached('AWS::IAM::ManagedPolicy', {}, may('s3:GetObject'))).gained).toEqual(['whoever the policy is attached to: s3:GetObject on every resource']);
});
