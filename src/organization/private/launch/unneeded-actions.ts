import { type LaunchedResource, valuesAt } from './template';
import { actionFacts } from '../facts';

/** Actions that handlers list, and call only where a property is set. */
interface OnlyWith {
  readonly type: string;
  readonly actions: RegExp;
  /** Any of these properties. */
  readonly properties: readonly string[];
}

/**
 * Handlers list what they may call for any properties. What reaches data, or another service's resources, is left out where the property that it is
 * for is not set: https://github.com/aws-cloudformation/cloudformation-cli/blob/master/src/rpdk/core/data/schema/provider.definition.schema.v1.json
 */
const ONLY_WITH: readonly OnlyWith[] = [
  { type: 'AWS::S3::Bucket', actions: /^s3tables:|Metadata\w*Table/, properties: ['MetadataTableConfiguration', 'MetadataConfiguration'] },
  { type: 'AWS::Lambda::Function', actions: /^ec2:/, properties: ['VpcConfig'] },
  { type: 'AWS::Lambda::Function', actions: /^(elasticfilesystem|s3files):/, properties: ['FileSystemConfigs'] },
  { type: 'AWS::Lambda::Function', actions: /:PassCapacityProvider$/, properties: ['CapacityProviderConfig'] },
  { type: 'AWS::Lambda::Function', actions: /:GetLayerVersion$/, properties: ['Layers'] },
  { type: 'AWS::Logs::LogGroup', actions: /^firehose:|:CreateLogDelivery$/, properties: ['DataProtectionPolicy'] },
  { type: 'AWS::Logs::LogGroup', actions: /:(Put|Delete)ResourcePolicy$/, properties: ['ResourcePolicyDocument'] },
  { type: 'AWS::Logs::LogGroup', actions: /:(Put|Delete|Describe)Index\w+$/, properties: ['FieldIndexPolicies'] },
  { type: 'AWS::DynamoDB::Table', actions: /:(GetItem|PutItem|UpdateItem|DeleteItem|BatchWriteItem|Query|Scan)$|^s3:|^logs:|:ImportTable$/, properties: ['ImportSourceSpecification'] },
  { type: 'AWS::DynamoDB::Table', actions: /^kinesis:/, properties: ['KinesisStreamSpecification'] },
  ...['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'].map((type) => ({ type, actions: /^secretsmanager:/, properties: ['ManageMasterUserPassword'] })),
  { type: 'AWS::SecretsManager::Secret', actions: /:ReplicateSecretToRegions$/, properties: ['ReplicaRegions'] },
];

/** Why a handler's action is not needed for any of a type's resources; nothing if it is. */
export function unneeded(action: string, resources: readonly LaunchedResource[]): string | undefined {
  const [{ type }] = resources;
  const row = ONLY_WITH.find((one) => one.type === type && one.actions.test(action));
  if (row && !resources.some(({ properties }) => row.properties.some((property) => valuesAt(properties, property).length > 0))) {
    return `it is called with ${row.properties.join(' or ')}, which the template does not set`;
  }
  const on = actionFacts(action)?.on ?? [];
  if (action.startsWith('s3:') && on.length > 0 && on.every((kind) => /object\??$/.test(kind))) { return 'it is done on objects: CloudFormation makes none, and the code of functions is read by its own statement'; }
  return undefined;
}
