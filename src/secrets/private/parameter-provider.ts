import { join } from 'node:path';
import type { aws_kms as kms } from 'aws-cdk-lib';
import { Aws, ArnFormat, Duration, Stack, aws_iam as iam, aws_lambda as lambda } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ResourceProvider } from '../../compute/private/resource-provider';
import type { Domain, DomainRole } from '../../core';
import { KeyService } from '../../keys';
import { acknowledge } from '../../private/acknowledge';
import { refuseUnless } from '../../private/errors';
import { resolvedText } from '../../private/resolved-text';
import { STACK_TAG } from '../parameter/request';

/** The function that makes the parameters of a domain in a stack: CloudFormation can make no SecureString. */
export class ParameterProvider extends Construct {
  /** The one of a domain in the stack of a scope. */
  public static of(scope: Construct, domain: Domain): ParameterProvider {
    const stack = Stack.of(scope);
    const id = `${domain._idPart}-secure-parameters`;
    return stack.node.tryFindChild(id) as ParameterProvider | undefined ?? new ParameterProvider(stack, id, domain);
  }

  /** The function's role. */
  public readonly role: DomainRole;
  /** What a custom resource names as its provider. */
  public readonly serviceToken: string;

  private readonly names = new Set<string>();

  private constructor(stack: Stack, id: string, domain: Domain) {
    super(stack, id);
    const { role, serviceToken } = new ResourceProvider(this, {
      domain,
      description: `stores the parameters of the domain ${domain.name} for CloudFormation`,
      code: lambda.Code.fromAsset(join(__dirname, '..', '..', '..', 'assets', 'secrets', 'parameter', 'secure-parameter.lambda')),
      timeout: Duration.minutes(2),
      work: 'calls Parameter Store and Secrets Manager only',
    });
    this.role = role;
    this.serviceToken = serviceToken;
    this.allowDeletion(domain);
    this.explain(domain);
  }

  /** Lets the function make and change one parameter, encrypted with a key, and label it if need be. A name is given once. */
  public allow(name: string, parameterArn: string, key: kms.IKey, isLabelled: boolean): void {
    refuseUnless(!this.names.has(name), { what: 'parameter name', got: name, allowed: 'a name that no other parameter of the stack has', fix: 'choose another `name`' });
    this.names.add(name);
    this.role.addToPrincipalPolicy(new iam.PolicyStatement({
      actions: ['ssm:AddTagsToResource', 'ssm:GetParameter', ...isLabelled ? ['ssm:LabelParameterVersion'] : [], 'ssm:PutParameter'],
      resources: [parameterArn],
    }));
    this.role.addToPrincipalPolicy(new iam.PolicyStatement({
      actions: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'],
      resources: [key.keyArn],
      conditions: {
        StringEquals: {
          'kms:ViaService': KeyService.SSM.viaServices(this),
          'kms:CallerAccount': Stack.of(this).account,
          'kms:EncryptionContext:PARAMETER_ARN': parameterArn,
        },
      },
    }));
  }

  /**
   * A parameter is deleted after the policy has lost its statement, so this one names the whole path. IAM itself holds it to what the stack made.
   *
   * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
   */
  private allowDeletion(domain: Domain): void {
    const resources = [parameterArnOf(this, `/${domain.name}/*`)];
    this.role.addToPrincipalPolicy(new iam.PolicyStatement({ sid: 'SeeWhoMadeIt', actions: ['ssm:ListTagsForResource'], resources }));
    this.role.addToPrincipalPolicy(new iam.PolicyStatement({
      sid: 'DeleteWhatThisStackMade',
      actions: ['ssm:DeleteParameter'],
      resources,
      conditions: { StringEquals: { [`aws:ResourceTag/${STACK_TAG}`]: Aws.STACK_ID } },
    }));
  }

  private explain(domain: Domain): void {
    const path = resolvedText(Stack.of(this).resolve(parameterArnOf(this, `/${domain.name}/*`)));
    acknowledge(this.role, 'AwsSolutions', `AwsSolutions-IAM5[Resource::${path}]`,
      'a parameter is deleted after its own statement has left the policy; IAM allows deleting only what carries the tag of this stack');
  }
}

/** The ARN of a parameter by its full name. */
export function parameterArnOf(scope: Construct, name: string): string {
  return Stack.of(scope).formatArn({ service: 'ssm', resource: 'parameter', resourceName: name.slice(1), arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
}
