/**
 * What AWS Organizations takes of service control policies, since 15 May 2026; before, it was half of each.
 *
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 * https://cevo.com.au/post/aws-scp-limits-landing-zone-review/
 */
export const SERVICE_CONTROL_LIMITS = {
  /** Characters of a policy. */
  characters: 10_240,
  /** Policies attached to a root, a unit or an account, without those it inherits. */
  attached: 10,
  /** Of these, what `FullAWSAccess` takes, which AWS attaches everywhere. */
  attachedByAws: 1,
} as const;
