import { ArnFormat, Aws, NestedStack, Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { InvalidInputError } from './errors';
import { rolePathOf } from './names';

/** The ARN of an IAM role or user, or a pattern of them, in the account of a scope. */
export function iamArn(scope: IConstruct, resource: 'role' | 'user', pathAndName: string, account?: string): string {
  return Stack.of(scope).formatArn({ service: 'iam', region: '', account, resource, resourceName: pathAndName.replace(/^\//, ''), arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
}

/** Fills the placeholders of a pattern of the table of services. */
export function fillIn(pattern: string, scope: IConstruct): string {
  const { partition, region, account } = Stack.of(scope);
  return pattern.replaceAll('${Partition}', partition).replaceAll('${Region}', region).replaceAll('${Account}', account);
}

/**
 * The role that creates a stack's resources: CloudFormation's execution role.
 *
 * @throws if the stack's synthesizer names none
 */
export function deploymentRoleArn(scope: IConstruct): string {
  const stack = topOf(Stack.of(scope));
  const arn = (stack.synthesizer as { cloudFormationExecutionRoleArn?: string }).cloudFormationExecutionRoleArn;
  if (arn === undefined) {
    throw new InvalidInputError({
      what: `the deployment role of stack '${stack.node.path}'`,
      got: `none: ${stack.synthesizer.constructor.name} names no CloudFormation execution role`,
      allowed: 'a role that creates the resources which the keys encrypt',
      fix: 'pass `deploymentRoleArns`, or deploy with the DefaultStackSynthesizer',
    });
  }
  // the synthesizer's placeholders are for CloudFormation's Fn::Sub; in a policy they are tokens
  return arn.replaceAll('${AWS::Partition}', stack.partition).replaceAll('${AWS::AccountId}', Aws.ACCOUNT_ID).replaceAll('${AWS::Region}', Aws.REGION);
}

/** The stack that is deployed: of a nested stack, the one around it. */
export function topOf(stack: Stack): Stack {
  return NestedStack.isNestedStack(stack) && stack.nestedStackParent ? topOf(stack.nestedStackParent) : stack;
}

/** Whether two accounts, or two Regions, are known to differ. Two of which one is not known are taken for the same, as CDK does. */
export function areDifferent(one: string, other: string): boolean {
  return !Token.isUnresolved(one) && !Token.isUnresolved(other) && one !== other;
}

/** Whether an account may be another than one's own: a literal one is, as long as one's own is not known. */
export function isOtherAccount(account: string, own: string): boolean {
  return !Token.isUnresolved(account) && account !== own;
}

/** All roles of a domain, whether they exist yet or not. */
export const domainRolesArn = (scope: IConstruct, domainName: string): string => iamArn(scope, 'role', `${rolePathOf(domainName)}*`);

/** The ARN of a role or user with its account, or a pattern of them that begins with 3 characters; `<name>` stands for a token. */
export const NAMED_IDENTITY = /^arn:[^:*?]+:iam::(\d{12}|<[^>]+>):(root|(role|user)\/([^*?]+|[^*?]{3,}.*))$/;

/** Refuses ARNs of roles and users that are none, or patterns so wide that they name nobody. */
export function checkIamArns(what: string, arns: readonly string[]): void {
  for (const arn of arns) {
    const text = arn.replace(/\$\{Token\[[^\]]*\]\}/g, '<token>');
    if (text === '<token>' || NAMED_IDENTITY.test(text)) { continue; }
    throw new InvalidInputError({
      what,
      got: text,
      allowed: 'ARNs of IAM roles or users, with the account, and at least 3 characters before a wildcard',
      fix: 'name the roles: arn:<partition>:iam::<account>:role/<path and name>',
    });
  }
}
