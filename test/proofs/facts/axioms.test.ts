import { AXIOMS, axiom } from '../../../src/proofs/facts/axioms';

test('every axiom is a sentence with a kebab-case id and a page', () => {
  for (const each of AXIOMS) {
    expect(each.id).toMatch(/^[a-z]+(-[a-z]+)+$/);
    expect(each.text).toMatch(/^(assumed: \S|[A-Z]|aws:|kms:).*\.$/);
    expect(each.source).toMatch(/^https:\/\//);
  }
});

test('no id is used twice', () => {
  expect(new Set(AXIOMS.map((each) => each.id)).size).toBe(AXIOMS.length);
});

test.each([
  'principal-keys-follow-principal', 'source-keys-only-from-services', 'via-service-only-for-iam-principals', 'via-service-not-from-endpoint',
  'context-only-in-cryptographic-calls', 'context-keys-match-context', 'grant-keys-only-in-create-grant', 'grant-for-aws-resource-has-service-grantee',
  'kms-never-anonymous', 'own-account-in-organization', 'session-tags-are-free', 'identity-policies-assumed-worst', 'symbols-are-distinct', 'parameters-are-new-names', 'resource-policies-speak-apart', 'deploying-role-is-of-the-templates',
  'agnostic-stacks-share-an-account', 'policy-change-is-visible', 'existing-grants-outside', 'deployer-is-administrator', 'cross-account-operations',
  'deletion-window-only-in-schedule', 'role-sessions-carry-role-tags', 'services-act-for-owner',
])('the axiom %s is there for proofs to name', (id) => {
  expect(axiom(id).id).toBe(id);
});

test('choices of the model are marked as assumed', () => {
  for (const id of ['identity-policies-assumed-worst', 'existing-grants-outside', 'deployer-is-administrator', 'symbols-are-distinct', 'parameters-are-new-names', 'resource-policies-speak-apart', 'deploying-role-is-of-the-templates']) {
    expect(axiom(id).text).toMatch(/^assumed:/);
  }
});

test('an unknown id is an error that names the allowed ones', () => {
  expect(() => axiom('no-such')).toThrow(/no axiom "no-such": allowed are .*kms-never-anonymous/);
});

test('ids are looked up whatever their case', () => {
  expect(axiom('KMS-Never-Anonymous').id).toBe('kms-never-anonymous');
});
