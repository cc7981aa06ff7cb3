import { Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** What CDK says in place of a load balancer that is not looked up yet: https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/aws-elasticloadbalancingv2/lib/shared/base-load-balancer.ts */
const LOOKED_UP_LATER = /:us-west-2:123456789012:loadbalancer\/\w+\/my-load-balancer\/50dc6c495c0c9188$/;

/** Whether CDK has yet to look the resource up: it synthesizes once more when it has. */
export const isPendingLookup = (arn: string): boolean => LOOKED_UP_LATER.test(arn);

/** One text for one resource, whichever stack speaks of it; an ARN that only the deployment knows is one for each stack. */
export function identityOf(scope: IConstruct, arn: string): string {
  const stack = Stack.of(scope);
  const fragments = Tokenization.reverseString(arn);
  const isKnown = !Token.isUnresolved(arn) || fragments.tokens.some((token) => Reference.isReference(token));
  const text = fragments
    .mapTokens({ mapToken: (token) => (Reference.isReference(token) ? `<${token.target.node.path}.${token.displayName}>` : JSON.stringify(stack.resolve(token))) })
    .join({ join: (left: string | undefined, right: string | undefined) => `${left ?? ''}${right ?? ''}` });
  return isKnown ? text : `${stack.node.path}: ${text}`;
}
