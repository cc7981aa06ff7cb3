import { type LaunchedResource, targetsIn, valuesAt } from './template';
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
  { type: 'AWS::EC2::FlowLog', actions: /^s3:|^firehose:/, properties: ['LogDestination'] },
  { type: 'AWS::CertificateManager::Certificate', actions: /^acm-pca:/, properties: ['CertificateAuthorityArn'] },
  { type: 'AWS::SecretsManager::Secret', actions: /:ReplicateSecretToRegions$/, properties: ['ReplicaRegions'] },
];

/** Actions of services that handlers list, and call only where a property names a resource of theirs. */
interface OnlyFor {
  readonly type: string;
  readonly property: string;
  /** Types of the resource, by the prefix of the actions. */
  readonly types: Readonly<Record<string, RegExp>>;
}

const ONLY_FOR: readonly OnlyFor[] = [
  // https://docs.aws.amazon.com/waf/latest/developerguide/logging-destinations.html
  { type: 'AWS::WAFv2::LoggingConfiguration', property: 'LogDestinationConfigs', types: { s3: /^AWS::S3::/, firehose: /^AWS::KinesisFirehose::/, logs: /^AWS::(Logs|S3)::/ } },
  // https://docs.aws.amazon.com/waf/latest/APIReference/API_AssociateWebACL.html
  {
    type: 'AWS::WAFv2::WebACLAssociation',
    property: 'ResourceArn',
    types: {
      'amplify': /^AWS::Amplify::/,
      'apigateway': /^AWS::ApiGateway::/,
      'apprunner': /^AWS::AppRunner::/,
      'appsync': /^AWS::AppSync::/,
      'bedrock-agentcore': /^AWS::BedrockAgentCore::/,
      'cognito-idp': /^AWS::Cognito::/,
      'ec2': /^AWS::EC2::/,
      'elasticloadbalancing': /^AWS::ElasticLoadBalancingV2::/,
    },
  },
];

/** Whether every resource names one of the template for which the action is not called; a parameter may name any. */
function isForOthers(action: string, resources: readonly LaunchedResource[], all: readonly LaunchedResource[]): boolean {
  const row = ONLY_FOR.find(({ type }) => type === resources[0].type);
  const pattern = row?.types[action.split(':')[0]];
  if (!row || !pattern) { return false; }
  return resources.every(({ properties }) => {
    const ids = valuesAt(properties, row.property).flatMap(targetsIn);
    const named = all.filter(({ id }) => ids.includes(id));
    return named.length > 0 && !named.some(({ type }) => pattern.test(type));
  });
}

/**
 * Why a handler's action is not needed for any of a type's resources; nothing if it is.
 *
 * @param all the resources of the template
 */
export function unneeded(action: string, resources: readonly LaunchedResource[], all: readonly LaunchedResource[]): string | undefined {
  const [{ type }] = resources;
  const row = ONLY_WITH.find((one) => one.type === type && one.actions.test(action));
  if (row && !resources.some(({ properties }) => row.properties.some((property) => valuesAt(properties, property).length > 0))) {
    return `it is called with ${row.properties.join(' or ')}, which the template does not set`;
  }
  if (isForOthers(action, resources, all)) { return 'it is called for another service\'s resource than the template names'; }
  const on = actionFacts(action)?.on ?? [];
  if (action.startsWith('s3:') && on.length > 0 && on.every((kind) => /object\??$/.test(kind))) { return 'it is done on objects: CloudFormation makes none, and the code of functions is read by its own statement'; }
  return undefined;
}
