import type { PolicyAccess } from './policy-access';
import { and, type Formula, glob, not, or, TRUE } from '../engine';
import { SHARED_IDENTITY_PROVIDERS, type SharedIdentityProvider } from '../facts/shared-identity-providers';

/** The principal belongs to an account, or comes by an identity provider that the account keeps, as one of its own users. */
export function isOwnPrincipal(access: PolicyAccess, account: string): Formula {
  const { principals } = access.space;
  const shared = SHARED_IDENTITY_PROVIDERS.filter(({ url }) => access.mentions(url));
  const isOfProvider = ({ url }: SharedIdentityProvider) =>
    or(principals.isFederatedBy(glob(`arn:${principals.partition}:iam::${account}:oidc-provider/${url}`)), principals.isFederated(url));
  return or(
    principals.isOfAccount(account),
    and(principals.isFederatedBy(glob(`arn:${principals.partition}:iam::${account}:*`)), not(or(...shared.map(isOfProvider)))),
    ...shared.map((provider) => and(isOfProvider(provider), isOwnUser(access, provider))),
  );
}

/** The claim of the user is one that the policy names, and that names an organization. */
function isOwnUser(access: PolicyAccess, { url, claim, tenant, also }: SharedIdentityProvider): Formula {
  const key = `${url}:${claim}`;
  const isOfTenant = (text: string): boolean => tenant?.test(text) === true || !/[*?$]/.test(text);
  return and(
    or(...access.space.textsOf(key).filter(isOfTenant).map((text) => access.keyIs(key, text))),
    also === undefined ? TRUE : access.keyIs(`${url}:${also.claim}`, also.value),
  );
}
