/** What a key policy was asked to say: who may do what. ARNs may be tokens and have wildcards. */
export interface KeyDeclarations {
  readonly domainName: string;
  /** The roles of the domain and of those it shares with, and whoever was granted use by name. */
  readonly users: readonly string[];
  readonly administrators: readonly string[];
  readonly deployers: readonly string[];
  /** Values of `kms:ViaService`. */
  readonly viaServices: readonly string[];
  /** Whether somebody uses it directly, with the domain's encryption context. */
  readonly isUsedDirectly: boolean;
  readonly organizationId?: string;
  /** Accounts some of whose roles were let in. */
  readonly accounts: readonly string[];
  /** What other domains' roles may do, and through which values of `kms:ViaService`. */
  readonly shares: readonly { readonly roles: string; readonly services: readonly string[]; readonly actions: readonly string[] }[];
  /** Service principals that L2s and users added statements for. */
  readonly servicePrincipals: readonly unknown[];
  readonly deletionWindowDays: number;
}
