import { type CfnResource, type IPolicyValidationContext, Stack, Token } from 'aws-cdk-lib';
import type { SynthesizedTemplate } from '../../checks/private/synthesized-template';
import { synthesizedTemplates } from '../../checks/private/synthesized-template';
import { EARLIER_TEMPLATES, PRODUCT_TEMPLATE } from '../../private/product-templates';
import type { StackTemplate } from '../template/stack-template';

/** The templates of a synth as proofs read them. */
export function stackTemplates(context: IPolicyValidationContext): StackTemplate[] {
  const stacks = new Map(context.appConstruct.node.findAll().filter((node) => Stack.isStack(node)).map((stack) => [stack.node.path, stack as Stack]));
  return synthesizedTemplates(context).map((synthesized) => stackTemplate(synthesized, stacks.get(synthesized.stackPath)));
}

function stackTemplate(synthesized: SynthesizedTemplate, stack?: Stack): StackTemplate {
  const known = (value?: string) => (value === undefined || Token.isUnresolved(value) ? undefined : value);
  return {
    stack: synthesized.stackPath,
    file: synthesized.file,
    template: JSON.parse(synthesized.text),
    stackName: known(stack?.stackName),
    account: known(stack?.account),
    region: known(stack?.region),
    deploymentRole: stack && deploymentRole(stack),
    nestedIn: stack && nestedIn(stack),
    isLaunched: stack !== undefined && PRODUCT_TEMPLATE in stack,
    earlier: (stack as { readonly [EARLIER_TEMPLATES]?: readonly unknown[] } | undefined)?.[EARLIER_TEMPLATES],
    constructOf: (logicalId) => synthesized.constructPath(logicalId),
  };
}

function nestedIn({ nestedStackParent: above, nestedStackResource: resource }: Stack): StackTemplate['nestedIn'] {
  return above && resource && { stack: above.node.path, logicalId: above.resolve((resource as CfnResource).logicalId) as string };
}

/** CloudFormation's execution role; its ARN has the placeholders of `Fn::Sub`. */
function deploymentRole(stack: Stack): unknown {
  const top = stack.nestedStackParent ?? stack;
  const { cloudFormationExecutionRoleArn: arn } = top.synthesizer as { cloudFormationExecutionRoleArn?: string };
  return arn === undefined ? undefined : { 'Fn::Sub': arn };
}
