import { Stack, aws_organizations as organizations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { EnforcementExemption } from './enforcement-exemption';
import type { GoldProduct } from './gold-product';
import { creatingActions } from './private/creating-actions';
import { enforcementStatements } from './private/enforcement-statements';
import { SERVICE_CONTROL_LIMITS } from './private/service-control-limits';
import { splitPolicies } from './private/split-policies';
import { refuseUnless } from '../private/errors';

/** Properties of an enforcement. */
export interface CatalogueEnforcementProps {
  /**
   * The types of CloudFormation resources that are made by launching a product, and in no other way.
   *
   * Name the main ones: what users come to the catalogue for, such as `AWS::RDS::DBInstance`. A product makes roles, functions, log groups and alarms
   * as well, and so does nearly every other stack: name these too only where nobody else is to have them.
   *
   * @default - none: only the catalogue's own roles, policies and tags are protected
   */
  readonly resourceTypes?: string[];

  /** Roles that are not bound. At least one: the launch roles are deployed and changed by exempt roles only. */
  readonly exemptions: EnforcementExemption[];

  /** What the policies are attached to: ids of the organization's root (r-…), of units (ou-…) or of accounts. */
  readonly targetIds: string[];

  /**
   * What the names of the policies begin with, up to 100 characters.
   *
   * @default 'gold-catalogue'
   */
  readonly policyName?: string;

  /**
   * The products whose main resources are made in no other way.
   *
   * @default - none
   */
  readonly products?: GoldProduct[];
}

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_AttachPolicy.html */
const TARGET = /^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|\d{12})$/;

/**
 * Makes the catalogue the only way to its resources: service control policies that keep everybody else from making them, and from taking or changing the
 * roles that launch products. What exists already is used, changed and deleted as before.
 *
 * It stands in a stack of the organization's management account, or of the account that administers its policies. AWS binds neither the management
 * account by such policies nor service-linked roles: launch and build nothing in the management account.
 *
 * @example
 * new organization.CatalogueEnforcement(this, 'Enforcement', {
 *   resourceTypes: ['AWS::RDS::DBInstance', 'AWS::S3::Bucket'],
 *   exemptions: [organization.EnforcementExemption.stackSets()],
 *   targetIds: ['ou-ab12-workloads'],
 * });
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
export class CatalogueEnforcement extends Construct {
  /** The ids of the policies. */
  public readonly policyIds: string[];

  constructor(scope: Construct, id: string, props: CatalogueEnforcementProps) {
    super(scope, id);
    const { targetIds, exemptions, policyName = 'gold-catalogue' } = props;
    checkTargets(targetIds);
    refuseUnless(exemptions.length > 0, {
      what: 'exemptions',
      got: 'none',
      allowed: 'at least the roles that deploy the launch roles',
      fix: 'pass EnforcementExemption.stackSets(), or EnforcementExemption.roles(…) with the roles that deploy them',
    });
    refuseUnless(/^[\w .-]{1,100}$/.test(policyName), {
      what: 'policyName', got: policyName, allowed: '1 to 100 letters, digits, spaces, dots, hyphens and underscores', fix: 'choose another name',
    });
    const types = new Set([...props.resourceTypes ?? [], ...(props.products ?? []).flatMap(({ mainResourceTypes }) => mainResourceTypes)]);
    const statements = enforcementStatements({
      partition: Stack.of(this).partition,
      creating: [...types].flatMap(creatingActions),
      exempt: exemptions.flatMap(({ roleArns }) => roleArns),
      exemptStacks: exemptions.flatMap(({ stackArns }) => stackArns),
      trustsProviders: exemptions.some(({ _trustsProviders: trusts }) => trusts),
    });
    const documents = splitPolicies(statements, SERVICE_CONTROL_LIMITS.characters);
    const most = SERVICE_CONTROL_LIMITS.attached - SERVICE_CONTROL_LIMITS.attachedByAws;
    refuseUnless(documents.length <= most, {
      what: 'resourceTypes',
      got: `${documents.length} policies of ${SERVICE_CONTROL_LIMITS.characters} characters`,
      allowed: `${most}: AWS Organizations attaches ${SERVICE_CONTROL_LIMITS.attached} to a target, one of them its own`,
      fix: 'name fewer types, only the main ones of your products, or fewer exemptions',
    });
    this.policyIds = documents.map((content, at) => new organizations.CfnPolicy(this, at === 0 ? 'Policy' : `Policy${at + 1}`, {
      name: at === 0 ? policyName : `${policyName}-${at + 1}`,
      description: 'Makes the service catalogue the only way to its resources',
      type: 'SERVICE_CONTROL_POLICY',
      content,
      targetIds,
    }).attrId);
  }
}

function checkTargets(targetIds: string[]): void {
  refuseUnless(targetIds.length > 0, { what: 'targetIds', got: 'none', allowed: 'ids of roots, units or accounts', fix: 'say where the catalogue is the only way' });
  for (const id of targetIds) {
    refuseUnless(TARGET.test(id), { what: 'target of an enforcement', got: id, allowed: 'r-…, ou-…-… or the 12 digits of an account', fix: 'pass an id that AWS Organizations shows' });
  }
}
