import type { CreatingAction } from './creating-actions';
import { creationDenials } from './creation-denials';
import { type PolicyDocument, deny, documentOf } from './policy-statement';
import { DOMAIN_TAG, LAUNCH_ROLE_PREFIX } from '../../private/names';

/** What manages accounts, the organization, its catalogue and stacks: nothing that runs in a domain has to. A stack may keep a stronger role. */
const MANAGEMENT = [
  ...['Continue', 'Create', 'Delete', 'Execute', 'Import', 'Rollback', 'Set', 'Update'].map((verb) => `cloudformation:${verb}*`), 'account:*', 'billing:*', 'controltower:*', 'identitystore:*', 'organizations:*', 'ram:*', 'servicecatalog:*', 'sso-directory:*', 'sso:*',
];

/** All of IAM's actions that change anything, but passing a role. */
const IAM_CHANGES = [
  'Accept', 'Add', 'Associate', 'Attach', 'Change', 'Create', 'Deactivate', 'Delete', 'Detach', 'Disable', 'Enable', 'Put', 'Reject', 'Remove', 'Reset',
  'Resync', 'Send', 'Set', 'Tag', 'Untag', 'Update', 'Upload',
].map((verb) => `iam:${verb}*`);

/** What reads, uses or changes a key, a secret or a parameter, and what has another role's work done; all of them know `aws:ResourceTag`. */
const OF_A_DOMAIN = [
  'kms:*', 'secretsmanager:*', 'ssm:DeleteParameter', 'ssm:DeleteParameters', 'ssm:GetParameter', 'ssm:GetParameterHistory', 'ssm:GetParameters', 'ssm:LabelParameterVersion', 'ssm:PutParameter', 'ssm:UnlabelParameterVersion',
  // whoever changes a parameter's tags makes it another domain's
  'ssm:AddTagsToResource', 'ssm:RemoveTagsFromResource',
  'ecs:ExecuteCommand', 'lambda:UpdateFunctionCode', 'lambda:UpdateFunctionConfiguration', 'ssm:SendCommand', 'ssm:StartSession',
];

const OF_DOMAIN = `aws:ResourceTag/${DOMAIN_TAG}`;
const BY_DOMAIN = `aws:PrincipalTag/${DOMAIN_TAG}`;

/**
 * The most that a role which a launch makes can be allowed: to work with data, and with keys and secrets of its own domain.
 *
 * @param creating what only launches do
 */
export function launchBoundaryDocument(partition: string, creating: readonly CreatingAction[]): PolicyDocument {
  const role = (name: string): string => `arn:${partition}:iam::*:role/${name}`;
  return documentOf([
    { Sid: 'Work', Effect: 'Allow', Action: '*', Resource: '*' },
    deny('ManageNothing', [...MANAGEMENT, ...IAM_CHANGES], '*'),
    // a workflow hands its tasks roles of its own domain; who has no domain is taken for one of a name that no domain can have
    { Sid: 'PassRolesOfTheDomain', Effect: 'Deny', Action: 'iam:PassRole', NotResource: role(`gold/\${${BY_DOMAIN}, '-'}/*`) },
    deny('TakeNoLaunchRole', 'sts:AssumeRole', role(`${LAUNCH_ROLE_PREFIX}*`)),
    {
      Sid: 'TakeRolesOfTheDomain',
      Effect: 'Deny',
      Action: 'sts:AssumeRole',
      NotResource: role(`gold/\${${BY_DOMAIN}, '-'}/*`),
      Condition: { StringEquals: { 'aws:ResourceAccount': '${aws:PrincipalAccount}' } },
    },
    deny('KeepTheDomainOfSessions', 'sts:TagSession', '*', { 'ForAnyValue:StringEqualsIgnoreCase': { 'aws:TagKeys': DOMAIN_TAG } }),
    // session tags override a role's tags, and nothing overrides its path: each of the two alone is enough to be denied
    deny('KeepToTheDomainOfThePath', OF_A_DOMAIN, '*', {
      Null: { [OF_DOMAIN]: 'false' },
      ArnLike: { 'aws:PrincipalArn': role('gold/*') },
      ArnNotLike: { 'aws:PrincipalArn': role(`gold/\${${OF_DOMAIN}}/*`) },
    }),
    // it is told no tags, and reads all that lies below; what AWS publishes is anybody's
    { Sid: 'ReadParametersByName', Effect: 'Deny', Action: 'ssm:GetParametersByPath', NotResource: `arn:${partition}:ssm:*::parameter/aws/service/*` },
    deny('ShareNoParameters', ['ssm:DeleteResourcePolicy', 'ssm:PutResourcePolicy'], '*'), // which are told no tags either
    deny('KeepToTheDomainOfTheTag', OF_A_DOMAIN, '*', {
      Null: { [OF_DOMAIN]: 'false', [BY_DOMAIN]: 'false' }, StringNotEquals: { [OF_DOMAIN]: `\${${BY_DOMAIN}}` },
    }),
    // who has neither is of no domain
    deny('KeepToNoDomain', OF_A_DOMAIN, '*', { Null: { [OF_DOMAIN]: 'false', [BY_DOMAIN]: 'true' }, ArnNotLike: { 'aws:PrincipalArn': role('gold/*') } }),
    ...creationDenials(partition, creating),
  ]);
}
