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
  /** ARNs of the stacks that keep such a role, or patterns of them. */
  readonly exemptStacks: readonly string[];
  /** Whether an exempt role may trust an identity provider of its account. */
  readonly trustsProviders: boolean;
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

/** What has StackSets deploy to an account: they do so as roles that are exempt, whoever asked them. */
const STACK_SET_CHANGES = ['Create', 'Delete', 'Update'].flatMap((verb) => ['StackInstances', 'StackSet'].map((noun) => `cloudformation:${verb}${noun}`)).concat('cloudformation:ImportStacksToStackSet');

/**
 * What uses the role that a stack keeps: a caller needs no right to pass it.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html
 */
const STACK_CHANGES = ['ContinueUpdateRollback', 'CreateChangeSet', 'CreateStackRefactor', 'DeleteStack', 'ExecuteChangeSet', 'ExecuteStackRefactor', 'RollbackStack', 'SetStackPolicy', 'UpdateStack'].map((name) => `cloudformation:${name}`);

/** A role may trust an identity provider of its account: whoever changes the provider is whom it trusts. */
const PROVIDER_CHANGES = [
  'iam:AddClientIDToOpenIDConnectProvider', 'iam:DeleteOpenIDConnectProvider', 'iam:DeleteSAMLProvider', 'iam:UpdateOpenIDConnectProviderThumbprint', 'iam:UpdateSAMLProvider',
];

/**
 * What opens a key or a secret to others, and what has a role of a domain work for others: nobody is asked for a right to pass the role of a function
 * whose code is another, or of a container that is entered.
 */
const OPENINGS = [
  'ecs:ExecuteCommand', 'kms:PutKeyPolicy', 'lambda:DeleteFunctionCodeSigningConfig', 'lambda:PutFunctionCodeSigningConfig', 'lambda:UpdateFunctionCode',
  'lambda:UpdateFunctionConfiguration', 'secretsmanager:DeleteResourcePolicy', 'secretsmanager:PutResourcePolicy',
];

/** These tag what they make, and are done on what it is made for or of as well: a rule of a launched load balancer, a copy of a launched database. */
const MAKING = ['elasticloadbalancing:CreateListener', 'elasticloadbalancing:CreateRule', 'rds:CreateDBClusterSnapshot', 'rds:CreateDBSnapshot'];

/** What takes the policies themselves off, in an account that administers them, or an account out of the organization, by another's invitation too. */
const POLICY_ESCAPES = ['AcceptHandshake', 'DeletePolicy', 'DeleteResourcePolicy', 'DetachPolicy', 'DisablePolicyType', 'LeaveOrganization', 'PutResourcePolicy', 'UpdatePolicy'].map((name) => `organizations:${name}`);

/**
 * The roles with which AWS Backup and Amazon Data Lifecycle Manager copy the tags of what they back up to the copies, where they were given no other.
 *
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/tags-on-backups.html
 * https://docs.aws.amazon.com/ebs/latest/userguide/service-role.html
 */
const TAG_COPIERS = ['AWSBackupDefaultServiceRole', 'AWSDataLifecycleManagerDefaultRole', 'AWSDataLifecycleManagerDefaultRoleForAMIManagement'].map((name) => `service-role/${name}`);

/** What they make copies as. */
const COPIES = [
  'backup:*:*:recovery-point:*', 'dynamodb:*:*:table/*/backup/*', 'ec2:*::image/*', 'ec2:*::snapshot/*', 'fsx:*:*:backup/*', 'rds:*:*:cluster-snapshot:*', 'rds:*:*:snapshot:*',
  'redshift:*:*:snapshot:*', 'redshift-serverless:*:*:snapshot/*',
];
/** These tag the copy alone, and are done on what is copied as well. */
const COPYING = [
  'docdb-elastic:CreateClusterSnapshot', 'fsx:CreateBackup', 'rds:CreateDBClusterSnapshot', 'rds:CreateDBSnapshot', 'redshift:CreateClusterSnapshot',
  'redshift-serverless:CreateSnapshot',
];

/** Denies what would make the catalogue's own roles, policies and tags somebody else's. */
export function protection({ partition, exempt, exemptStacks, trustsProviders }: Enforced): PolicyStatement[] {
  const role = (name: string): string => `arn:${partition}:iam::*:role/${name}`;
  const policy = (name: string): string => `arn:${partition}:iam::*:policy/${name}`;
  const launching = launchRoles(partition);
  const acting = role(`${ACTION_PREFIX}*`);
  const domains = role('gold/*');
  const copiers = TAG_COPIERS.map(role);
  const putsProductTag = { 'ForAnyValue:StringEqualsIgnoreCase': { 'aws:TagKeys': PRODUCT_TAG } };
  const isLaunched = { Null: { [`aws:ResourceTag/${PRODUCT_TAG}`]: 'false' } };
  return [
    // an exempt role is as strong as a launch role, so it is kept as well
    deny('KeepLaunchRoles', [...ROLE_CHANGES, ...POLICY_CHANGES], [launching, acting, policy(`${LAUNCH_ROLE_PREFIX}*`), policy(`${ACTION_PREFIX}*`), ...exempt], unless(...exempt)),
    // they are let put tags on below, so they are nobody's to change or to make as they like
    deny('KeepTagCopiers', ROLE_CHANGES, copiers, unless(...exempt)),
    deny('KeepRolesOfLaunches', ROLE_CHANGES, role('*'), { ...isLaunched, ...unless(launching, ...exempt) }),
    deny('TakeNoLaunchRole', ['iam:PassRole', 'sts:AssumeRole'], launching, unless(...exempt)),
    // a wildcard of an ARN goes on over slashes: a role `evil` of the path `/gold-launch-x/` is no launch role, though the pattern takes it for one
    deny('NoPathsLikeLaunchRoles', '*', '*', { ArnLike: { 'aws:PrincipalArn': `${launching}/*` } }),
    ...exempt.length === 0 ? [] : [deny('TakeNoExemptRole', ['iam:PassRole', 'sts:AssumeRole'], exempt, unless(...exempt))],
    // but those of clusters, which their stacks make and delete
    ...trustsProviders ? [{
      Sid: 'KeepIdentityProviders', Effect: 'Deny' as const, Action: PROVIDER_CHANGES, NotResource: `arn:${partition}:iam::*:oidc-provider/oidc.eks.*`, Condition: unless(...exempt),
    }] : [],
    deny('NoOtherStackSets', STACK_SET_CHANGES, '*', unless(...exempt)),
    ...exemptStacks.length === 0 ? [] : [deny('KeepStacksOfExemptRoles', STACK_CHANGES, exemptStacks, unless(...exempt))],
    // a launch role does to a stack what its template says: a resource that somebody brought in would be changed or deleted as the product's
    deny('KeepStacksOfLaunches', STACK_CHANGES, `arn:${partition}:cloudformation:*:*:stack/SC-*-pp-*`, unless(launching, ...exempt)),
    deny('OpenNothingOfLaunches', OPENINGS, '*', { ...isLaunched, ...unless(launching, domains, ...exempt) }),
    deny('StayUnderThePolicies', POLICY_ESCAPES, '*', unless(...exempt)),
    // whoever passes such a role to a document of their own does what only the approved one shall do
    deny('PassActionRolesByLaunches', 'iam:PassRole', acting, unless(launching, ...exempt)),
    deny('KeepActionDocuments', DOCUMENT_CHANGES, `arn:${partition}:ssm:*:*:document/${ACTION_PREFIX}*`, unless(...exempt)),
    // whoever constrains a product to a launch role launches any template by it, and whoever makes an action names the role that starts it
    deny('NoOtherLaunches', [
      'servicecatalog:CreateConstraint', 'servicecatalog:CreateServiceAction', 'servicecatalog:UpdateConstraint', 'servicecatalog:UpdateServiceAction',
      // so does whoever gives a product another template, by hand or from a repository; a constraint that is gone forbids nothing
      'servicecatalog:CopyProduct', 'servicecatalog:CreateProvisioningArtifact', 'servicecatalog:DeleteConstraint', 'servicecatalog:UpdateProduct',
      // a launched product can be given another launch role, and be said to be launched that is not
      'servicecatalog:ImportAsProvisionedProduct', 'servicecatalog:UpdateProvisionedProductProperties',
      // a portfolio from outside the organization may constrain its products to a role of a launch role's name; shares within need no acceptance
      'servicecatalog:AcceptPortfolioShare', 'servicecatalog:AssociatePrincipalWithPortfolio',
    ], '*', unless(...exempt)),
    // the keys of a domain know its roles by their path
    deny('KeepDomainRoles', [...ROLE_CHANGES, ...POLICY_CHANGES], [domains, policy('gold/*')], unless(launching, ...exempt)),
    deny('PassDomainRolesByLaunches', 'iam:PassRole', domains, unless(launching, domains, ...exempt)),
    deny('KeepBoundaries', 'iam:DeleteRolePermissionsBoundary', role('*'), { ArnLike: { 'aws:PrincipalArn': launching } }),
    deny('KeepBoundariesOfLaunches', 'iam:DeleteRolePermissionsBoundary', role('*'), { StringLike: { 'iam:PermissionsBoundary': policy(LAUNCH_BOUNDARY_NAME) }, ...unless(...exempt) }),
    deny('BoundRolesOfLaunches', ['iam:CreateRole', 'iam:PutRolePermissionsBoundary'], role('*'), {
      ArnLike: { 'aws:PrincipalArn': launching }, StringNotLike: { 'iam:PermissionsBoundary': policy(LAUNCH_BOUNDARY_NAME) },
    }),
    // a condition on a tag does not tell capitals in its key
    deny('KeepProductTags', '*', '*', { ...putsProductTag, ...unless(launching, domains, ...copiers, ...exempt) }),
    { Sid: 'CopyTagsToCopiesOnly', Effect: 'Deny', NotAction: COPYING, NotResource: COPIES.map((copy) => `arn:${partition}:${copy}`), Condition: { ...putsProductTag, ArnLike: { 'aws:PrincipalArn': copiers } } },
    // the boundary tells domains apart by it
    {
      Sid: 'KeepDomainTags',
      Effect: 'Deny',
      NotAction: MAKING,
      Resource: '*',
      Condition: { 'ForAnyValue:StringEqualsIgnoreCase': { 'aws:TagKeys': DOMAIN_TAG }, ...isLaunched, ...unless(launching, domains, ...copiers, ...exempt) },
    },
  ];
}
