import { ENDPOINTS, type EndpointFacts } from './private/endpoint-facts';
import { InvalidInputError } from '../private/errors';

/** An AWS service that a VPC reaches by an endpoint of its own. */
export class EndpointService {
  /** AWS KMS. */
  public static readonly KMS = EndpointService.of('Kms');
  /** AWS Secrets Manager. */
  public static readonly SECRETS_MANAGER = EndpointService.of('SecretsManager');
  /** AWS STS. */
  public static readonly STS = EndpointService.of('Sts');
  /** Amazon CloudWatch Logs. */
  public static readonly LOGS = EndpointService.of('Logs');
  /** Amazon SQS. */
  public static readonly SQS = EndpointService.of('Sqs');
  /** Amazon SNS. */
  public static readonly SNS = EndpointService.of('Sns');
  /** AWS Systems Manager. */
  public static readonly SSM = EndpointService.of('Ssm');
  /** Amazon ElastiCache's API, which rotation of its users calls. */
  public static readonly ELASTICACHE = EndpointService.of('ElastiCache');
  /** Amazon MemoryDB's API, which rotation of its users calls. */
  public static readonly MEMORYDB = EndpointService.of('MemoryDb');
  /** Amazon ECR's API. Pulling images takes the endpoints of ECR_DOCKER and S3, too. */
  public static readonly ECR_API = EndpointService.of('EcrApi');
  /** Amazon ECR as a registry of images. */
  public static readonly ECR_DOCKER = EndpointService.of('EcrDocker');
  /**
   * Amazon API Gateway's private APIs. Its private DNS name takes over all `execute-api` names of the Region, so that from the VPC no public API's
   * default endpoint is reached: those that have custom domain names are.
   */
  public static readonly API_GATEWAY = EndpointService.of('ApiGateway');
  /** Amazon S3. */
  public static readonly S3 = EndpointService.of('S3');
  /** Amazon DynamoDB. */
  public static readonly DYNAMODB = EndpointService.of('DynamoDb');

  private static of(id: string): EndpointService {
    const facts = ENDPOINTS.find((endpoint) => endpoint.id === id);
    if (!facts) {
      throw new InvalidInputError({ what: 'endpoint service', got: id, allowed: ENDPOINTS.map((endpoint) => endpoint.id).join(', '), fix: 'choose one of them' });
    }
    return new EndpointService(facts);
  }

  /** Id of the endpoint's construct. */
  public readonly id: string;

  /** @internal */
  public readonly _facts: EndpointFacts;

  private constructor(facts: EndpointFacts) {
    this.id = facts.id;
    this._facts = facts;
  }
}
