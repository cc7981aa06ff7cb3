import { ACCOUNT, allow, deny, differenceOf, key, ROOT, words } from './templates';

const USE = ['kms:Decrypt', 'kms:Encrypt'];
const role = (name: string, account = ACCOUNT) => ({ AWS: `arn:aws:iam::${account}:role/${name}` });
const through = (service: string) => ({ Condition: { StringEquals: { 'kms:ViaService': `${service}.eu-west-1.amazonaws.com` } } });
const NOTHING = { gained: [], lost: [], undecided: [] };

const between = (older: readonly object[], newer: readonly object[]) => words(differenceOf(key(...older), key(...newer)));

describe('nothing changes', () => {
  const [one, other] = [allow(ROOT, 'kms:*'), deny('*', USE, through('s3'))];

  test.each([
    ['the same policy', [one, other], [one, other]],
    ['another order', [one, other], [other, one]],
    ['a statement twice', [one, other], [one, other, other]],
    ['actions in two statements', [allow(ROOT, USE)], [allow(ROOT, USE[0]), allow(ROOT, USE[1])]],
    ['a name of what is denied', [deny('*', 'kms:*'), one], [deny('*', 'kms:*'), one, allow('*', 'kms:Decrypt')]],
    ['what an account has already', [one], [one, allow(role('Reader'), 'kms:Decrypt')]],
  ])('%s', (_, older, newer) => {
    expect(between(older, newer)).toEqual(NOTHING);
  });
});

describe('somebody gains', () => {
  test('by a condition that is gone', () => {
    expect(between([allow(ROOT, USE, through('s3'))], [allow(ROOT, USE)])).toEqual({
      ...NOTHING, gained: [`everybody in account ${ACCOUNT}: kms:Decrypt, kms:Encrypt directly through any other service`],
    });
  });

  test('by a service more', () => {
    expect(between([allow(ROOT, USE, through('s3'))], [allow(ROOT, USE, through('s3')), allow(role('Reader'), USE, through('sqs'))])).toEqual({
      ...NOTHING, gained: [`arn:aws:iam::${ACCOUNT}:role/Reader: kms:Decrypt, kms:Encrypt through sqs`],
    });
  });

  test('by a wider principal', () => {
    expect(between([allow(role('Reader'), USE)], [allow(ROOT, USE)]).gained).toEqual([
      `everybody in account ${ACCOUNT} except arn:aws:iam::${ACCOUNT}:role/Reader: kms:Decrypt, kms:Encrypt`,
    ]);
    expect(between([allow(ROOT, USE)], [allow({ AWS: '*' }, USE)]).gained).toEqual([
      `everybody in any account other than account ${ACCOUNT}: kms:Decrypt, kms:Encrypt`, 'any service of AWS: kms:Decrypt, kms:Encrypt',
    ]);
  });

  test('by a pattern', () => {
    const like = { Condition: { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/gold/*` } } };
    expect(between([allow(role('gold/Reader'), USE)], [allow(role('gold/Reader'), USE), allow(ROOT, USE, like)]).gained).toEqual([
      `any other role of account ${ACCOUNT}, such as arn:aws:iam::${ACCOUNT}:role/gold/x: kms:Decrypt, kms:Encrypt`,
    ]);
    expect(between([], [allow(ROOT, USE, like)]).gained).toEqual([`any role like arn:aws:iam::${ACCOUNT}:role/gold/*: kms:Decrypt, kms:Encrypt`]);
  });

  test('a service', () => {
    const bound = { Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } } };
    const service = { Service: 'logs.amazonaws.com' };
    const { gained } = differenceOf(key(allow(service, USE, bound)), key(allow(service, USE)));
    expect(gained).toMatchObject([{ principal: 'the service logs.amazonaws.com', actions: USE, because: 'allowed by statement 1' }]);
    expect(gained[0]!.example.context).not.toEqual({ 'aws:sourceaccount': [ACCOUNT] });
  });

  test('another account, what works across accounts', () => {
    expect(between([], [allow({ AWS: '444455556666' }, ['kms:Decrypt', 'kms:PutKeyPolicy'])]).gained).toEqual(['everybody in account 444455556666: kms:Decrypt']);
  });

  test('by a denial that is gone', () => {
    const { gained } = differenceOf(key(allow(ROOT, 'kms:*'), deny('*', 'kms:Decrypt', { Sid: 'No' })), key(allow(ROOT, 'kms:*')));
    expect(gained).toMatchObject([{ principal: `everybody in account ${ACCOUNT}`, actions: ['kms:Decrypt'], because: 'no longer denied by No' }]);
  });
});

describe('somebody loses', () => {
  test('by a denial', () => {
    const { gained, lost } = differenceOf(key(allow(ROOT, 'kms:*')), key(allow(ROOT, 'kms:*'), deny('*', 'kms:Decrypt', { Sid: 'No' })));
    expect(gained).toEqual([]);
    expect(lost).toMatchObject([{ principal: `everybody in account ${ACCOUNT}`, actions: ['kms:Decrypt'], because: 'denied by No' }]);
  });

  test('a session of a role', () => {
    const session = { AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/Reader/night` };
    expect(between([allow(session, 'kms:Decrypt')], []).lost).toEqual([
      `the session night of arn:aws:iam::${ACCOUNT}:role/Reader: kms:Decrypt`,
      `the session night of any other role of account ${ACCOUNT}, such as arn:aws:iam::${ACCOUNT}:role/x/Reader: kms:Decrypt`,
    ]);
  });

  test('everything with the key', () => {
    expect(words(differenceOf(key(allow(ROOT, 'kms:*')), {}))).toEqual({ ...NOTHING, lost: [`everybody in account ${ACCOUNT}: kms:*`] });
  });
});

test('what only a deployment knows is undecided, with its reason', () => {
  const parameters = { Parameters: { Who: { Type: 'String' } } };
  const named = allow({ AWS: { Ref: 'Who' } }, 'kms:Decrypt');
  expect(words(differenceOf(key(), key(named), parameters))).toEqual({ ...NOTHING, undecided: ['the parameter Who is known only at deployment'] });
  expect(words(differenceOf(key(named), key(named), parameters))).toEqual(NOTHING);
  const other = { Parameters: { Who: { Type: 'String', Default: 'x' } } };
  expect(words(differenceOf(key(named), key(named), parameters, other)).undecided).toEqual(['the parameter Who has another default, and the policy depends on it']);
  const [team, tools] = ['team', 'tools'].map((Default) => ({ Parameters: { Who: { Type: 'String', AllowedPattern: '^[a-z]+$', Default } } }));
  const ofTeam = allow({ AWS: { 'Fn::Sub': `arn:aws:iam::${ACCOUNT}:role/\${Who}` } }, 'kms:Decrypt');
  expect(words(differenceOf(key(ofTeam), key(ofTeam), team, tools)).undecided).toEqual(['the parameter Who has another default, and the policy depends on it']);
});

test('a list that is too long is cut, and says so', () => {
  const roles = Array.from({ length: 103 }, (_, index) => allow(role(`R${index}`), index % 2 ? 'kms:Decrypt' : 'kms:Encrypt', { Sid: `S${index}` }));
  const { gained, undecided } = differenceOf(key(), key(...roles));
  expect(gained).toHaveLength(100);
  expect(undecided).toMatchObject([{ reason: 'more than 100 differences: the rest of what was gained is not listed' }]);
});
