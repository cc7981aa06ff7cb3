import { Reference, Stack, Stage, Tokenization, aws_cloudfront as cloudfront, aws_elasticloadbalancingv2 as elb, aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { resolvedText } from '../../../private/resolved-text';
import { identityOf } from '../../private/resource-identity';
import { type IWebAcl, WebAcl } from '../../waf';

/** What Shield mitigates for by itself. */
type Mitigated = cloudfront.CfnDistribution | elb.CfnLoadBalancer;

/** A web ACL that a resource has: its ARN as the stack of `where` knows it, and what a message calls it. */
interface Held {
  readonly where: IConstruct;
  readonly arn: unknown;
  readonly name: string;
}

/**
 * What is wrong with a web ACL for the automatic mitigation of a resource: Shield keeps its rules in the one that the resource has, and is refused by
 * AWS where there is none. What only AWS knows passes.
 *
 * https://docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_EnableApplicationLayerAutomaticResponse.html
 */
export function faultsOfWebAcl(protection: IConstruct, resourceArn: string, webAcl: IWebAcl): string[] {
  const resource = resourceIn(resourceArn);
  const isSite = resource instanceof cloudfront.CfnDistribution;
  const held = isSite ? heldBySite(resource) : heldByAssociations(protection, resourceArn);
  const what = `the web ACL of automaticMitigation of '${protection.node.path}' is not valid: got '${webAcl.node.path}', while the resource has`;
  if (held.length === 0) {
    const isKnown = resource !== undefined && webAcl instanceof WebAcl;
    const fix = isSite ? 'pass its `webAclArn` to the distribution as `webAclId`' : `call \`protect\` of '${webAcl.node.path}' with the resource`;
    return isKnown ? [`${what} none; allowed: the web ACL that the resource has; ${fix}`] : [];
  }
  const others = held.filter((one) => isOther(one, webAcl)).map(({ name }) => `${what} '${name}'; allowed: the web ACL that the resource has; pass that one`);
  const late = isBeforeItsWebAcl(protection, resourceArn, webAcl) && held.some(({ where }) => Stack.of(where) === Stack.of(webAcl));
  return late ? [...others, lateFault(protection, webAcl)] : others;
}

const lateFault = (protection: IConstruct, webAcl: IWebAcl): string =>
  `the stack of '${protection.node.path}' is not valid: got '${Stack.of(protection).node.path}', which is deployed before '${Stack.of(webAcl).node.path}' puts the `
  + 'web ACL before its load balancer; allowed: a stack that is deployed when the resource has its web ACL; write the protection in the stack of the web ACL';

/** Whether Shield would have to wait for a web ACL of another stack, which itself waits for the load balancer of this one. */
export function isBeforeItsWebAcl(protection: IConstruct, resourceArn: string, webAcl: IWebAcl): boolean {
  const resource = resourceIn(resourceArn);
  return resource instanceof elb.CfnLoadBalancer && Stack.of(resource) === Stack.of(protection) && Stack.of(webAcl) !== Stack.of(protection);
}

/** The resource of this app that an ARN refers to. */
function resourceIn(arn: string): Mitigated | undefined {
  const references = Tokenization.reverseString(arn).tokens.filter((token) => Reference.isReference(token)) as Reference[];
  return references
    .map(({ target }) => target)
    .find((target) => target instanceof cloudfront.CfnDistribution || target instanceof elb.CfnLoadBalancer);
}

/** The associations of a resource, the library's and those written as resources of CloudFormation. */
function associationsOf(scope: IConstruct, resourceArn: string): wafv2.CfnWebACLAssociation[] {
  const resource = identityOf(scope, resourceArn);
  return (Stage.of(scope) ?? scope.node.root).node.findAll()
    .filter((node) => node instanceof wafv2.CfnWebACLAssociation)
    .filter((association) => identityOf(association, association.resourceArn) === resource);
}

const heldByAssociations = (scope: IConstruct, resourceArn: string): Held[] => associationsOf(scope, resourceArn).map((association) => ({
  where: association, arn: Stack.of(association).resolve(association.webAclArn), name: association.node.scope?.node.path ?? association.node.path,
}));

function heldBySite(site: cloudfront.CfnDistribution): Held[] {
  const { webAclId } = (Stack.of(site).resolve(site.distributionConfig) ?? {}) as { webAclId?: unknown };
  return webAclId === undefined || webAclId === '' ? [] : [{ where: site, arn: webAclId, name: resolvedText(webAclId) }];
}

/** Only an ARN in full and that of a resource of the stack tell what they are: what is imported can be the same by another way. */
function isOther({ where, arn }: Held, { webAclArn }: IWebAcl): boolean {
  const texts = [arn, Stack.of(where).resolve(webAclArn) as unknown].filter((one) => typeof one === 'string' || Object.hasOwn(one as object, 'Fn::GetAtt'));
  return new Set(texts.map(resolvedText)).size === 2;
}
