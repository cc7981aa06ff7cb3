const IAM = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html';

/** AWS's page on the actions of IAM, and which of them know `iam:PermissionsBoundary`. */
export const LAUNCH_ACTION_SOURCES: readonly string[] = [IAM];

const iam = (...names: readonly string[]): string[] => names.map((name) => `iam:${name}`);

/** Actions of IAM that change nothing. */
export const READS_IAM: readonly string[] = iam('Get*', 'List*', 'Simulate*', 'GenerateCredentialReport', 'GenerateOrganizationsAccessReport', 'GenerateServiceLastAccessedDetails');

/** Actions on roles that IAM decides by the boundary that the role has, or gets. */
export const BY_BOUNDARY: readonly string[] = iam('CreateRole', 'PutRolePermissionsBoundary', 'PutRolePolicy', 'DeleteRolePolicy', 'AttachRolePolicy', 'DetachRolePolicy');

/** Actions on roles, policies and instance profiles that IAM decides by their names alone. Whatever else there is of IAM, no launch needs. */
export const BY_NAME: readonly string[] = iam(
  'DeleteRole', 'UpdateRole', 'UpdateRoleDescription', 'UpdateAssumeRolePolicy', 'TagRole', 'UntagRole', 'PassRole',
  'CreatePolicy', 'DeletePolicy', 'CreatePolicyVersion', 'DeletePolicyVersion', 'SetDefaultPolicyVersion', 'TagPolicy', 'UntagPolicy',
  'CreateInstanceProfile', 'DeleteInstanceProfile', 'AddRoleToInstanceProfile', 'RemoveRoleFromInstanceProfile', 'TagInstanceProfile', 'UntagInstanceProfile',
);

/** Makes a role of a service, whose permissions AWS has fixed. */
export const SERVICE_ROLE = 'iam:CreateServiceLinkedRole';

/** Actions that read the value of a secret or of a parameter. */
export const READS_SECRETS: readonly string[] = ['secretsmanager:GetSecretValue', 'secretsmanager:BatchGetSecretValue', 'ssm:GetParameter*'];
