import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { App, CfnResource, Stack, Validations, aws_dynamodb as dynamodb, aws_iam as iam, aws_s3 as s3, aws_sqs as sqs } from 'aws-cdk-lib';
import type { aws_kms as kms } from 'aws-cdk-lib';
import { checks, core, data, keys, proofs } from '../../src';
import type { ProofRecord, ProofRun } from '../../src/proofs/record/proof-run';
import { temporaryFolder } from '../checks/synth';

const ENV = { account: '111111111111', region: 'ap-northeast-2' };

interface Outcome {
  readonly run: ProofRun;
  readonly error?: string;
}

/** Synthesizes an app with GoldProofs, and gives what was proved. */
function prove(build: (stack: Stack) => proofs.Claim[] | void, props: Omit<proofs.GoldProofsProps, 'claims'> = {}, env: object = ENV): Outcome {
  const app = new App({ outdir: temporaryFolder(), context: { '@aws-cdk/core:validateCloudFormation': false } });
  const stack = new Stack(app, 'Stack', { env });
  const claims = build(stack) ?? [];
  Validations.of(app).addPlugins(new proofs.GoldProofs({ ...props, claims }));
  let error: string | undefined;
  try { app.synth(); } catch (caught) { error = String(caught); }
  if (error !== undefined && !existsSync(path.join(app.outdir, 'gold-proofs.json'))) { throw new Error(error); }
  return { run: JSON.parse(readFileSync(path.join(app.outdir, 'gold-proofs.json'), 'utf8')) as ProofRun, error };
}

const of = ({ run }: Outcome, claim: string): ProofRecord[] => run.records.filter((record) => record.claim === claim);
const verdicts = (outcome: Outcome, claim: string): string[] => of(outcome, claim).map(({ verdict }) => verdict);

/** What a failed synth says of each claim: how grave it is, what became of it, and its title. */
const failuresOf = ({ error = '' }: Outcome): string[] =>
  [...error.matchAll(/^([A-Z]+ (?:refuted|could not be decided): [^:]*):/gm)].map(([, failure]) => failure);

const DECRYPTS = 'only the domain \'orders\', what it was shared with, and the services it uses decrypt with the key';
const OUTSIDE = 'nobody outside the account has access, except as declared';
const ADMINISTRATORS = 'administrators of the key cannot use it, nor grant its use';
const SERVICES = 'the key is used only through the services named';
const DEPUTY = 'no AWS service acts on it for somebody else\'s resource';

function orders(stack: Stack): core.Domain {
  const domain = new core.Domain(stack, 'Orders');
  new data.DomainTable(domain, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
  return domain;
}

const dataKey = (domain: core.Domain): kms.CfnKey => domain.key(keys.KeyPurpose.DATA).node.defaultChild as kms.CfnKey;

/** Adds a statement behind the constructs' back, as an escape hatch does. */
function addStatement(key: kms.CfnKey, statement: object): void {
  const { Statement: statements } = key.stack.resolve(key.keyPolicy) as { Statement: object[] };
  key.addPropertyOverride(`KeyPolicy.Statement.${statements.length}`, statement);
}

const ANYBODY_DECRYPTS = { Sid: 'Oops', Effect: 'Allow', Principal: { AWS: '*' }, Action: 'kms:Decrypt', Resource: '*' };

describe('a domain as it is made', () => {
  let outcome: Outcome;
  beforeAll(() => { outcome = prove((stack) => { orders(stack); }); });

  test('has all its default claims proved', () => {
    expect(outcome.run.records.filter(({ verdict }) => verdict !== 'proved')).toEqual([]);
    expect(new Set(outcome.run.records.map(({ claim }) => claim))).toEqual(new Set([
      'onlyDomainDecrypts', 'noAccessOutside', 'notLockedOut', 'administratorsCannotUse', 'usersCannotAdminister', 'onlyThroughServices',
      'noConfusedDeputy', 'provisionable', 'granted', 'onlyAdministratorsAdminister', 'sharedAsDeclared', 'deletionIsGuarded',
    ]));
  });

  test('names the construct that owns the policy', () => {
    expect(of(outcome, 'onlyDomainDecrypts')[0]).toMatchObject({ construct: 'Stack/Orders/DataKey/Resource', resourceType: 'AWS::KMS::Key', stack: 'Stack' });
  });

  test('prints the assumptions that its proofs used, with their sources', () => {
    const used = new Set(outcome.run.records.flatMap(({ assumptions }) => assumptions));
    expect(new Set(outcome.run.assumptions.map(({ id }) => id))).toEqual(used);
    expect(outcome.run.assumptions.every(({ source }) => source.startsWith('https://'))).toBe(true);
  });

  test('shows who deploys apart: it makes the table through DynamoDB, and decrypts nothing directly', () => {
    const [deployer] = outcome.run.deployers;
    expect(deployer.deployer).toMatch(/cfn-exec-role/);
    expect(deployer.direct).toContain('kms:PutKeyPolicy');
    expect(deployer.direct).not.toContain('kms:Decrypt');
    expect(deployer.throughServices).toContainEqual(expect.objectContaining({ service: 'dynamodb.ap-northeast-2.amazonaws.com', actions: expect.arrayContaining(['kms:CreateGrant']) }));
  });
});

describe('a key opened by a property override', () => {
  let outcome: Outcome;
  beforeAll(() => { outcome = prove((stack) => addStatement(dataKey(orders(stack)), ANYBODY_DECRYPTS)); });

  test('refutes the mandatory claims, and the synth fails', () => {
    expect(verdicts(outcome, 'onlyDomainDecrypts')).toEqual(['refuted']);
    expect(of(outcome, 'onlyDomainDecrypts')[0].mandatory).toBe(true);
    expect(failuresOf(outcome)).toEqual([
      ...[DECRYPTS, OUTSIDE].map((title) => `FATAL refuted: ${title}`),
      ...[ADMINISTRATORS, SERVICES, DEPUTY].map((title) => `ERROR refuted: ${title}`),
    ]);
  });

  test('says who gets in, how, and by which statement', () => {
    const [{ detail, statements, request, fix }] = of(outcome, 'onlyDomainDecrypts');
    expect(detail).toMatch(/arn:aws:iam::\S+, calling kms:Decrypt directly, is allowed by statement Oops, because it speaks to everybody/);
    expect([statements, request?.action]).toEqual([['Oops'], 'kms:Decrypt']);
    expect(fix).toBeDefined();
  });
});

test('a refuted mandatory claim can\'t be acknowledged', () => {
  const outcome = prove((stack) => {
    const domain = orders(stack);
    addStatement(dataKey(domain), ANYBODY_DECRYPTS);
    for (const rule of new proofs.GoldProofs().ruleIds!) {
      checks.Acknowledgement.record(domain.key(keys.KeyPurpose.DATA), { rule: `GoldProofs::${rule}`, owner: 'somebody', reason: 'nobody should be able to accept this' });
    }
  });
  expect(failuresOf(outcome)).toEqual([`FATAL refuted: ${DECRYPTS}`, `FATAL refuted: ${OUTSIDE}`]); // what is not mandatory was accepted
});

test('a refuted claim that is not mandatory can be acknowledged', () => {
  const build = (accept: boolean) => prove((stack) => {
    const bucket = new s3.Bucket(stack, 'Bucket');
    bucket.grantRead(new iam.AccountPrincipal('222222222222'));
    if (accept) { checks.Acknowledgement.record(bucket, { rule: 'GoldProofs::noAccessOutside', owner: 'data-team', reason: 'the partner reads its reports here' }); }
  });
  const refused = build(false);
  expect(failuresOf(refused)).toEqual([`ERROR refuted: ${OUTSIDE}`]);
  expect(refused.error).toContain('Acknowledge with \'GoldProofs::noAccessOutside\'');
  expect(build(true).error).toBeUndefined();
});

describe('what can\'t be decided', () => {
  const build = (acceptUndecided?: Record<string, string>) => prove((stack) => addStatement(dataKey(orders(stack)), {
    ...ANYBODY_DECRYPTS, Condition: { StringSortOf: { 'aws:PrincipalTag/team': 'orders' } },
  }), acceptUndecided ? { acceptUndecided } : {});

  test('is undecided with the reason, and fails the synth', () => {
    const outcome = build();
    expect(verdicts(outcome, 'onlyDomainDecrypts')).toEqual(['undecided']);
    expect(of(outcome, 'onlyDomainDecrypts')[0].detail).toContain('\'StringSortOf\' is not known');
    expect(failuresOf(outcome)).toEqual([DECRYPTS, OUTSIDE, ADMINISTRATORS, SERVICES, DEPUTY].map((title) => `ERROR could not be decided: ${title}`));
  });

  test('passes where it is accepted, and the reason is kept', () => {
    const reason = 'the operator is new, and was read by hand';
    const claims = ['onlyDomainDecrypts', 'noAccessOutside', 'onlyThroughServices', 'noConfusedDeputy', 'administratorsCannotUse', 'usersCannotAdminister', 'onlyAdministratorsAdminister', 'sharedAsDeclared', 'deletionIsGuarded'];
    const outcome = build(Object.fromEntries(claims.map((claim) => [claim, reason])));
    expect(outcome.run.records.filter(({ verdict, accepted }) => verdict === 'undecided' && accepted === undefined)).toEqual([]);
    expect(outcome.error).toBeUndefined();
    expect(of(outcome, 'onlyDomainDecrypts')[0].accepted).toBe(reason);
  });
});

describe('claims of one\'s own', () => {
  const support = 'arn:aws:iam::111111111111:role/Support';

  test('cannot and can are decided for a key', () => {
    const outcome = prove((stack) => {
      const key = orders(stack).key(keys.KeyPurpose.DATA);
      return [proofs.Claim.cannot(support, ['kms:Decrypt', 'kms:ScheduleKeyDeletion'], key), proofs.Claim.can(support, ['kms:DescribeKey'], key), proofs.Claim.can(support, ['kms:Decrypt'], key)];
    });
    expect([verdicts(outcome, 'cannot'), verdicts(outcome, 'can')]).toEqual([['proved'], ['proved', 'refuted']]);
  });

  test('who may make itself a grant can do what the grant gives, unless that is denied', () => {
    const build = (...more: object[]) => prove((stack) => {
      const statements = [{ Effect: 'Allow', Principal: { AWS: support }, Action: 'kms:CreateGrant', Resource: '*' }, ...more];
      const key = new CfnResource(stack, 'Key', { type: 'AWS::KMS::Key', properties: { KeyPolicy: { Version: '2012-10-17', Statement: statements } } });
      return [proofs.Claim.cannot(support, ['kms:Decrypt'], key)];
    });
    expect(verdicts(build(), 'cannot')).toEqual(['refuted']);
    expect(verdicts(build({ Effect: 'Deny', Principal: '*', Action: 'kms:Decrypt', Resource: '*' }), 'cannot')).toEqual(['proved']);
  });

  test('a role of the app counts with its own policies', () => {
    const outcome = prove((stack) => {
      const bucket = new s3.Bucket(stack, 'Bucket', { enforceSSL: true });
      const reader = new iam.Role(stack, 'Reader', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
      bucket.grantRead(reader);
      return [proofs.Claim.can(reader.roleArn, ['s3:GetObject'], bucket), proofs.Claim.cannot(reader.roleArn, ['s3:PutObject'], bucket), proofs.Claim.cannot(reader.roleArn, ['s3:GetObject'], bucket)];
    });
    expect([verdicts(outcome, 'can'), verdicts(outcome, 'cannot')]).toEqual([['proved'], ['proved', 'refuted']]);
  });

  test('onlyFromEndpoint is proved where the policy denies all other ways, and refuted where the deny is for services only', () => {
    const build = (isForPeople: boolean) => prove((stack) => {
      const queue = new sqs.Queue(stack, 'Queue');
      queue.addToResourcePolicy(new iam.PolicyStatement({
        effect: iam.Effect.DENY,
        principals: [new iam.AnyPrincipal()],
        actions: ['sqs:*'],
        resources: [queue.queueArn],
        conditions: { StringNotEquals: { 'aws:SourceVpce': 'vpce-12345678' }, Bool: { 'aws:PrincipalIsAWSService': String(!isForPeople) } },
      }));
      return [proofs.Claim.onlyFromEndpoint(queue, 'vpce-12345678')];
    });
    expect([verdicts(build(true), 'onlyFromEndpoint'), verdicts(build(false), 'onlyFromEndpoint')]).toEqual([['proved'], ['refuted']]);
  });

  test('noNewAccess compares with an earlier template', () => {
    const file = path.join(temporaryFolder(), 'old.json');
    const build = (statements: object[]) => prove((stack) => {
      const key = new CfnResource(stack, 'Key', { type: 'AWS::KMS::Key', properties: { KeyPolicy: { Version: '2012-10-17', Statement: statements } } });
      return [proofs.Claim.noNewAccess(key, file)];
    });
    const root = { Effect: 'Allow', Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } }, Action: 'kms:PutKeyPolicy', Resource: '*' };
    writeFileSync(file, JSON.stringify({ Resources: { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Version: '2012-10-17', Statement: [root] } } } } }));
    expect(verdicts(build([root]), 'noNewAccess')).toEqual(['proved']);
    expect(verdicts(build([root, { ...root, Sid: 'New', Action: 'kms:Decrypt' }]), 'noNewAccess')).toEqual(['refuted']);
  });

  test('service control policies are relied on where they are handed in', () => {
    const deny = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: '*', Resource: '*' },
        { Effect: 'Deny', Action: 'kms:DescribeKey', Resource: '*', Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Support*' } } },
      ],
    });
    const build = (policies: string[]) => prove((stack) => [proofs.Claim.cannot(support, ['kms:DescribeKey'], orders(stack).key(keys.KeyPurpose.DATA))], { serviceControlPolicies: policies });
    expect([verdicts(build([deny]), 'cannot'), verdicts(build([]), 'cannot')]).toEqual([['proved'], ['refuted']]);
  });

  test('a claim about a construct without a policy is refused', () => {
    expect(() => prove((stack) => [proofs.Claim.noAccessOutside(new s3.Bucket(stack, 'Bare'))])).toThrow(/no policy in the templates/);
  });
});

describe('bad input', () => {
  test.each<[string, () => unknown, RegExp]>([
    ['a claim about nobody', () => proofs.Claim.usersCannotAdminister(new Stack(), []), /userArns/],
    ['no actions', () => proofs.Claim.cannot('arn', [], new Stack()), /actions/],
    ['a reason that says nothing', () => proofs.Claim.notLockedOut(new Stack(), { acceptUndecided: 'ok' }), /acceptUndecided/],
    ['a claim that does not exist', () => new proofs.GoldProofs({ acceptUndecided: { nothing: 'a long enough reason' } }), /claim in acceptUndecided.*allowed: onlyDomainDecrypts/s],
    ['a baseline that is not there', () => proofs.Claim.noNewAccess(new Stack(), '/no/such/file.json'), /baselineFile/],
  ])('%s is refused at once', (_name, make, message) => {
    expect(make).toThrow(message);
  });
});


describe('a claim that speaks of what exists nowhere is refused', () => {
  const { Claim } = proofs;
  const resource = new s3.Bucket(new Stack(), 'Bucket');
  const principal = 'arn:aws:iam::111122223333:role/Support';

  test.each<[string, () => unknown, RegExp]>([
    ['a principal without an ARN', () => Claim.cannot('Support', ['s3:GetObject'], resource), /principal of cannot is not valid: got 'Support'; allowed: ARNs/],
    ['a principal of an unknown kind', () => Claim.cannot('arn:aws:iam::111122223333:roles/Support', ['s3:GetObject'], resource), /roles\/Support/],
    ['an action without a service', () => Claim.can(principal, ['GetObject'], resource), /actions of can is not valid: got 'GetObject'/],
    ['an account of too few digits', () => Claim.noAccessOutside(resource, { accounts: ['12'] }), /accounts of noAccessOutside is not valid: got '12'/],
    ['no organization', () => Claim.noAccessOutside(resource, { organizationId: 'foo' }), /organization of noAccessOutside is not valid: got 'foo'/],
    ['no endpoint', () => Claim.onlyFromEndpoint(resource, 'foo'), /endpoint of onlyFromEndpoint is not valid: got 'foo'/],
    ['no construct', () => Claim.notLockedOut(undefined as unknown as s3.Bucket), /resource of notLockedOut is not valid: got 'undefined'; allowed: a construct/],
  ])('%s', (_name, make, message) => expect(make).toThrow(message));

  test('an action that AWS does not have', () => {
    const claim = (stack: Stack) => [Claim.cannot(principal, ['kms:Decript'], orders(stack).key(keys.KeyPurpose.DATA))];
    expect(() => prove(claim)).toThrow(/got 'kms:Decript'; allowed: actions that a policy of AWS::KMS::Key decides/);
  });

  test('a token passes', () => {
    const role = new iam.Role(resource.stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    expect(() => Claim.cannot(role.roleArn, ['s3:GetObject'], resource)).not.toThrow();
  });
});

test('a claim of one\'s own stands instead of the general one, not beside it', () => {
  const outcome = prove((stack) => {
    const role = new iam.Role(stack, 'Partner', { assumedBy: new iam.AccountPrincipal('222222222222') });
    return [proofs.Claim.noAccessOutside(role, { accounts: ['222222222222'] })];
  });
  expect(verdicts(outcome, 'noAccessOutside')).toEqual(['proved']);
});
