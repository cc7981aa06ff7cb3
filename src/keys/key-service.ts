import { Stack, Token } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { IConstruct } from 'constructs';
import type { ServiceFacts } from './private/facts';
import { SERVICES } from './private/service-facts';
import { InvalidInputError } from '../private/errors';

/**
 * An AWS service that encrypts with a customer-managed key.
 *
 * A key is opened to a service by its view (`key.forService(…)`). What each service supports, and what it needs at creation and in
 * use, is a table with AWS's pages as its source.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export class KeyService {
  /** Amazon S3. */
  public static readonly S3 = KeyService.of('s3');
  /** Amazon DynamoDB. */
  public static readonly DYNAMODB = KeyService.of('dynamodb');
  /** AWS Secrets Manager. */
  public static readonly SECRETS_MANAGER = KeyService.of('secretsmanager');
  /** AWS Systems Manager Parameter Store. */
  public static readonly SSM = KeyService.of('ssm');
  /** Amazon SQS. */
  public static readonly SQS = KeyService.of('sqs');
  /** Amazon SNS. */
  public static readonly SNS = KeyService.of('sns');
  /** AWS Lambda: environment variables and code. */
  public static readonly LAMBDA = KeyService.of('lambda');
  /** Amazon CloudWatch Logs. */
  public static readonly LOGS = KeyService.of('logs');
  /** Amazon RDS and Aurora. */
  public static readonly RDS = KeyService.of('rds');
  /** Amazon EBS volumes, through Amazon EC2. */
  public static readonly EC2 = KeyService.of('ec2');
  /** Amazon EFS. */
  public static readonly EFS = KeyService.of('elasticfilesystem');
  /** Amazon Kinesis Data Streams. */
  public static readonly KINESIS = KeyService.of('kinesis');
  /** AWS Backup. */
  public static readonly BACKUP = KeyService.of('backup');
  /** AWS CloudTrail. */
  public static readonly CLOUDTRAIL = KeyService.of('cloudtrail');
  /** Amazon EventBridge. */
  public static readonly EVENTS = KeyService.of('events');
  /** Amazon Redshift. */
  public static readonly REDSHIFT = KeyService.of('redshift');
  /** Amazon ElastiCache. */
  public static readonly ELASTICACHE = KeyService.of('elasticache');
  /** Amazon ECR. */
  public static readonly ECR = KeyService.of('ecr');
  /** Amazon CloudFront, reading encrypted origins. */
  public static readonly CLOUDFRONT = KeyService.of('cloudfront');

  /**
   * The service with an id, as in its service principal: `s3`, `secretsmanager`.
   *
   * @throws if no service of the table has that id
   */
  public static of(id: string): KeyService {
    const facts = SERVICES.find((service) => service.id === id);
    if (!facts) {
      throw new InvalidInputError({
        what: 'service',
        got: id,
        allowed: SERVICES.map((service) => service.id).join(', '),
        fix: 'choose one of them: the library knows how each uses a key, and lets no other through',
      });
    }
    return new KeyService(facts);
  }

  /** Id in the table of services. */
  public readonly id: string;
  /** The service's name in AWS's documentation. */
  public readonly title: string;

  /** @internal */
  public readonly _facts: ServiceFacts;

  private constructor(facts: ServiceFacts) {
    this.id = facts.id;
    this.title = facts.title;
    this._facts = facts;
  }

  /** The values of `kms:ViaService` in the Region of a scope. None where the service calls for nobody but itself. */
  public viaServices(scope: IConstruct): string[] {
    const { region, urlSuffix } = Stack.of(scope);
    const suffix = Token.isUnresolved(region) ? urlSuffix : RegionInfo.get(region).domainSuffix ?? urlSuffix;
    return this._facts.viaServices.map((name) => `${name}.${region}.${suffix}`);
  }
}
