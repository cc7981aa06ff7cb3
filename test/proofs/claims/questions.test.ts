import { ACCOUNT, allow, BUCKET, key, OBJECTS, proveAbout, role, ROOT, stackOf } from './template';

const READS = { Effect: 'Allow', Action: 's3:GetObject', Resource: OBJECTS };
const DECRYPTS = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' };
const OPEN = key(allow(ROOT, 'kms:*'));

describe('a claim that comes to no question', () => {
  const records = proveAbout(stackOf({ Key: OPEN }), 'Key', ['granted', 'sharedAsDeclared', 'usersCannotAdminister', 'administratorsCannotUse', 'notLockedOut'].map((claim) => ({ claim })));

  test.each([
    ['granted', 'no role was granted anything on what the key encrypts, and no service delivers to it'],
    ['sharedAsDeclared', 'nothing was shared'],
    ['usersCannotAdminister', 'no user was named'],
    ['administratorsCannotUse', 'no administrator was named'],
  ])('%s is proved, and says what there was not to ask', (claim, detail) => {
    expect(records.find((record) => record.claim === claim)).toMatchObject({ verdict: 'proved', questions: 0, detail, assumptions: [] });
  });

  test('another one says how many it came to, and nothing more', () => {
    expect(records.at(-1)).toMatchObject({ claim: 'notLockedOut', verdict: 'proved', questions: 1 });
    expect(records.at(-1)?.detail).toBeUndefined();
  });

  test('in one of two cases counts for little: the other is what is shown', () => {
    const stage = { Parameters: { Stage: { Type: 'String', AllowedValues: ['dev', 'prod'] } }, Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } } };
    const grants = { ...role(READS, DECRYPTS), Condition: 'IsProd' };
    const inProd = { Effect: 'Allow', Principal: ROOT, Action: { 'Fn::If': ['IsProd', 'kms:*', ['kms:*', 'kms:Decrypt']] }, Resource: '*' };
    const [record] = proveAbout(stackOf({ Key: key(inProd), Bucket: BUCKET, Reader: grants }, stage), 'Key', [{ claim: 'granted' }]);
    expect(record).toMatchObject({ verdict: 'proved', questions: 1 });
    expect(record.detail).toBeUndefined();
  });
});

describe('calls that are asked about at once', () => {
  const writes = { Effect: 'Allow', Action: 's3:PutObject', Resource: OBJECTS };
  const granted = (...statements: object[]) => proveAbout(stackOf({ Key: OPEN, Bucket: BUCKET, App: role(...statements) }), 'Key', [{ claim: 'granted' }])[0];

  test('a refuted one names what the refused action is for, and no innocents', () => {
    const { verdict, detail } = granted(READS, writes, DECRYPTS);
    expect(verdict).toBe('refuted');
    expect(detail).toMatch(/^let App call s3:PutObject on Bucket: .*calling kms:GenerateDataKey /);
  });

  test('names all of them where all need the action', () => {
    expect(granted(READS, writes, { ...DECRYPTS, Action: 'kms:GenerateDataKey' }).detail).toMatch(/^let App call s3:GetObject on Bucket, let App call s3:PutObject on Bucket: .*calling kms:Decrypt /);
  });

  test('say that the role\'s own side is what refuses them', () => {
    expect(granted(READS).detail).toMatch(/is refused: statement 1 would allow it, but the caller's own policies or the organization's do not$/);
  });
});

test('of many refuted questions the first is told, and how many there are beside', () => {
  const stack = stackOf({ Key: OPEN, Bucket: BUCKET, ...Object.fromEntries(['A', 'B', 'C'].map((name) => [name, role(READS)])) });
  expect(proveAbout(stack, 'Key', [{ claim: 'granted' }])[0]).toMatchObject({ verdict: 'refuted', questions: 3, detail: expect.stringMatching(/ … and 2 more: let B call s3:GetObject on Bucket; let C call s3:GetObject on Bucket$/) });
});

describe('a role that differs by case', () => {
  const stage = { Parameters: { Stage: { Type: 'String', AllowedValues: ['dev', 'prod'] } }, Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } } };
  const inOneCase = (yes: string, no: string) => ({ ...DECRYPTS, Action: { 'Fn::If': ['IsProd', yes, no] } });
  const granted = (...statements: object[]) => proveAbout(stackOf({ Key: OPEN, Bucket: BUCKET, Reader: role(READS, ...statements) }, stage), 'Key', [{ claim: 'granted' }]);

  test.each([['kms:Decrypt', 'kms:DescribeKey'], ['kms:DescribeKey', 'kms:Decrypt']])('must be able to decrypt in each: %s or %s', (yes, no) => {
    expect(granted(inOneCase(yes, no))).toMatchObject([{ verdict: 'refuted' }]);
  });

  test('is asked about as it is in each case of the key', () => {
    const only = { Effect: 'Allow', Principal: { AWS: { 'Fn::If': ['IsProd', { 'Fn::GetAtt': ['Reader', 'Arn'] }, { Ref: 'AWS::AccountId' }] } }, Action: 'kms:*', Resource: '*' };
    const stack = stackOf({ Key: key(only), Bucket: BUCKET, Reader: role(READS, inOneCase('kms:DescribeKey', 'kms:Decrypt')) }, stage);
    expect(proveAbout(stack, 'Key', [{ claim: 'granted' }])).toMatchObject([{ verdict: 'proved', questions: 2 }]);
  });

  test('can do something only if it can in every case', () => {
    const reader = { 'Fn::GetAtt': ['Reader', 'Arn'] };
    const stack = stackOf({ Key: OPEN, Reader: role(inOneCase('kms:Decrypt', 'kms:DescribeKey')) }, stage);
    const specs = ['kms:Decrypt', 'kms:De*', 'kms:Encrypt'].flatMap((action) => ['can', 'cannot'].map((claim) => ({ claim, principal: reader, actions: [action] })));
    expect(proveAbout(stack, 'Key', specs).map(({ verdict }) => verdict)).toEqual(['refuted', 'refuted', 'proved', 'refuted', 'refuted', 'proved']);
  });
});

test('a role of another account needs its own policies too, also where the resource\'s policy names it', () => {
  const arn = 'arn:aws:iam::444455556666:role/Reader';
  const can = (account: string, ...own: object[]) => {
    const { Type, Properties } = role(...own);
    const reader = { ...stackOf({ Reader: { Type, Properties: { ...Properties, RoleName: 'Reader' } } }), stack: 'Partner', account: '444455556666' };
    const open = { ...stackOf({ Key: key(allow({ AWS: arn }, 'kms:*')) }), account };
    return proveAbout(open, 'Key', [{ claim: 'can', principal: arn, actions: ['kms:Decrypt'] }], [reader])[0].verdict;
  };
  expect([can(ACCOUNT), can(ACCOUNT, DECRYPTS), can('444455556666')]).toEqual(['refuted', 'proved', 'proved']);
});

describe('what a service asks of a key', () => {
  const keyArn = { 'Fn::GetAtt': ['Key', 'Arn'] };
  const secret = (id: string) => ({ [id]: { Type: 'AWS::SecretsManager::Secret', Properties: { KmsKeyId: keyArn } } });
  const reader = (own: string) => role(
    { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: { Ref: 'Token' } },
    { ...DECRYPTS, Condition: { StringEquals: { 'kms:EncryptionContext:SecretARN': { Ref: own } } } },
  );
  const granted = (own: string) => proveAbout(stackOf({ Key: OPEN, ...secret('Token'), ...secret('Other'), Reader: reader(own) }), 'Key', [{ claim: 'granted' }])[0];

  test('is for the one secret that is read: a right that is bound to it is enough', () => {
    expect(granted('Token')).toMatchObject({ verdict: 'proved', questions: 1 });
  });

  test('is for no other secret: a right that is bound to another is refused', () => {
    expect(granted('Other')).toMatchObject({ verdict: 'refuted' });
  });

  test('is nothing where a rule calls a function whose variables it encrypts', () => {
    const fn = { Type: 'AWS::Lambda::Function', Properties: { KmsKeyArn: keyArn, Role: { 'Fn::GetAtt': ['Runner', 'Arn'] } } };
    const rule = { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'rate(1 hour)', Targets: [{ Id: 'T', Arn: { 'Fn::GetAtt': ['Fn', 'Arn'] } }] } };
    const closed = key(allow('arn:aws:iam::111122223333:root', 'kms:Describe*'));
    const [record] = proveAbout(stackOf({ Key: closed, Fn: fn, Runner: role(), Rule: rule }), 'Key', [{ claim: 'granted' }]);
    expect(record).toMatchObject({ verdict: 'proved', questions: 0 });
  });
});
