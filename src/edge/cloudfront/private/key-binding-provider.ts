import * as path from 'node:path';
import { Duration, Names, Stack, aws_iam as iam, aws_lambda as lambda } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { providerWithRole } from '../../../compute/private/resource-provider';
import type { Domain } from '../../../core';
import { iamArn } from '../../../private/arns';

/** The function that binds keys to distributions, one for a domain in a stack. */
export class KeyBindingProvider extends Construct {
  public static of(scope: Construct, domain: Domain): KeyBindingProvider {
    const stack = Stack.of(scope);
    const id = `${domain._idPart}-key-bindings`;
    return stack.node.tryFindChild(id) as KeyBindingProvider | undefined ?? new KeyBindingProvider(stack, id, domain);
  }

  /** The ARN of its role as text: a key's policy that referred to the role would wait for the stack, which waits for the key. */
  public readonly roleArn: string;
  /** What a custom resource names as its provider. */
  public readonly serviceToken: string;

  private readonly role: iam.Role;
  private keys?: iam.ManagedPolicy;

  private constructor(stack: Stack, id: string, domain: Domain) {
    super(stack, id);
    // not under the domain's own path: who uses a key is denied to change its policy
    const rolePath = `/gold-key-bindings/${domain.name}/`;
    const roleName = `${Names.uniqueResourceName(this, { maxLength: NAME_LENGTH, separator: '-' })}-${stack.region}`;
    const description = `binds keys of the domain ${domain.name} to its CloudFront distributions`;
    this.role = new ProviderRole(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'), description, path: rolePath, roleName });
    this.roleArn = iamArn(this, 'role', `${rolePath}${roleName}`);
    this.serviceToken = providerWithRole(this, this.role, {
      domain,
      description,
      code: lambda.Code.fromAsset(path.join(__dirname, '..', '..', '..', '..', 'assets', 'edge', 'cloudfront', 'key-binding', 'key-binding.lambda')),
      timeout: Duration.minutes(10),
      work: 'reads and writes key policies only',
    }).functionArn;
  }

  /**
   * Lets the function change the policy of one key; no other function with its role. What needs it must wait for what is given.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
   */
  public allow(keyArn: string): Construct {
    this.keys ??= new iam.ManagedPolicy(this, 'Keys', { roles: [this.role] });
    this.keys.addStatements(new iam.PolicyStatement({
      actions: ['kms:GetKeyPolicy', 'kms:PutKeyPolicy'],
      resources: [keyArn],
      conditions: { ArnEquals: { 'lambda:SourceFunctionArn': this.serviceToken } },
    }));
    return this.keys;
  }
}

/** Lets IAM's 64 characters hold the Region too. */
const NAME_LENGTH = 45;

/** What is granted goes into managed policies, as for a domain's roles. */
class ProviderRole extends iam.Role {
  private policy?: iam.ManagedPolicy;

  public addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    this.policy ??= new iam.ManagedPolicy(this, 'Grants', { roles: [this] });
    this.policy.addStatements(statement);
    return { statementAdded: true, policyDependable: this.policy };
  }
}
