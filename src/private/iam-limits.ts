/** Quotas of IAM: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const IAM_POLICY_LIMITS = {
  /** Characters of a managed policy, white space not counted. */
  characters: 6_144,
  /** Managed policies of a role, unless the account has a higher quota. */
  policiesOfRole: 10,
} as const;
