/**
 * Services whose resources resource control policies reach; what they say of others has no effect.
 *
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export const UNDER_RESOURCE_CONTROL: readonly string[] = ['kms', 's3', 'sts', 'sqs', 'secretsmanager', 'ecr'];

/** Where the roles are that AWS makes for its services: neither kind of control policy binds them. */
export const SERVICE_LINKED_PATH = 'aws-service-role/';
