/** A grant on a key, as `CreateGrant` makes it. */
export interface KeyGrant {
  readonly granteePrincipal?: string;
  readonly granteeServicePrincipal?: string;
  /** Such as `Decrypt`. */
  readonly operations: readonly string[];
  /** The encryption context that a request must hold at least. */
  readonly contextSubset?: Readonly<Record<string, string>>;
  /** The encryption context that a request must have, no more and no less. */
  readonly contextEquals?: Readonly<Record<string, string>>;
  /** The resource that a service principal must act for. */
  readonly sourceArn?: string;
}
