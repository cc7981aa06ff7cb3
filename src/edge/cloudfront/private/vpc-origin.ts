import { createHash } from 'node:crypto';
import {
  CfnResource, Stack, Token, aws_cloudfront as cloudfront, aws_cloudfront_origins as origins, type aws_ec2 as ec2,
  aws_elasticloadbalancingv2 as elbv2,
} from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { warnOfOtherHosts } from './host-rules';
import { checkPort } from './https-origin';
import { type OriginPart, checkServerName, serverProps } from './origin-part';
import { OriginSecurityGroup } from './origin-security-group';
import { IsolatedVpc } from '../../../network';
import { InvalidInputError, refuseUnless } from '../../../private/errors';
import { globalName } from '../../private/global-name';
import type { InstanceOriginOptions, PrivateOriginOptions } from '../origin-options';

/** A server in a VPC that CloudFront reaches without the internet. */
interface PrivateServer {
  readonly what: string;
  readonly construct: ec2.IInstance | elbv2.IApplicationLoadBalancer | elbv2.INetworkLoadBalancer;
  readonly vpc: ec2.IVpc;
  readonly origin: (props: origins.VpcOriginWithEndpointProps) => origins.VpcOrigin;
}

/** An Application Load Balancer as an origin. */
export function applicationLoadBalancerOrigin(balancer: elbv2.IApplicationLoadBalancer, options: PrivateOriginOptions): OriginPart {
  const part = privateOrigin(balanced(balancer, (props) => origins.VpcOrigin.withApplicationLoadBalancer(balancer, props)), options);
  return { ...part, open: (context) => { part.open?.(context); warnOfOtherHosts(context.scope, balancer, options.domainName); } };
}

/** A Network Load Balancer as an origin. */
export const networkLoadBalancerOrigin = (balancer: elbv2.INetworkLoadBalancer, options: PrivateOriginOptions): OriginPart =>
  privateOrigin(balanced(balancer, (props) => origins.VpcOrigin.withNetworkLoadBalancer(balancer, props)), options);

/** An instance as an origin. */
export const instanceOrigin = (instance: ec2.IInstance, options: InstanceOriginOptions): OriginPart => privateOrigin({
  what: `the instance '${instance.node.path}' as an origin`,
  construct: instance,
  vpc: options.vpc,
  origin: (props) => origins.VpcOrigin.withEc2Instance(instance, props),
}, options);

function balanced(balancer: elbv2.IApplicationLoadBalancer | elbv2.INetworkLoadBalancer, origin: PrivateServer['origin']): PrivateServer {
  const what = `the load balancer '${balancer.node.path}' as an origin`;
  const cfn = balancer.node.defaultChild;
  if (cfn instanceof elbv2.CfnLoadBalancer) {
    refuseUnless(cfn.scheme !== 'internet-facing', {
      what, got: 'a load balancer that faces the internet', allowed: 'an internal one', fix: 'pass `internetFacing: false`: otherwise everybody reaches it past CloudFront and its web ACL',
    });
  }
  if (!balancer.vpc) {
    throw new InvalidInputError({
      what, got: 'an imported load balancer of unknown VPC', allowed: 'a load balancer whose VPC is known', fix: 'pass `vpc` to `fromApplicationLoadBalancerAttributes` or `fromNetworkLoadBalancerAttributes`',
    });
  }
  return { what, construct: balancer, vpc: balancer.vpc, origin };
}

/**
 * HTTPS to a server of a VPC, which opens to the interfaces of CloudFront in that VPC only.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
 */
function privateOrigin({ what, construct, vpc, origin: make }: PrivateServer, options: PrivateOriginOptions): OriginPart {
  checkServerName('domainName of an origin', options.domainName);
  checkPort(options.port);
  const groups = construct.connections.securityGroups;
  refuseUnless(groups.length > 0, {
    what, got: 'no security group', allowed: 'one or more', fix: 'pass `securityGroups`: CloudFront takes no server without, and none can be added to a Network Load Balancer later',
  });
  refuseUnless(!(vpc instanceof IsolatedVpc) || vpc.node.findAll().some((part) => CfnResource.isCfnResource(part) && part.cfnResourceType === 'AWS::EC2::InternetGateway'), {
    what,
    got: `the VPC '${vpc.node.path}', which CloudFront may not enter`,
    allowed: 'a VPC with an internet gateway, by which CloudFront knows that it may',
    fix: 'pass `reachableFromEdge: true` to the IsolatedVpc: no route leads to that gateway',
  });
  const inner = make({
    ...serverProps(options),
    domainName: options.domainName,
    httpsPort: options.port,
    protocolPolicy: cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
    originSslProtocols: [cloudfront.OriginSslPolicy.TLS_V1_2],
  });
  return {
    serves: 'application',
    origin: {
      bind: (scope: Construct, bindOptions: cloudfront.OriginBindOptions) => {
        checkRegion(what, construct, scope);
        const config = inner.bind(scope, bindOptions);
        const vpcOrigin = scope.node.tryFindChild('VpcOrigin');
        if (vpcOrigin) {
          vpcOrigin.node.addDependency(vpc.internetConnectivityEstablished);
          replaceOnChange(vpcOrigin.node.defaultChild as cloudfront.CfnVpcOrigin);
        }
        return config;
      },
    },
    open: (context) => { OriginSecurityGroup.of(context, vpc).open(what, construct, groups, options.port ?? 443); },
  };
}

/** CloudFront reaches any Region; what finds its security group and opens the server's works in the Region of its stack. */
function checkRegion(what: string, server: PrivateServer['construct'], scope: Construct): void {
  const [theirs, { region }] = [server.env.region, Stack.of(scope)];
  refuseUnless(theirs === region || Token.isUnresolved(theirs) || Token.isUnresolved(region), {
    what,
    got: `one in ${theirs}, of a distribution in a stack of ${region}`,
    allowed: `a server in ${region}`,
    fix: `make the distribution in a stack of ${theirs}; to fail over to another Region, give the other server a public name and use EdgeOrigin.https(…)`,
  });
}

/**
 * CloudFront changes no VPC origin that a distribution uses, not even its tags. So a change is another origin, which the distribution is led to before
 * the former one goes: id and name tell its settings, and it has no tags.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
 */
function replaceOnChange(origin: cloudfront.CfnVpcOrigin): void {
  const settings = JSON.stringify(Stack.of(origin).resolve({ ...origin.vpcOriginEndpointConfig as object, name: undefined }));
  const digest = createHash('sha256').update(settings).digest('hex').slice(0, 8);
  // CDK's own name is the same in another Region
  origin.addPropertyOverride('VpcOriginEndpointConfig.Name', `${globalName(origin, MOST_LETTERS - digest.length - 1)}-${digest}`);
  origin.overrideLogicalId(`${Stack.of(origin).getLogicalId(origin)}${digest.toUpperCase()}`);
  origin.addPropertyDeletionOverride('Tags');
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_VpcOriginEndpointConfig.html */
const MOST_LETTERS = 64;
