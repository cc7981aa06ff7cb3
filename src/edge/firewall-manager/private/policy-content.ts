/** What a policy says of its service: https://docs.aws.amazon.com/fms/2018-01-01/APIReference/API_SecurityServicePolicyData.html */
export interface PolicyContent {
  /** The type, as AWS names it. */
  readonly type: string;
  /** What it protects: https://docs.aws.amazon.com/fms/2018-01-01/APIReference/API_Policy.html */
  readonly resourceTypes: readonly string[];
  /** The service's own settings; none where AWS takes an empty text. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** Whether it protects what is global: the policy lies in us-east-1. */
  readonly isGlobal?: boolean;
  /** What it names that must lie in its own Region: ARNs, by what they are of. */
  readonly neighbours?: Readonly<Record<string, string>>;
}
