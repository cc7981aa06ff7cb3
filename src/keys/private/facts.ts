/** The encryption context a service sends with its cryptographic calls. */
export interface ContextFacts {
  /** Name after `kms:EncryptionContext:`. */
  readonly key: string;
  /** What the value looks like; `${Partition}`, `${Region}`, `${Account}` are filled in, `*` is any text. */
  readonly value: string;
  /**
   * True only if AWS documents this context for all cryptographic calls that principals make through the service,
   * so that a policy condition on it can't break creation or use. DescribeKey carries no context: never condition it.
   */
  readonly binds: boolean;
}

/** How one AWS service uses a customer-managed key, as AWS documents it. */
export interface ServiceFacts {
  readonly id: string;
  readonly title: string;
  /** Names in `kms:ViaService` (`<name>.<region>.amazonaws.com`), any of which a call may carry; none where the service never calls for a principal. */
  readonly viaServices: readonly string[];
  /** What the role that creates the resource (CloudFormation's execution role) needs on the key, through the service. */
  readonly provision: readonly string[];
  /** What a role needs to read (decrypt) through the service in use. */
  readonly read: readonly string[];
  /** What a role needs to write (encrypt) through the service in use. */
  readonly write: readonly string[];
  readonly context?: ContextFacts;
  /** Whether the service makes grants to the role that uses the resource, whose calls carry the context and maybe no `kms:ViaService`. */
  readonly grantsToRoles?: boolean;
  /** Direct calls by the service's own principal on resources it encrypts with the key. */
  readonly principals: readonly ServicePrincipalFacts[];
  /** AWS documentation pages that say so. */
  readonly sources: readonly string[];
}

/** A service principal that calls KMS directly. */
export interface ServicePrincipalFacts {
  /** `logs` is `logs.<region>.amazonaws.com` when regional, otherwise `<principal>.amazonaws.com`. */
  readonly principal: string;
  readonly regional: boolean;
  readonly actions: readonly string[];
  /** Whether calls carry `aws:SourceAccount`. */
  readonly sourceAccount: boolean;
  /** Pattern for `aws:SourceArn` if calls carry it, with the same placeholders as a context's value. */
  readonly sourceArn?: string;
  /** A context condition AWS documents for it. */
  readonly context?: { readonly key: string; readonly value: string };
  readonly source: string;
}
