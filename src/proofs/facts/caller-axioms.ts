import type { Axiom } from './axioms';
import { calledViaKeys, listed, openInServiceCalls, organizationKeys, sessionKeys } from './condition-keys';

const KMS = 'https://docs.aws.amazon.com/kms/latest/developerguide';
const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
const GLOBAL_KEYS = `${IAM}/reference_policies_condition-keys.html`;

/** What is taken for granted of who calls AWS. */
export const CALLER_AXIOMS: readonly Axiom[] = [
  {
    id: 'principal-keys-follow-principal',
    text: 'In a request of an IAM principal aws:PrincipalArn is the ARN of the role (not of its session), user, federated user or root user,'
      + ' aws:PrincipalAccount and kms:CallerAccount are the account in that ARN, and aws:PrincipalIsAWSService is false.',
    source: GLOBAL_KEYS,
  },
  {
    id: 'principal-type-follows-principal',
    text: 'assumed: aws:PrincipalType is Account, User, FederatedUser, AssumedRole or Anonymous after the kind of principal, and absent where AWS'
      + ' documents no value: for a service\'s own principal and for a user of an identity provider.',
    source: `${IAM}/reference_policies_variables.html`,
  },
  {
    id: 'user-names-only-of-users',
    text: 'assumed: aws:username is only in requests of IAM users, for whom alone AWS documents it, and is the user\'s name without its path.',
    source: `${IAM}/reference_policies_variables.html`,
  },
  {
    id: 'service-principals-are-aws-services',
    text: 'A direct call of a service\'s own principal has aws:PrincipalIsAWSService true and its name in aws:PrincipalServiceName; no other'
      + ' request has that name, service roles and forwarded calls included.',
    source: GLOBAL_KEYS,
  },
  {
    id: 'service-names-list-only-from-services',
    text: 'aws:PrincipalServiceNamesList is only in direct calls of a service\'s own principal, and not in those of service roles and forwarded ones.',
    source: GLOBAL_KEYS,
  },
  {
    id: 'service-principal-account-is-open',
    text: `assumed: a service's own principal may or may not carry ${listed(openInServiceCalls)}, with any value that no other axiom rules out, since AWS`
      + ' documents none.',
    source: GLOBAL_KEYS,
  },
  {
    id: 'service-principal-arn-names-no-account',
    text: 'assumed: where a service\'s own principal carries aws:PrincipalArn, it is no ARN in an account that a policy writes out.',
    source: GLOBAL_KEYS,
  },
  {
    id: 'identity-providers-call-sts',
    text: 'A user of an identity provider calls AWS STS only, for a role; all other calls are the role\'s.',
    source: `${IAM}/id_roles_providers.html`,
  },
  {
    id: 'kms-never-anonymous',
    text: 'assumed: AWS KMS serves only signed requests, so that a principal "*" means every identity of every account, and never the public.',
    source: `${KMS}/key-policy-overview.html`,
  },
  {
    id: 'own-account-in-organization',
    text: 'assumed: the accounts of the app are in the organization that it names, so that aws:PrincipalOrgID of their principals is that'
      + ' organization\'s id and of nobody outside.',
    source: GLOBAL_KEYS,
  },
  {
    id: 'service-principals-in-no-organization',
    text: `assumed: ${listed(organizationKeys)} are only in requests of IAM principals, the members of organizations, and not in those of a service's own`
      + ' principal, from AWS\'s note that a condition on them shuts services out.',
    source: GLOBAL_KEYS,
  },
  {
    id: 'organization-paths-begin-with-organization',
    text: 'Each value of aws:PrincipalOrgPaths begins with the id of the principal\'s organization, of which it has one, and which is in'
      + ' aws:PrincipalOrgID.',
    source: GLOBAL_KEYS,
  },
  {
    id: 'principal-tags-only-of-iam-principals',
    text: 'assumed: aws:PrincipalTag/* is only in requests of IAM principals, for whom alone AWS documents it.',
    source: GLOBAL_KEYS,
  },
  {
    id: 'session-keys-only-of-sessions',
    text: `assumed: ${listed(sessionKeys)} are neither in unsigned requests nor in those of a service's own principal, since AWS documents them for sessions`
      + ' and temporary credentials.',
    source: GLOBAL_KEYS,
  },
  {
    id: 'called-via-only-for-iam-principals',
    text: `${listed(calledViaKeys)} are only in calls that a service makes with the credentials of an IAM principal.`,
    source: GLOBAL_KEYS,
  },
  {
    id: 'session-tags-are-free',
    text: 'A session\'s tags override its role\'s, so that whoever may pass session tags chooses aws:PrincipalTag: the key has any value, and may be'
      + ' absent, wherever that is possible.',
    source: `${IAM}/id_session-tags.html`,
  },
  {
    id: 'role-sessions-carry-role-tags',
    text: 'A session of a role that nobody gave session tags carries the role\'s own tags in aws:PrincipalTag.',
    source: `${IAM}/id_session-tags.html`,
  },
  {
    id: 'roles-may-be-anybody-trusted',
    text: 'assumed: a role is taken as one caller: who can assume it, or pass it to a service, is a question of its trust policy and asked apart.',
    source: `${IAM}/reference_policies_elements_principal.html`,
  },
  {
    id: 'named-principals-exist-unchanged',
    text: 'assumed: as in trust policies, AWS keeps the unique id of a role or user that a key policy names, so that the statement is of no'
      + ' effect once it is deleted, even if one of that name is made anew.',
    source: `${IAM}/reference_policies_elements_principal.html`,
  },
];
