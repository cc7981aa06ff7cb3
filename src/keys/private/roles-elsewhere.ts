import type { aws_iam as iam } from 'aws-cdk-lib';
import type { KeyService } from '../key-service';

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

/** What such roles do with a key. */
export interface UseElsewhere {
  /** The service that asks for them. */
  readonly service: KeyService;
  readonly actions: readonly string[];
  /** What it says of the data. */
  readonly context: { readonly key: string; readonly operator: 'StringEquals' | 'ArnLike'; readonly value: string };
}
