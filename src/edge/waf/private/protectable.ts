import { Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { InvalidInputError, refuseUnless } from '../../../private/errors';
import { resolvedText } from '../../../private/resolved-text';
import { isPendingLookup } from '../../private/resource-identity';
import { WebAclScope } from '../web-acl-scope';

interface Unprotectable {
  readonly what: string;
  /** What its ARN looks like; `<…>` stands for what only the deployment knows. */
  readonly arn: RegExp;
  readonly fix: string;
}

/** https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html */
const UNPROTECTABLE: readonly Unprotectable[] = [
  {
    what: 'a Network Load Balancer',
    arn: /:elasticloadbalancing:[^:]*:[^:]*:loadbalancer\/(net|gwy)\//,
    fix: 'WAF reads HTTP: put it on an Application Load Balancer; for fixed addresses, put Global Accelerator in front of that',
  },
  {
    what: 'an HTTP API or a WebSocket API',
    arn: /:apigateway:[^:]*::\/apis\//,
    fix: 'WAF stands before REST APIs only: make it one, or put CloudFront with a web ACL in front of it',
  },
  {
    what: 'a CloudFront distribution',
    arn: /:cloudfront::[^:]*:distribution\//,
    fix: 'pass `webAclArn` of a web ACL of scope CLOUDFRONT to the distribution as its `webAclId`',
  },
  {
    what: 'an Amplify app',
    arn: /:amplify:[^:]*:[^:]*:apps\//,
    fix: 'it takes a web ACL of scope CLOUDFRONT, associated in us-east-1: name the ARNs of both in an `AWS::WAFv2::WebACLAssociation` of a stack there',
  },
];

const ALLOWED = 'an Application Load Balancer, a stage of a REST API, a GraphQL API, a user pool, an App Runner service or a Verified Access instance';

const PROTECTABLE = new RegExp([
  ':elasticloadbalancing:[^:]*:[^:]*:loadbalancer/app/', ':apigateway:[^:]*::/restapis/[^/]+/stages/', ':appsync:[^:]*:[^:]*:apis/', ':cognito-idp:[^:]*:[^:]*:userpool/',
  ':apprunner:[^:]*:[^:]*:service/', ':ec2:[^:]*:[^:]*:verified-access-instance/',
].join('|'));

/** Refuses what a web ACL of the scope can't stand before. */
export function checkProtectable(scope: IConstruct, aclScope: WebAclScope, arn: string): void {
  const text = textOf(scope, arn);
  const kind = kindOf(arn);
  const refused = UNPROTECTABLE.find((one) => one.what === kind || one.arn.test(text));
  if (refused) { throw new InvalidInputError({ what: 'the resource to protect', got: `${refused.what} (${text})`, allowed: ALLOWED, fix: refused.fix }); }
  if (aclScope === WebAclScope.CLOUDFRONT) {
    throw new InvalidInputError({
      what: 'the resource to protect',
      got: `one of a Region (${text})`,
      allowed: 'CloudFront distributions: the scope of the web ACL is CLOUDFRONT',
      fix: 'make another web ACL with `aclScope: WebAclScope.REGIONAL`; a distribution takes `webAclArn` as its `webAclId`',
    });
  }
  refuseUnless(Token.isUnresolved(arn) || isPendingLookup(arn) || PROTECTABLE.test(text), { what: 'the resource to protect', got: text, allowed: ALLOWED, fix: 'pass the ARN of such a resource' });
  if (!isPendingLookup(arn)) { checkRegion(scope, text); }
}

/** Whether an ARN is that of a user pool. */
export const isUserPool = (scope: IConstruct, arn: string): boolean =>
  targetOf(arn)?.cfnResourceType === 'AWS::Cognito::UserPool' || /:cognito-idp:[^:]*:[^:]*:userpool\//.test(textOf(scope, arn));

const textOf = (scope: IConstruct, arn: string): string => resolvedText(Stack.of(scope).resolve(arn)).replace(/<[^>]*>/g, '<token>');

/** What an ARN refers to, where it is known at deployment only. */
function targetOf(arn: string): IConstruct & { cfnResourceType?: string; type?: unknown } | undefined {
  const [reference] = Tokenization.reverseString(arn).tokens.filter((token) => Reference.isReference(token)) as Reference[];
  return reference?.target;
}

/** What it refers to that WAF can't stand before. */
function kindOf(arn: string): string | undefined {
  const target = targetOf(arn);
  switch (target?.cfnResourceType ?? '') {
    case 'AWS::ElasticLoadBalancingV2::LoadBalancer': return target?.type === 'network' || target?.type === 'gateway' ? 'a Network Load Balancer' : undefined;
    case 'AWS::ApiGatewayV2::Api':
    case 'AWS::ApiGatewayV2::Stage': return 'an HTTP API or a WebSocket API';
    case 'AWS::CloudFront::Distribution': return 'a CloudFront distribution';
    case 'AWS::Amplify::App': return 'an Amplify app';
    default: return undefined;
  }
}

/** A web ACL protects what lies in its own Region. */
function checkRegion(scope: IConstruct, text: string): void {
  const { region } = Stack.of(scope);
  const [,,, there] = text.split(':');
  if (!there || there === '<token>' || Token.isUnresolved(region)) { return; }
  refuseUnless(there === region, {
    what: 'the Region of the resource to protect', got: there, allowed: `${region}, that of the web ACL`, fix: 'make a web ACL in the Region of the resource',
  });
}
