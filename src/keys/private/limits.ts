/** Bounds of AWS KMS, used by check, message and documentation alike. */
export const KMS_LIMITS = {
  /** https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */
  policyBytes: 32 * 1024,
  /** https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html */
  rotationDays: { min: 90, max: 2560 },
} as const;
