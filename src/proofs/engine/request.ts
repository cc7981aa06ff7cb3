/** What kind of caller asks. */
export type PrincipalType = 'role' | 'user' | 'root' | 'federated-user' | 'federated' | 'service' | 'anonymous';

/** Who asks. */
export interface Principal {
  readonly type: PrincipalType;
  /** 12 digits (or a symbol); none for `federated`, `service` and `anonymous`. */
  readonly account?: string;
  /**
   * Role or user: path and name without the leading slash, such as `gold/orders/TakeOrder`; federated user: its name;
   * federated: ARN or host name of the identity provider; service: `s3.amazonaws.com`; root and anonymous: none.
   */
  readonly name?: string;
  /** Name of a role's session; every request of a role has one. */
  readonly session?: string;
}

/** A concrete request as IAM sees it. */
export interface Request {
  readonly principal: Principal;
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;
  /** Such as `kms:Decrypt`. */
  readonly action: string;
  /** ARN. */
  readonly resource: string;
  /** Values of condition keys, keys in lower case; a key that is not here is absent. What follows from the principal is here too. */
  readonly context: Readonly<Record<string, readonly string[]>>;
}

/** ARN of a principal as `aws:PrincipalArn` has it; none for `federated`, `service` and `anonymous`. */
export function principalArn({ type, account, name }: Principal, partition: string): string | undefined {
  switch (type) {
    case 'role': return `arn:${partition}:iam::${account}:role/${name}`;
    case 'user': return `arn:${partition}:iam::${account}:user/${name}`;
    case 'root': return `arn:${partition}:iam::${account}:root`;
    case 'federated-user': return `arn:${partition}:sts::${account}:federated-user/${name}`;
    case 'federated':
    case 'service':
    case 'anonymous': return undefined;
  }
}
