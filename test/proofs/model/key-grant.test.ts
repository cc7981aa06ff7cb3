import * as fc from 'fast-check';
import { and, type Formula, literalIgnoringCase, not, RequestSpace, textTest } from '../../../src/proofs/engine';
import { KeyAccess } from '../../../src/proofs/model/key-access';
import type { KeyGrant } from '../../../src/proofs/model/key-grant';
import { worldOf } from '../../../src/proofs/model/world';

const [ACCOUNT, OTHER] = ['111122223333', '444455556666'];
const POLICY = { Version: '2012-10-17', Statement: [] };

function accessOf(...grants: KeyGrant[]): KeyAccess {
  const space = new RequestSpace(worldOf('aws'), [POLICY]);
  return new KeyAccess(space, { arn: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`, account: ACCOUNT, policy: POLICY, inoperable: [], grants });
}

/** A request that a grant allows, or one that it does not, of which something else is so. */
function requestOf(access: KeyAccess, isAllowed: boolean, ...more: readonly Formula[]) {
  const { allowedBeside } = access;
  const formula = and(access.isForKey, access.space.actionIs('kms:*'), isAllowed ? allowedBeside : not(allowedBeside), ...more);
  access.space.close();
  return access.space.find(formula);
}

const names = fc.constantFrom('table', 'Purpose', 'purpose', 'owner');
const contexts = fc.dictionary(names, fc.constantFrom('Orders', 'orders'), { minKeys: 1, maxKeys: 2 });
const grants: fc.Arbitrary<KeyGrant> = fc.record({
  granteePrincipal: fc.constantFrom(
    `arn:aws:iam::${ACCOUNT}:role/gold/App`, `arn:aws:iam::${OTHER}:user/me`, `arn:aws:iam::${OTHER}:root`,
    `arn:aws:sts::${ACCOUNT}:assumed-role/App/one`, `arn:aws:sts::${OTHER}:federated-user/bob`,
  ),
  granteeServicePrincipal: fc.constant('dynamodb.amazonaws.com'),
  operations: fc.subarray(['Decrypt', 'Encrypt', 'DescribeKey', 'CreateGrant', 'RetireGrant'], { minLength: 1 }),
  contextSubset: contexts,
  contextEquals: contexts,
}, { requiredKeys: ['operations'] });

test('the formula of a grant and the concrete answer agree on every request that the solver comes up with', () => {
  fc.assert(fc.property(fc.array(grants, { minLength: 1, maxLength: 2 }), fc.boolean(), names, fc.boolean(), (all, isAllowed, name, isNamed) => {
    const access = accessOf(...all);
    const keys = access.space.context.key('kms:EncryptionContextKeys').passesAny([textTest(literalIgnoringCase(name))]);
    const isUse = access.space.actionIs(...all.flatMap(({ operations }) => operations.map((operation) => `kms:${operation}`)));
    const { request } = requestOf(access, isAllowed, isUse, isNamed ? keys : not(keys));
    fc.pre(request !== undefined);
    expect(access.allowsBeside(request!)).toBe(isAllowed);
  }), { numRuns: 300, seed: 20261122 });
});

test('a grant to nobody allows nothing', () => {
  expect(requestOf(accessOf({ operations: ['Decrypt'] }), true).verdict).toBe('impossible');
});

test('equal contexts have no other names, and subsets may', () => {
  const decrypting = { granteePrincipal: `arn:aws:iam::${OTHER}:user/me`, operations: ['Decrypt'] };
  const found = (grant: KeyGrant) => {
    const access = accessOf(grant);
    const hasOther = access.space.context.key('kms:EncryptionContextKeys').failsAll(['table', 'owner'].map((name) => textTest(literalIgnoringCase(name))));
    return requestOf(access, true, hasOther).verdict;
  };
  expect(found({ ...decrypting, contextSubset: { table: 'Orders' } })).toBe('possible');
  expect(found({ ...decrypting, contextEquals: { table: 'Orders' } })).toBe('impossible');
  expect(found({ ...decrypting, contextEquals: { Table: 'Orders', OWNER: 'me' } })).toBe('impossible');
  expect(found({ ...decrypting, contextSubset: { owner: 'me' }, contextEquals: { table: 'Orders' } })).toBe('impossible');
});
