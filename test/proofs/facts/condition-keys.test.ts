import { readFileSync } from 'fs';
import { join } from 'path';
import * as keys from '../../../src/proofs/facts/condition-keys';
import { KMS_ACTIONS } from '../../../src/proofs/facts/kms-actions';
import { AWS_RESOURCE_KEYS, CONTEXT_KEYS, DELETION_KEYS, GRANT_KEYS, GRANTEE_KEYS, PARAMETER_KEYS } from '../../../src/proofs/facts/kms-keys';

/** The Service Authorization Reference, as stored with a package of the tests. */
const REFERENCE = join(__dirname, '..', '..', '..', 'node_modules', '@cloud-copilot', 'iam-data', 'data');

const { conditionKeyFacts, CONDITION_KEYS } = keys;

interface ReferenceKey {
  readonly key: string;
  readonly type: string;
}

/** A service's condition keys by the Service Authorization Reference, as stored with a package of the tests. */
function referenceKeys(service: string): ReferenceKey[] {
  const path = join(REFERENCE, `conditionKeys/${service}.json`);
  return Object.values(JSON.parse(readFileSync(path, 'utf8')) as Record<string, ReferenceKey>);
}

const TYPES: Record<string, string> = {
  String: 'string', ARN: 'arn', Bool: 'bool', Numeric: 'numeric', Date: 'date', IPAddress: 'ip', ArrayOfString: 'string', ArrayOfARN: 'arn',
};

const SERVICES = ['kms', 's3', 's3express', 's3tables', 'sqs', 'sns', 'secretsmanager', 'sts', 'dynamodb', 'backup', 'ecr', 'codeartifact'];

test.each(SERVICES)('every key of %s in the reference is known, with its type', (service) => {
  const own = referenceKeys(service).filter((each) => each.key.startsWith(`${service}:`));
  for (const { key, type } of own) {
    const name = key.replace(/\$\{.*\}|<key>|tag-key$/, 'anything');
    const found = conditionKeyFacts(name);
    expect([key, found?.type, found?.multiValued]).toEqual([key, TYPES[type], type.startsWith('ArrayOf')]);
  }
});

test('every global key is known', () => {
  const list = readFileSync(join(REFERENCE, '..', 'dist', 'cjs', 'globalConditionKeys.js'), 'utf8');
  const global = [...list.matchAll(/key: '([^']+)'/g)].map((match) => match[1]);
  expect(global.length).toBeGreaterThan(50);
  for (const key of global) expect([key, conditionKeyFacts(key.replace('tag-key', 'team')) !== undefined]).toEqual([key, true]);
});

test('keys are looked up whatever their case, tags and contexts by their prefix', () => {
  expect(conditionKeyFacts('AWS:PrincipalArn')).toMatchObject({ name: 'aws:principalarn', type: 'arn', multiValued: false });
  expect(conditionKeyFacts('aws:PrincipalTag/Team')?.name).toBe('aws:principaltag/*');
  expect(conditionKeyFacts('kms:EncryptionContext:aws:s3:arn')).toMatchObject({ name: 'kms:encryptioncontext:*', multiValued: false });
  expect(conditionKeyFacts('kms:EncryptionContextKeys')).toMatchObject({ name: 'kms:encryptioncontextkeys', multiValued: true });
  expect(conditionKeyFacts('kms:RecipientAttestation:PCR0')?.type).toBe('string');
});

test('a prefix alone and an unknown key are not found', () => {
  expect(conditionKeyFacts('aws:PrincipalTag/')).toBeUndefined();
  expect(conditionKeyFacts('kms:Unheard')).toBeUndefined();
});

test('the multi-valued keys of AWS KMS are those AWS documents as such', () => {
  expect(CONDITION_KEYS.filter((each) => each.multiValued && each.name.startsWith('kms:')).map((each) => each.name).sort())
    .toEqual(['kms:encryptioncontextkeys', 'kms:grantoperations', 'kms:resourcealiases']);
});

test('names are in lower case, listed once, with a page as source', () => {
  const names = CONDITION_KEYS.map((each) => each.name);
  expect(new Set(names).size).toBe(names.length);
  for (const each of CONDITION_KEYS) {
    expect(each.name).toBe(each.name.toLowerCase());
    expect(each.source).toMatch(/^https:\/\//);
  }
});

const OF_ACTIONS = [...GRANT_KEYS, ...AWS_RESOURCE_KEYS, ...DELETION_KEYS, ...PARAMETER_KEYS];

test('lists for axioms name known keys once, and do not contradict each other', () => {
  const names = new Set(CONDITION_KEYS.map((each) => each.name));
  const lists = [
    keys.inEveryRequest, keys.principalKeys, keys.openInServiceCalls, keys.sourceKeys, keys.organizationKeys, keys.sessionKeys,
    keys.calledViaKeys, keys.notForwardedKeys, keys.inferredNotForwardedKeys, keys.callerChosenKeys, CONTEXT_KEYS, GRANTEE_KEYS,
    OF_ACTIONS.flatMap((each) => each.keys),
  ];
  for (const list of lists) {
    expect(list.filter((name) => !names.has(name.toLowerCase()))).toEqual([]);
    expect(new Set(list).size).toBe(list.length);
  }
  const bound = [
    ...keys.sourceKeys, ...keys.organizationKeys, ...keys.sessionKeys, ...keys.calledViaKeys, ...keys.notForwardedKeys,
    ...keys.inferredNotForwardedKeys, ...CONTEXT_KEYS, ...OF_ACTIONS.flatMap((each) => each.keys),
  ];
  expect(new Set(bound).size).toBe(bound.length);
  expect(bound.filter((name) => keys.inEveryRequest.includes(name))).toEqual([]);
  expect(keys.alwaysPresent).toEqual(keys.inEveryRequest.map((name) => name.toLowerCase()));
});

test('names are listed as a sentence does', () => {
  expect([['a'], ['a', 'b'], ['a', 'b', 'c']].map(keys.listed)).toEqual(['a', 'a and b', 'a, b and c']);
});

interface ReferenceAction {
  readonly name: string;
  readonly conditionKeys: readonly string[];
}

test('the actions that alone have a key are those of the reference', () => {
  const actions = Object.values(JSON.parse(readFileSync(join(REFERENCE, 'actions/kms.json'), 'utf8')) as Record<string, ReferenceAction>);
  const having = (key: string) => actions.filter(({ conditionKeys }) => conditionKeys.includes(key)).map(({ name }) => `kms:${name}`).sort();
  for (const { keys: names, actions: listed } of OF_ACTIONS) {
    for (const name of names) { expect([name, having(name)]).toEqual([name, [...listed].sort()]); }
    expect(listed.filter((name) => !KMS_ACTIONS.some((known) => known.name === name))).toEqual([]);
  }
});
