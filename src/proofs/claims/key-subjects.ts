/** What others may do with a key. */
export interface KeyShare {
  readonly roles: readonly string[];
  readonly services: readonly string[];
  readonly actions: readonly string[];
}

/** Who is meant by the claims about a key; ARNs may have wildcards. */
export interface KeySubjects {
  /** Who may use the key. */
  readonly users: readonly string[];
  readonly administrators: readonly string[];
  /** Who deploys: a class of its own, of whom the claims do not speak. */
  readonly deployers: readonly string[];
  /** Values of `kms:ViaService` that the key may be used through. */
  readonly services: readonly string[];
  /** Service principals that may use the key themselves. */
  readonly servicePrincipals: readonly string[];
  /** The encryption context with which the key may be used directly. */
  readonly directContext?: { readonly key: string; readonly value: string };
  /** Id of the organization. */
  readonly organization?: string;
  /** What was declared to be shared: roles by pattern, values of `kms:ViaService`, and actions. */
  readonly shares: readonly KeyShare[];
  /** Days that a deletion must wait. */
  readonly deletionWindowDays: number;
  /** Accounts beside the key's own whose roles may use it, as declared. */
  readonly accounts: readonly string[];
}
