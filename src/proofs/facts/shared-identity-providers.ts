/** An OpenID Connect provider that serves the users of many organizations, with the claim that tells whose they are. */
export interface SharedIdentityProvider {
  /** As it stands in the ARN of the provider, and in condition keys. */
  readonly url: string;
  readonly claim: 'sub' | 'aud';
  /** What the claim is for somebody else's user: a pattern that takes it names nobody. */
  readonly stranger: string;
}

const sharedBy = (claim: SharedIdentityProvider['claim'], ...urls: readonly string[]): SharedIdentityProvider[] =>
  urls.map((url) => ({ url, claim, stranger: 'any-other' }));

/**
 * Whoever trusts one of these without asking for the claim trusts everybody who has an account there.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
 */
export const SHARED_IDENTITY_PROVIDERS: readonly SharedIdentityProvider[] = [
  { url: 'token.actions.githubusercontent.com', claim: 'sub', stranger: 'repo:any-other/any-other:ref:refs/heads/main' },
  { url: 'vstoken.actions.githubusercontent.com', claim: 'sub', stranger: 'repo:any-other/any-other:ref:refs/heads/main' },
  { url: 'gitlab.com', claim: 'sub', stranger: 'project_path:any-other/any-other:ref_type:branch:ref:main' },
  { url: 'app.terraform.io', claim: 'sub', stranger: 'organization:any-other:project:any-other:workspace:any-other:run_phase:apply' },
  ...sharedBy(
    'sub', 'agent.buildkite.com', 'oidc-configuration.audit-log.githubusercontent.com', 'oidc.codefresh.io', 'proidc.upbound.io', 'scalr.io',
    'studio.datachain.ai/api', 'tokens.cloud.shisho.dev',
  ),
  ...sharedBy('aud', 'api.pulumi.com/oidc', 'cognito-identity.amazonaws.com', 'oidc.vercel.com', 'sandboxes.cloud'),
];
