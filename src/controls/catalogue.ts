import { API_CONTROLS } from './api-catalogue';
import { dynamicReferences as cloudformationDynamicReferences } from './cloudformation/dynamic-references';
import { environment as cloudformationEnvironment } from './cloudformation/environment';
import { noPlaintext as cloudformationNoPlaintext } from './cloudformation/no-plaintext';
import { parameters as cloudformationParameters } from './cloudformation/parameters';
import { passwords as cloudformationPasswords } from './cloudformation/passwords';
import { pinnedReferences as cloudformationPinnedReferences } from './cloudformation/pinned-references';
import { readableSecrets as cloudformationReadableSecrets } from './cloudformation/readable-secrets';
import { noPlaintext as codebuildNoPlaintext } from './codebuild/no-plaintext';
import type { Control } from './control';
import { customerKey as dynamodbCustomerKey } from './dynamodb/customer-key';
import { deletionProtection as dynamodbDeletionProtection } from './dynamodb/deletion-protection';
import { pointInTimeRecovery as dynamodbPointInTimeRecovery } from './dynamodb/point-in-time-recovery';
import { retained as dynamodbRetained } from './dynamodb/retained';
import { endpointPolicy as ec2EndpointPolicy } from './ec2/endpoint-policy';
import { endpointPrivateDns as ec2EndpointPrivateDns } from './ec2/endpoint-private-dns';
import { flowLogs as ec2FlowLogs } from './ec2/flow-logs';
import { userData as ec2UserData } from './ec2/user-data';
import { noPlaintext as ecsNoPlaintext } from './ecs/no-plaintext';
import { EDGE_CONTROLS } from './edge-catalogue';
import { noDecryptOnAllKeys as iamNoDecryptOnAllKeys } from './iam/no-decrypt-on-all-keys';
import { noKmsWildcard as iamNoKmsWildcard } from './iam/no-kms-wildcard';
import { administratorsCannotUse as kmsAdministratorsCannotUse } from './kms/administrators-cannot-use';
import { aliasRetained as kmsAliasRetained } from './kms/alias-retained';
import { deletionWindow as kmsDeletionWindow } from './kms/deletion-window';
import { existingPrincipals as kmsExistingPrincipals } from './kms/existing-principals';
import { grantsForAwsResources as kmsGrantsForAwsResources } from './kms/grants-for-aws-resources';
import { lockoutCheck as kmsLockoutCheck } from './kms/lockout-check';
import { noPublicAccess as kmsNoPublicAccess } from './kms/no-public-access';
import { noWildcardActions as kmsNoWildcardActions } from './kms/no-wildcard-actions';
import { retained as kmsRetained } from './kms/retained';
import { rootDelegatesNoUse as kmsRootDelegatesNoUse } from './kms/root-delegates-no-use';
import { rotation } from './kms/rotation';
import { servicePrincipalsBound as kmsServicePrincipalsBound } from './kms/service-principals-bound';
import { tagged as kmsTagged } from './kms/tagged';
import { boundInvokers as lambdaBoundInvokers } from './lambda/bound-invokers';
import { deadLetter as lambdaDeadLetter } from './lambda/dead-letter';
import { environmentKey as lambdaEnvironmentKey } from './lambda/environment-key';
import { inVpc as lambdaInVpc } from './lambda/in-vpc';
import { noPlaintext as lambdaNoPlaintext } from './lambda/no-plaintext';
import { noPublicAccess as lambdaNoPublicAccess } from './lambda/no-public-access';
import { supportedRuntime as lambdaSupportedRuntime } from './lambda/supported-runtime';
import { customerKey as logsCustomerKey } from './logs/customer-key';
import { retention as logsRetention } from './logs/retention';
import { accessLogs as s3AccessLogs } from './s3/access-logs';
import { aclsDisabled as s3AclsDisabled } from './s3/acls-disabled';
import { bucketKey as s3BucketKey } from './s3/bucket-key';
import { customerKey as s3CustomerKey } from './s3/customer-key';
import { noCustomerProvidedKeys as s3NoCustomerProvidedKeys } from './s3/no-customer-provided-keys';
import { noPublicPolicy as s3NoPublicPolicy } from './s3/no-public-policy';
import { publicAccessBlock as s3PublicAccessBlock } from './s3/public-access-block';
import { retained as s3Retained } from './s3/retained';
import { tlsOnly as s3TlsOnly } from './s3/tls-only';
import { versioning as s3Versioning } from './s3/versioning';
import { blocksPublicPolicy as secretsmanagerBlocksPublicPolicy } from './secretsmanager/blocks-public-policy';
import { customerKey as secretsmanagerCustomerKey } from './secretsmanager/customer-key';
import { noPlaintext as secretsmanagerNoPlaintext } from './secretsmanager/no-plaintext';
import { resourcePolicy as secretsmanagerResourcePolicy } from './secretsmanager/resource-policy';
import { rotation as secretsmanagerRotation } from './secretsmanager/rotation';
import { customerKey as snsCustomerKey } from './sns/customer-key';
import { noPublicPolicy as snsNoPublicPolicy } from './sns/no-public-policy';
import { tlsOnly as snsTlsOnly } from './sns/tls-only';
import { customerKey as sqsCustomerKey } from './sqs/customer-key';
import { deadLetter as sqsDeadLetter } from './sqs/dead-letter';
import { noPublicPolicy as sqsNoPublicPolicy } from './sqs/no-public-policy';
import { tlsOnly as sqsTlsOnly } from './sqs/tls-only';
import { noPlaintext as ssmNoPlaintext } from './ssm/no-plaintext';

/** Every control, in the order of the documentation. A new control is a new file and a line here. */
export const CATALOGUE: readonly Control[] = [
  rotation,
  s3CustomerKey, s3BucketKey, s3NoCustomerProvidedKeys, s3TlsOnly, s3PublicAccessBlock,
  s3NoPublicPolicy, s3AclsDisabled, s3Versioning, s3AccessLogs, s3Retained,
  dynamodbCustomerKey, dynamodbPointInTimeRecovery, dynamodbDeletionProtection, dynamodbRetained,
  sqsCustomerKey, sqsTlsOnly, sqsNoPublicPolicy, sqsDeadLetter,
  snsCustomerKey, snsTlsOnly, snsNoPublicPolicy,
  lambdaNoPublicAccess, lambdaBoundInvokers, lambdaSupportedRuntime, lambdaInVpc, lambdaEnvironmentKey, lambdaDeadLetter, lambdaNoPlaintext,
  ec2EndpointPolicy, ec2EndpointPrivateDns, ec2FlowLogs, ec2UserData,
  ecsNoPlaintext, codebuildNoPlaintext, ssmNoPlaintext,
  iamNoDecryptOnAllKeys, iamNoKmsWildcard,
  kmsRetained, kmsAliasRetained, kmsDeletionWindow, kmsNoPublicAccess, kmsNoWildcardActions, kmsRootDelegatesNoUse,
  kmsAdministratorsCannotUse, kmsServicePrincipalsBound, kmsGrantsForAwsResources, kmsLockoutCheck, kmsExistingPrincipals, kmsTagged,
  logsCustomerKey, logsRetention,
  secretsmanagerCustomerKey, secretsmanagerRotation, secretsmanagerResourcePolicy, secretsmanagerBlocksPublicPolicy, secretsmanagerNoPlaintext,
  cloudformationNoPlaintext, cloudformationPasswords, cloudformationParameters, cloudformationEnvironment,
  cloudformationDynamicReferences, cloudformationReadableSecrets, cloudformationPinnedReferences,
  ...EDGE_CONTROLS, ...API_CONTROLS,
];
