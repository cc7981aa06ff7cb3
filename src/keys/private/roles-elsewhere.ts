import type { aws_iam as iam } from 'aws-cdk-lib';

/** Roles of other accounts that a policy knows by their names: of one account, or of whichever accounts an organization has. */
export interface RolesElsewhere {
  /** The account, or everybody where conditions name the organization. */
  readonly principal: iam.IPrincipal;
  /** The pattern of their ARNs. */
  readonly arn: string;
  /** What a statement asks of them, the pattern among it. */
  readonly conditions: Readonly<Record<string, Record<string, unknown>>>;
  readonly organizationId?: string;
  readonly accountId?: string;
}
