import { and, IAM_TYPES, not, type PrincipalType, RequestSpace, TRUE, type World } from '../../../src/proofs/engine';
import { AXIOMS } from '../../../src/proofs/facts/axioms';
import { CONDITION_KEYS, conditionKeyFacts } from '../../../src/proofs/facts/condition-keys';
import { KMS_ACTIONS } from '../../../src/proofs/facts/kms-actions';
import { ENVIRONMENT } from '../../../src/proofs/model/environment';
import { worldOf } from '../../../src/proofs/model/world';

const WORLD = worldOf('aws');

/** Keys that an axiom about two keys needs beside the one that is looked at. */
const COMPANIONS = [
  'kms:viaservice', 'aws:sourcevpce', 'aws:sourcevpcarn', 'aws:sourceip', 'aws:principalorgpaths', 'kms:encryptioncontextkeys', 'kms:encryptioncontext:app',
];

/** A request's key for a name with a wildcard. */
const sample = (name: string): string => name.replace(/\*$/, 'app');
const nameOf = (key: string): string => conditionKeyFacts(key)!.name;

/** What an axiom needs to compare, where to know that a key is there is not enough. */
const VALUES: Readonly<Record<string, object>> = { 'aws:sourceowner': { StringEquals: { 'aws:SourceOwner': '111122223333' } } };

/** A space in which a policy asks for some keys, and whether they are all there. */
function asking(keys: readonly string[], world: World = WORLD) {
  const conditions = keys.map((key) => ({ Null: { [key]: 'false' }, ...VALUES[key] }));
  const policies = conditions.map((Condition) => ({ Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', Condition } }));
  const space = new RequestSpace(world, policies);
  const allThere = and(...policies.map((policy) => space.policy(policy).allows));
  return { space, allThere };
}

function recorded(keys: readonly string[]): ReadonlySet<string> {
  const { space } = asking(keys);
  space.close();
  return space.assumptions;
}

/** The condition keys that an axiom's text names, as the table of keys has them. */
function namedIn(id: string): string[] {
  const { text } = AXIOMS.find((each) => each.id === id)!;
  const words = [...text.matchAll(/\b[a-z0-9]+:[A-Za-z][\w:/*]*/g)].map(([word]) => conditionKeyFacts(sample(word))?.name);
  return [...new Set(words.flatMap((name) => name ?? []))].sort();
}

const ALWAYS = recorded([]);
const ALL = CONDITION_KEYS.map(({ name }) => sample(name));

/** For each axiom, the keys for whose sake it is recorded: alone, or beside another. */
const RECORDED_FOR = new Map<string, Set<string>>(ENVIRONMENT.map(({ id }) => [id, new Set<string>()]));
for (const key of ALL) {
  const alone = recorded([key]);
  alone.forEach((id) => RECORDED_FOR.get(id)!.add(nameOf(key)));
  for (const other of COMPANIONS.filter((each) => each !== key)) {
    const without = recorded([other]);
    for (const id of recorded([key, other])) {
      if (!alone.has(id) && !without.has(id)) { RECORDED_FOR.get(id)!.add(nameOf(key)).add(nameOf(other)); }
    }
  }
}

test('an axiom without keys is one of actions or principals', () => {
  expect([...ALWAYS]).toEqual(['new-actions-are-matched', 'one-action-stands-for-new-ones', 'kms-never-anonymous', 'identity-providers-call-sts']);
  expect([...ALWAYS].flatMap(namedIn)).toEqual([]);
});

const OF_KEYS = ENVIRONMENT.filter(({ id }) => !ALWAYS.has(id));

/** Axioms that the engine builds in: they leave something open, or follow from how a request is made up. */
const BUILT_IN = [
  'common-keys-in-every-request', 'principal-keys-follow-principal', 'principal-type-follows-principal', 'user-names-only-of-users',
  'service-principals-are-aws-services', 'service-principal-account-is-open', 'service-principal-arn-names-no-account',
  'via-service-only-in-forwarded-calls', 'via-service-is-one-name', 'caller-chosen-keys-are-free',
];

describe.each(OF_KEYS)('the axiom $id', ({ id, formula }) => {
  const own = { ...WORLD, axioms: [{ id, formula }] };
  const companions = (name: string) => COMPANIONS.filter((other) => nameOf(other) !== name);

  test('is recorded for the keys that its text names, and speaks of no others', () => {
    const { space } = asking([...RECORDED_FOR.get(id)!].map(sample), own);
    space.close();
    expect([...space.context.all.keys()].map(nameOf).sort()).toEqual(namedIn(id));
  });

  test.each(namedIn(id))(`${BUILT_IN.includes(id) ? 'leaves to the engine' : 'rules out some request with'} %s`, (name) => {
    const ruled = [[], ...companions(name).map((other) => [other])].map((others) => {
      const { space } = asking([sample(name), ...others], { ...WORLD, axioms: [] });
      const made = formula(space) ?? TRUE;
      return made !== TRUE && space.find(not(made)).verdict === 'possible';
    });
    expect(ruled.includes(true)).toBe(!BUILT_IN.includes(id));
  });
});

const NOT_IAM: readonly PrincipalType[] = ['service', 'federated', 'anonymous'];
const KMS = KMS_ACTIONS.map(({ name }) => name);

/** Who can have a key in a request of any service. */
function whoHas(key: string): PrincipalType[] {
  const types = [...IAM_TYPES, ...NOT_IAM];
  const { space, allThere } = asking([key]);
  const questions = types.map((type) => and(allThere, space.principals.isOneOf(type)));
  space.close();
  return types.filter((_, index) => space.find(questions[index]).verdict !== 'impossible');
}

/** The actions of AWS KMS whose requests can have a key. */
function actionsWith(key: string): string[] {
  const { space, allThere } = asking([key]);
  const known = space.actionIs(...KMS);
  space.close();
  return space.possibleActions(and(allThere, known), KMS);
}

test.each<[string, readonly PrincipalType[]]>([
  ['aws:SourceArn', ['service']],
  ['aws:PrincipalServiceNamesList', ['service']],
  ['aws:PrincipalOrgID', IAM_TYPES],
  ['aws:PrincipalTag/team', IAM_TYPES],
  ['aws:CalledVia', IAM_TYPES],
  ['aws:SourceIdentity', [...IAM_TYPES, 'federated']],
  ['aws:FederatedProvider', [...IAM_TYPES, 'federated']],
  ['aws:username', ['user']],
  ['aws:PrincipalArn', [...IAM_TYPES, 'service']],
  ['kms:ViaService', [...IAM_TYPES, 'service']],
  ['aws:SourceVpce', [...IAM_TYPES, ...NOT_IAM]],
])('%s is there in requests of %j', (key, types) => { expect(whoHas(key)).toEqual(types); });

test.each<[string, readonly string[]]>([
  ['kms:GranteePrincipal', ['kms:CreateGrant']],
  ['kms:GrantConstraintSourceArn', ['kms:CreateGrant']],
  ['kms:GrantConstraintType', ['kms:CreateGrant', 'kms:RetireGrant']],
  ['kms:GrantIsForAWSResource', ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant']],
  ['kms:ScheduleKeyDeletionPendingWindowInDays', ['kms:ScheduleKeyDeletion']],
  ['kms:MessageType', ['kms:Sign', 'kms:Verify']],
  ['aws:SourceIp', KMS],
])('%s is there in %j', (key, actions) => { expect(actionsWith(key)).toEqual(actions); });
