import { aws_ec2 as ec2 } from 'aws-cdk-lib';

/** An AWS service that is reached by an endpoint of the VPC. */
export interface EndpointFacts {
  readonly id: string;
  /** Prefix of the service's actions. */
  readonly prefix: string;
  readonly service: ec2.InterfaceVpcEndpointAwsService | ec2.GatewayVpcEndpointAwsService;
  /** Whether its requests carry `aws:ResourceAccount`; STS calls such as GetCallerIdentity have no resource. */
  readonly resourceAccount: boolean;
  /** Actions that have no resource, so that their requests need not carry `aws:ResourceAccount`. */
  readonly withoutResource?: readonly string[];
  /** Whether what is reached through it opens it by statements of its own, in place of those for the whole account. */
  readonly isBoundByUsers?: boolean;
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html */
const ECR = { prefix: 'ecr', resourceAccount: true, withoutResource: ['ecr:GetAuthorizationToken'] };

/** https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html */
export const ENDPOINTS: readonly EndpointFacts[] = [
  { id: 'Kms', prefix: 'kms', service: ec2.InterfaceVpcEndpointAwsService.KMS, resourceAccount: true },
  { id: 'SecretsManager', prefix: 'secretsmanager', service: ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER, resourceAccount: true },
  { id: 'Sts', prefix: 'sts', service: ec2.InterfaceVpcEndpointAwsService.STS, resourceAccount: false },
  { id: 'Logs', prefix: 'logs', service: ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS, resourceAccount: true },
  { id: 'Sqs', prefix: 'sqs', service: ec2.InterfaceVpcEndpointAwsService.SQS, resourceAccount: true },
  { id: 'Sns', prefix: 'sns', service: ec2.InterfaceVpcEndpointAwsService.SNS, resourceAccount: true },
  { id: 'Ssm', prefix: 'ssm', service: ec2.InterfaceVpcEndpointAwsService.SSM, resourceAccount: true },
  { id: 'ElastiCache', prefix: 'elasticache', service: ec2.InterfaceVpcEndpointAwsService.ELASTICACHE, resourceAccount: true },
  { id: 'MemoryDb', prefix: 'memorydb', service: ec2.InterfaceVpcEndpointAwsService.MEMORY_DB, resourceAccount: true },
  { id: 'EcrApi', service: ec2.InterfaceVpcEndpointAwsService.ECR, ...ECR },
  { id: 'EcrDocker', service: ec2.InterfaceVpcEndpointAwsService.ECR_DOCKER, ...ECR },
  { id: 'ApiGateway', prefix: 'execute-api', service: ec2.InterfaceVpcEndpointAwsService.APIGATEWAY, resourceAccount: true, isBoundByUsers: true },
  { id: 'S3', prefix: 's3', service: ec2.GatewayVpcEndpointAwsService.S3, resourceAccount: true },
  { id: 'DynamoDb', prefix: 'dynamodb', service: ec2.GatewayVpcEndpointAwsService.DYNAMODB, resourceAccount: true },
];
