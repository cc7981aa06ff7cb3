import { readFileSync } from 'fs';
import { join } from 'path';
import {
  ADMINISTRATIVE, CRYPTOGRAPHIC, DECRYPTING, GRANT_OPERATIONS, KMS_ACTION_SOURCES, KMS_ACTIONS, RETIRING, RETIRING_SOURCE,
} from '../../../src/proofs/facts/kms-actions';

/** The Service Authorization Reference, as stored with a package of the tests. */
const REFERENCE = join(__dirname, '..', '..', '..', 'node_modules', '@cloud-copilot', 'iam-data', 'data');

/** The Service Authorization Reference's slice for AWS KMS, as stored with a package of the tests. */
function referenceActions() {
  const path = join(REFERENCE, 'actions/kms.json');
  return Object.values(JSON.parse(readFileSync(path, 'utf8')) as Record<string, { name: string; resourceTypes: Array<{ name: string }>; conditionKeys: string[] }>);
}

const kmsAction = (name: string) => KMS_ACTIONS.find((each) => each.name === name);

/** Newer than that slice. */
const NEWER = ['kms:Decapsulate', 'kms:Encapsulate'];

test('every action of the Service Authorization Reference is known, and no other but the newest', () => {
  const known = KMS_ACTIONS.map((each) => each.name).filter((name) => !NEWER.includes(name));
  expect(known.sort()).toEqual(referenceActions().map((each) => `kms:${each.name}`).sort());
});

test('an action is keyed exactly if the reference has the key as its resource', () => {
  for (const each of referenceActions()) {
    expect([each.name, kmsAction(`kms:${each.name}`)?.keyed]).toEqual([each.name, each.resourceTypes.some((type) => type.name === 'key')]);
  }
});

test('an action has a context exactly if the reference has the key for it', () => {
  for (const each of referenceActions()) {
    expect([each.name, kmsAction(`kms:${each.name}`)?.context]).toEqual([each.name, each.conditionKeys.includes('kms:EncryptionContextKeys')]);
  }
});

test('everything that decrypts is cryptographic, works across accounts and can be granted', () => {
  for (const name of DECRYPTING) {
    expect(CRYPTOGRAPHIC).toContain(name);
    expect(kmsAction(name)).toMatchObject({ crossAccount: true, grantable: true, keyed: true });
  }
});

test('actions for callers of other accounts are those that AWS lists beside cryptography', () => {
  const others = KMS_ACTIONS.filter((each) => each.crossAccount && each.kind !== 'cryptographic').map((each) => each.name);
  expect(others).toEqual([
    'kms:CreateGrant', 'kms:DescribeKey', 'kms:GetKeyRotationStatus', 'kms:GetPublicKey', 'kms:ListGrants', 'kms:RetireGrant', 'kms:RevokeGrant',
  ]);
});

test('a grant can hold 19 operations, none of which changes the key', () => {
  expect(GRANT_OPERATIONS).toHaveLength(19);
  expect(GRANT_OPERATIONS.filter((name) => ADMINISTRATIVE.includes(`kms:${name}`))).toEqual([]);
});

test('administration neither uses a key nor makes or retires grants', () => {
  expect(ADMINISTRATIVE).toEqual(expect.arrayContaining(['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:RevokeGrant', 'kms:TagResource', 'kms:UpdateAlias']));
  expect(ADMINISTRATIVE.filter((name) => CRYPTOGRAPHIC.includes(name))).toEqual([]);
  expect(ADMINISTRATIVE).not.toContain('kms:CreateGrant');
  expect(ADMINISTRATIVE).not.toContain(RETIRING);
});

test('every source is a page', () => {
  for (const source of [...KMS_ACTION_SOURCES, RETIRING_SOURCE]) expect(source).toMatch(/^https:\/\//);
});
