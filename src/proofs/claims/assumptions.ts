/** What claims about any policy take for granted, by id. */
export const OF_POLICIES: readonly string[] = ['identity-policies-assumed-worst'];

/** What claims about whoever is no service take for granted, by id. */
export const OF_CALLERS: readonly string[] = [...OF_POLICIES, 'identity-providers-call-sts'];

/** What claims about a key take for granted, by id. */
export const OF_KEYS: readonly string[] = [
  'key-policy-bounds-everything', ...OF_POLICIES, 'existing-grants-outside', 'policy-change-is-visible', 'account-principal-delegates',
  'policies-are-settled', 'organization-policies-only-deny', 'roles-may-be-anybody-trusted',
];

/** What claims about grants take for granted beside, by id. */
export const OF_GRANTS: readonly string[] = [
  'grants-bound-by-their-maker', 'grants-only-allow', 'retire-grant-by-grant', 'grant-for-aws-resource-is-forwarded',
  'grant-for-aws-resource-has-service-grantee', 'service-grantee-is-constrained',
];
