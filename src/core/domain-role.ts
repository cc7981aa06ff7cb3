import { aws_iam as iam } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Domain } from './domain';
import { exactActions } from '../private/exact-actions';

/** Properties of a domain's role. */
export interface DomainRoleProps {
  /** Who assumes the role. */
  readonly assumedBy: iam.IPrincipal;

  /**
   * The domain.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;

  /**
   * What the role is for.
   *
   * @default - no description
   */
  readonly description?: string;

  /**
   * The most that the role can be allowed.
   *
   * @default - no boundary
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;
}

/**
 * A role of a domain: the domain's keys know it by its path (`/gold/<domain>/`) and tag, so it needs no name and works from any stack.
 *
 * What is granted to it goes into managed policies, since inline ones can't be reviewed or limited centrally.
 *
 * @example
 * const orders = new core.Domain(this, 'Orders');
 * new core.DomainRole(orders, 'Batch', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
 * @see https://docs.aws.amazon.com/config/latest/developerguide/iam-no-inline-policy-check.html
 */
export class DomainRole extends iam.Role {
  /** The domain that the role belongs to. */
  public readonly domain: Domain;

  private policies: iam.ManagedPolicy[] = [];
  private policySize = 0;

  constructor(scope: Construct, id: string, props: DomainRoleProps) {
    const domain = props.domain ?? Domain.of(scope);
    super(scope, id, {
      assumedBy: props.assumedBy,
      description: props.description,
      permissionsBoundary: props.permissionsBoundary,
      path: domain.rolePath,
    });
    this.domain = domain;
    domain.tag(this);
  }

  /**
   * Adds a statement to the role's managed policies. A further one is made when the last is full.
   *
   * Wildcards that CDK's grants use for S3 and KMS are written out, without the actions that destroy versions or change permissions.
   */
  public addToPrincipalPolicy(given: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    const actions = exactActions(given.actions);
    // only a statement that changes is copied: CDK's grants add conditions to the one that they gave
    const isExact = given.effect === iam.Effect.DENY || actions.join() === given.actions.join();
    const statement = isExact ? given : given.copy({ actions });
    const size = JSON.stringify(statement.toStatementJson()).length;
    if (this.policies.length === 0 || this.policySize + size > MANAGED_POLICY_CHARACTERS) {
      const number = this.policies.length + 1;
      this.policies.push(new iam.ManagedPolicy(this, `Grants${number === 1 ? '' : number}`, { path: this.domain.rolePath, roles: [this] }));
      this.policySize = 0;
    }
    this.policySize += size;
    const policy = this.policies[this.policies.length - 1];
    policy.addStatements(statement);
    return { statementAdded: true, policyDependable: policy };
  }
}

/** Fewer than IAM takes (`private/iam-limits.ts`), since tokens are counted as they are written here. */
const MANAGED_POLICY_CHARACTERS = 5_000;
