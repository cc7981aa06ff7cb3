import { Stack, aws_fms as fms } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { FirewallManagerAccounts, FirewallManagerScope } from './firewall-manager-scope';
import type { FirewallManagerService } from './firewall-manager-service';
import type { FirewallManagerTags } from './firewall-manager-tags';
import type { PolicyContent } from './private/policy-content';
import { areDifferent } from '../../private/arns';
import { refuseUnless } from '../../private/errors';
import { fromRegionOf, globalScopeOf } from '../../private/global-stack';
import { physicalName } from '../../private/physical-name';
import { regionOfArn } from '../waf/private/arn';

/** Properties of a Firewall Manager policy. */
export interface FirewallManagerPolicyProps {
  /** What it puts in place. */
  readonly service: FirewallManagerService;

  /** Which accounts it covers. */
  readonly policyScope: FirewallManagerScope;

  /**
   * Whether Firewall Manager changes what does not comply, or reports it only. Begin without: look at what it finds first.
   *
   * @default false
   */
  readonly remediation?: boolean;

  /**
   * Which resources it covers, by their tags.
   *
   * @default - all of the service's types
   */
  readonly resourceTags?: FirewallManagerTags;

  /**
   * What it is for: at most 256 letters, digits, spaces and `_.:/=+-@`.
   *
   * @default - none
   */
  readonly description?: string;
}

/**
 * A security policy that AWS Firewall Manager keeps in the accounts of an organization, those that join later as well.
 *
 * It is deployed in the Firewall Manager administrator account, which the app can't know: in another account the deployment fails. AWS Config must record in
 * every account it covers. A policy covers its own Region, but those for CloudFront lie in us-east-1: deploy the stack to each Region. When the policy goes
 * away, what it made stays, so that no account is bare.
 *
 * AWS asks a monthly fee for each policy and Region, besides the price of what it makes.
 *
 * @example
 * new edge.FirewallManagerPolicy(this, 'Waf', {
 *   service: edge.FirewallManagerService.waf({ mode: edge.RuleMode.COUNT }),
 *   policyScope: edge.FirewallManagerScope.only({ units: ['ou-ab12-c3d4e5f6'] }),
 * });
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/fms-chapter.html
 * @see https://aws.amazon.com/firewall-manager/pricing/
 */
export class FirewallManagerPolicy extends Construct {
  /** The ARN of the policy. */
  public readonly policyArn: string;
  /** The id of the policy. */
  public readonly policyId: string;

  /**
   * Makes a policy.
   *
   * @throws if the description is not valid, the policy is for CloudFront and the stack names no Region, or it names rule groups or a delivery stream of
   * another Region
   */
  constructor(scope: Construct, id: string, props: FirewallManagerPolicyProps) {
    super(scope, id);
    checkDescription(props.description);
    const content = props.service._content;
    const place = content.isGlobal ? globalScopeOf(this, 'a Firewall Manager policy for CloudFront') : this;
    checkNeighbours(content, Stack.of(place).region);
    const [resourceType, ...others] = content.resourceTypes;
    const policy = new fms.CfnPolicy(place, 'Resource', {
      policyName: physicalName(this, { maxLength: 80 }), // it becomes part of the names of web ACLs
      policyDescription: props.description,
      remediationEnabled: props.remediation ?? false,
      deleteAllPolicyResources: false,
      resourcesCleanUp: false,
      resourceType: others.length > 0 ? 'ResourceTypeList' : resourceType,
      resourceTypeList: others.length > 0 ? [...content.resourceTypes] : undefined,
      includeMap: mapOf(props.policyScope.included),
      excludeMap: mapOf(props.policyScope.excluded),
      excludeResourceTags: props.resourceTags?.excludes ?? false,
      resourceTags: props.resourceTags && Object.entries(props.resourceTags.tags).map(([key, value]) => ({ key, value })),
      securityServicePolicyData: {
        type: content.type,
        managedServiceData: content.data && Stack.of(place).toJsonString(content.data),
      },
    });
    this.policyArn = fromRegionOf(policy.attrArn, policy, this);
    this.policyId = fromRegionOf(policy.attrId, policy, this);
  }
}

function checkNeighbours({ neighbours = {} }: PolicyContent, own: string): void {
  for (const [what, arn] of Object.entries(neighbours)) {
    const region = regionOfArn(arn) ?? own;
    refuseUnless(!areDifferent(region, own), {
      what: `the Region of ${what} of a Firewall Manager policy`, got: region, allowed: `${own}, that of the policy`, fix: `make one in ${own}: a policy covers its own Region, one for CloudFront lies in us-east-1`,
    });
  }
}

const mapOf = (given?: FirewallManagerAccounts): fms.CfnPolicy.IEMapProperty | undefined =>
  given && { orgunit: given.units, account: given.accounts };

function checkDescription(description?: string): void {
  refuseUnless(description === undefined || /^[a-zA-Z0-9_.:/=+\-@\s]{1,256}$/.test(description), {
    what: 'description of a Firewall Manager policy', got: description, allowed: '1 to 256 letters, digits, spaces and _.:/=+-@', fix: 'write it in these characters',
  });
}
