/** An OpenID Connect provider that serves the users of many organizations, with the claim that tells whose they are. */
export interface SharedIdentityProvider {
  /** As it stands in the ARN of the provider, and in condition keys. */
  readonly url: string;
  readonly claim: 'sub' | 'aud';
}

const sharedBy = (claim: SharedIdentityProvider['claim'], ...urls: readonly string[]): SharedIdentityProvider[] => urls.map((url) => ({ url, claim }));

/**
 * Whoever trusts one of these without asking for the claim trusts everybody who has an account there.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
 */
export const SHARED_IDENTITY_PROVIDERS: readonly SharedIdentityProvider[] = [
  ...sharedBy(
    'sub', 'agent.buildkite.com', 'app.terraform.io', 'gitlab.com', 'oidc-configuration.audit-log.githubusercontent.com', 'oidc.codefresh.io',
    'proidc.upbound.io', 'scalr.io', 'studio.datachain.ai/api', 'token.actions.githubusercontent.com', 'tokens.cloud.shisho.dev',
    'vstoken.actions.githubusercontent.com',
  ),
  ...sharedBy('aud', 'api.pulumi.com/oidc', 'cognito-identity.amazonaws.com', 'oidc.vercel.com', 'sandboxes.cloud'),
];
