/** An OpenID Connect provider that serves the users of many organizations, with the claim that tells whose they are. */
export interface SharedIdentityProvider {
  /** As it stands in the ARN of the provider, and in condition keys. */
  readonly url: string;
  readonly claim: 'sub' | 'aud';
  /** What a pattern of the claim begins with that names an organization; without it, the pattern must have no wildcard. */
  readonly tenant?: RegExp;
  /** Another claim that users without an account lack. */
  readonly also?: { readonly claim: string; readonly value: string };
}

const sharedBy = (claim: SharedIdentityProvider['claim'], ...urls: readonly string[]): SharedIdentityProvider[] => urls.map((url) => ({ url, claim }));

/** The owner of the repository, whole. */
const REPOSITORY_OWNER = /^repo:[^*?/]+\//;

/**
 * Whoever trusts one of these without asking for the claim trusts everybody who has an account there.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
 */
export const SHARED_IDENTITY_PROVIDERS: readonly SharedIdentityProvider[] = [
  { url: 'token.actions.githubusercontent.com', claim: 'sub', tenant: REPOSITORY_OWNER },
  { url: 'vstoken.actions.githubusercontent.com', claim: 'sub', tenant: REPOSITORY_OWNER },
  { url: 'gitlab.com', claim: 'sub', tenant: /^project_path:[^*?/]+\// },
  { url: 'app.terraform.io', claim: 'sub', tenant: /^organization:[^*?:]+:/ },
  // guests of an identity pool come without a sign-in: https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
  { url: 'cognito-identity.amazonaws.com', claim: 'aud', also: { claim: 'amr', value: 'authenticated' } },
  ...sharedBy(
    'sub', 'agent.buildkite.com', 'oidc-configuration.audit-log.githubusercontent.com', 'oidc.codefresh.io', 'proidc.upbound.io', 'scalr.io',
    'studio.datachain.ai/api', 'tokens.cloud.shisho.dev',
  ),
  ...sharedBy('aud', 'api.pulumi.com/oidc', 'oidc.vercel.com', 'sandboxes.cloud'),
];
