import type { CreatingAction } from './creating-actions';
import { creationDenials } from './creation-denials';
import { type Conditions, type PolicyStatement, deny } from './policy-statement';
import { ACTION_PREFIX, DOMAIN_TAG, LAUNCH_BOUNDARY_NAME, LAUNCH_ROLE_PREFIX, PRODUCT_TAG } from '../../private/names';

/** What the policies of an enforcement are made of. */
export interface Enforced {
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;
  /** What only launch roles and exempt roles may do. */
  readonly creating: readonly CreatingAction[];
  /** ARNs of roles, or patterns of them. */
  readonly exempt: readonly string[];
}

/** All the statements, what protects the catalogue first. */
export const enforcementStatements = (enforced: Enforced): PolicyStatement[] => [...protection(enforced), ...creation(enforced)];

/**
 * Who calls is known by `aws:PrincipalArn`, the role of a session and not the session: it is there for every role and user. `aws:CalledVia` is not: a
 * service with a role of its own calls as that role. Services' own principals and service-linked roles need no exception, since no policy of an
 * organization binds them.
 *
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
const unless = (...arns: readonly string[]): Conditions => ({ ArnNotLike: { 'aws:PrincipalArn': [...new Set(arns)] } });

/** Denies what makes a resource, to everybody but those who launch and those who are exempt. */
export const creation = ({ partition, creating, exempt }: Enforced): PolicyStatement[] =>
  creationDenials(partition, creating, unless(launchRoles(partition), ...exempt));

const launchRoles = (partition: string): string => `arn:${partition}:iam::*:role/${LAUNCH_ROLE_PREFIX}*`;

const ROLE_CHANGES = [
  'iam:AttachRolePolicy', 'iam:CreateRole', 'iam:DeleteRole', 'iam:DeleteRolePermissionsBoundary', 'iam:DeleteRolePolicy', 'iam:DetachRolePolicy',
  'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy', 'iam:TagRole', 'iam:UntagRole', 'iam:UpdateAssumeRolePolicy', 'iam:UpdateRole',
  'iam:UpdateRoleDescription',
];
const POLICY_CHANGES = [
  'iam:CreatePolicy', 'iam:CreatePolicyVersion', 'iam:DeletePolicy', 'iam:DeletePolicyVersion', 'iam:SetDefaultPolicyVersion', 'iam:TagPolicy', 'iam:UntagPolicy',
];

const DOCUMENT_CHANGES = ['ssm:CreateDocument', 'ssm:DeleteDocument', 'ssm:ModifyDocumentPermission', 'ssm:UpdateDocument', 'ssm:UpdateDocumentDefaultVersion'];

/**
 * The role with which AWS Backup copies the tags of what it backs up to the copies, where it was given no other.
 *
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/tags-on-backups.html
 */
const TAG_COPIER = 'service-role/AWSBackupDefaultServiceRole';

/** Denies what would make the catalogue's own roles, policies and tags somebody else's. */
export function protection({ partition, exempt }: Enforced): PolicyStatement[] {
  const role = (name: string): string => `arn:${partition}:iam::*:role/${name}`;
  const policy = (name: string): string => `arn:${partition}:iam::*:policy/${name}`;
  const launching = launchRoles(partition);
  const acting = role(`${ACTION_PREFIX}*`);
  const domains = role('gold/*');
  return [
    // an exempt role is as strong as a launch role, so it is kept as well
    deny('KeepLaunchRoles', [...ROLE_CHANGES, ...POLICY_CHANGES], [launching, acting, policy(`${LAUNCH_ROLE_PREFIX}*`), policy(`${ACTION_PREFIX}*`), ...exempt], unless(...exempt)),
    // it is let put tags on below, so it is nobody's to change or to make as they like
    deny('KeepTagCopier', ROLE_CHANGES, role(TAG_COPIER), unless(...exempt)),
    deny('TakeNoLaunchRole', ['iam:PassRole', 'sts:AssumeRole'], launching, unless(...exempt)),
    // a wildcard of an ARN goes on over slashes: a role `evil` of the path `/gold-launch-x/` is no launch role, though the pattern takes it for one
    deny('NoPathsLikeLaunchRoles', '*', '*', { ArnLike: { 'aws:PrincipalArn': `${launching}/*` } }),
    ...exempt.length === 0 ? [] : [deny('PassExemptRolesByExempt', 'iam:PassRole', exempt, unless(...exempt))],
    // whoever passes such a role to a document of their own does what only the approved one shall do
    deny('PassActionRolesByLaunches', 'iam:PassRole', acting, unless(launching, ...exempt)),
    deny('KeepActionDocuments', DOCUMENT_CHANGES, `arn:${partition}:ssm:*:*:document/${ACTION_PREFIX}*`, unless(...exempt)),
    // whoever constrains a product to a launch role launches any template by it, and whoever makes an action names the role that starts it
    deny('NoOtherLaunches', [
      'servicecatalog:CreateConstraint', 'servicecatalog:CreateServiceAction', 'servicecatalog:UpdateConstraint', 'servicecatalog:UpdateServiceAction',
      // so does whoever gives a product another template, by hand or from a repository; a constraint that is gone forbids nothing
      'servicecatalog:CreateProvisioningArtifact', 'servicecatalog:DeleteConstraint', 'servicecatalog:UpdateProduct',
      // a launched product can be given another launch role, and be said to be launched that is not
      'servicecatalog:ImportAsProvisionedProduct', 'servicecatalog:UpdateProvisionedProductProperties',
      // a portfolio from outside the organization may constrain its products to a role of a launch role's name; shares within need no acceptance
      'servicecatalog:AcceptPortfolioShare', 'servicecatalog:AssociatePrincipalWithPortfolio',
    ], '*', unless(...exempt)),
    // the keys of a domain know its roles by their path
    deny('KeepDomainRoles', [...ROLE_CHANGES, ...POLICY_CHANGES], [domains, policy('gold/*')], unless(launching, ...exempt)),
    deny('PassDomainRolesByLaunches', 'iam:PassRole', domains, unless(launching, domains, ...exempt)),
    deny('KeepBoundaries', 'iam:DeleteRolePermissionsBoundary', role('*'), { ArnLike: { 'aws:PrincipalArn': launching } }),
    deny('BoundRolesOfLaunches', ['iam:CreateRole', 'iam:PutRolePermissionsBoundary'], role('*'), {
      ArnLike: { 'aws:PrincipalArn': launching }, StringNotLike: { 'iam:PermissionsBoundary': policy(LAUNCH_BOUNDARY_NAME) },
    }),
    // a condition on a tag does not tell capitals in its key
    deny('KeepProductTags', '*', '*', { 'ForAnyValue:StringEqualsIgnoreCase': { 'aws:TagKeys': PRODUCT_TAG }, ...unless(launching, domains, role(TAG_COPIER), ...exempt) }),
    // the boundary tells domains apart by it
    deny('KeepDomainTags', '*', '*', {
      'ForAnyValue:StringEqualsIgnoreCase': { 'aws:TagKeys': DOMAIN_TAG }, 'Null': { [`aws:ResourceTag/${PRODUCT_TAG}`]: 'false' }, ...unless(launching, domains, role(TAG_COPIER), ...exempt),
    }),
  ];
}
