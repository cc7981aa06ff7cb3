import { Stack, aws_iam as iam } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { actionRoleName } from './action-permissions';
import { acknowledge } from '../../private/acknowledge';
import { resolvedText } from '../../private/resolved-text';

/** What the role of an action may do. */
export interface ActionRoleProps {
  readonly productName: string;
  readonly action: string;
  readonly statements: readonly iam.PolicyStatement[];
}

/**
 * The role that Automation takes on to perform an action in one account. Nobody but the launch role can have it do so.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-setup-iam.html
 */
export class ActionRole extends Construct {
  constructor(scope: Construct, { productName, action, statements }: ActionRoleProps) {
    const roleName = actionRoleName(productName, action);
    super(scope, roleName);
    const { account, partition } = Stack.of(this);
    const role = new iam.Role(this, 'Role', {
      roleName,
      description: `performs ${action} on what the product ${productName} was launched with`,
      assumedBy: new iam.ServicePrincipal('ssm.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account }, ArnLike: { 'aws:SourceArn': `arn:${partition}:ssm:*:${account}:automation-execution/*` } },
      }),
    });
    const policy = new iam.ManagedPolicy(this, 'Policy', {
      managedPolicyName: roleName, description: `what ${action} of the product ${productName} needs`, roles: [role], statements: statements.map((statement) => statement.copy()),
    });
    explain(policy);
  }
}

function explain(policy: iam.ManagedPolicy): void {
  const { Statement: statements } = policy.document.toJSON() as { readonly Statement: readonly { readonly Resource: unknown }[] };
  const resources = new Set(statements.flatMap(({ Resource: resource }) => resource).map((one) => resolvedText(Stack.of(policy).resolve(one))));
  for (const resource of resources) {
    if (resource.includes('*')) { acknowledge(policy, 'AwsSolutions', `AwsSolutions-IAM5[Resource::${resource}]`, 'what a launch makes has names that nobody knows before: its tag binds it to the product'); }
  }
}
