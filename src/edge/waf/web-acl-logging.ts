import { ArnFormat, Stack, type aws_logs as logs, type aws_s3 as s3 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { LogFilter } from './log-filter';
import { regionOfArn } from './private/arn';
import { type LogTarget, letDeliverToBucket } from './private/log-delivery';
import type { Domain } from '../../core';
import { DomainLogGroup } from '../../data';
import { areDifferent } from '../../private/arns';
import { InvalidInputError, refuseUnless } from '../../private/errors';
import { globalName } from '../private/global-name';
import { letDeliverToLogGroup } from '../private/log-delivery';

/** What is logged. */
export interface WebAclLoggingOptions {
  /**
   * Which requests are logged.
   *
   * @default - all
   */
  readonly filter?: LogFilter;
}

/** How a log group is kept. */
export interface WebAclLogGroupOptions extends WebAclLoggingOptions {
  /**
   * How long logs are kept.
   *
   * @default logs.RetentionDays.THIRTEEN_MONTHS
   */
  readonly retention?: logs.RetentionDays;
}

/** WAF takes no destination of another name: https://docs.aws.amazon.com/waf/latest/developerguide/logging-destinations.html */
const PREFIX = 'aws-waf-logs-';

/**
 * Where a web ACL's log goes. Headers that hold secrets are never in it.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/logging-destinations.html
 */
export class WebAclLogging {
  /**
   * To a log group of the web ACL's Region, encrypted with the key of the domain's logs. It stays when the stack goes: before the same stack is made anew,
   * delete it or import it.
   */
  public static logGroup(options: WebAclLogGroupOptions = {}): WebAclLogging {
    return new WebAclLogging((place, owner, domain) => {
      const group = new DomainLogGroup(place, 'Logs', {
        domain: domain.inRegionOf(place), logGroupName: PREFIX + globalName(owner, 200), retention: options.retention,
      });
      const arn = Stack.of(place).formatArn({
        service: 'logs', resource: 'log-group', resourceName: group.logGroupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME, // WAF takes no `:*` behind it
      });
      return { arn, logGroup: group, dependency: letDeliverToLogGroup(place, group) };
    }, options.filter);
  }

  /**
   * To a bucket, of any Region, whose name begins with `aws-waf-logs-`. Its policy is extended, and that of the key of KMS that encrypts it, so that
   * `delivery.logs.amazonaws.com` writes there for this account. The policy of an imported bucket or key must be extended by hand: a warning says how. WAF
   * writes to no bucket with a key that AWS manages (`alias/aws/s3`).
   */
  public static bucket(bucket: s3.IBucket, options: WebAclLoggingOptions = {}): WebAclLogging {
    return new WebAclLogging((place) => ({
      arn: bucket.bucketArn,
      dependency: letDeliverToBucket(place, bucket, PREFIX),
      isLater: bucket.node.defaultChild !== undefined && Stack.of(bucket) !== Stack.of(place),
    }), options.filter);
  }

  /**
   * To a Firehose stream of the web ACL's account and Region, that takes direct puts, and whose name begins with `aws-waf-logs-`.
   *
   * @param arn of the stream; for CloudFront of one in us-east-1
   * @throws if the ARN is none of such a stream; the web ACL throws if it is of another Region
   */
  public static deliveryStream(arn: string, options: WebAclLoggingOptions = {}): WebAclLogging {
    refuseUnless(new RegExp(`:deliverystream/${PREFIX}[^/]+$`).test(arn), {
      what: 'the stream of a web ACL\'s log', got: arn, allowed: `one whose name begins with ${PREFIX}`, fix: 'make another stream: a stream is not renamed',
    });
    return new WebAclLogging((place) => {
      const [region, own] = [regionOfArn(arn) ?? '', Stack.of(place).region];
      refuseUnless(!areDifferent(region, own), {
        what: 'the Region of the stream of a web ACL\'s log', got: region, allowed: `${own}, that of the web ACL`, fix: `make a stream in ${own}: WAF writes to streams of the web ACL's Region, for CloudFront of us-east-1`,
      });
      return { arn };
    }, options.filter);
  }

  /**
   * To nowhere. The checks report it.
   *
   * @param reason why: at least 10 characters
   */
  public static off(reason: string): WebAclLogging {
    if (reason.trim().length < 10) {
      throw new InvalidInputError({ what: 'the reason for no log', got: reason, allowed: '10 characters or more', fix: 'say where else the requests are logged' });
    }
    return new WebAclLogging(undefined, undefined);
  }

  private constructor(
    /** None where nothing is logged. @internal */
    public readonly _bind: ((place: Construct, owner: Construct, domain: Domain) => LogTarget) | undefined,
    /** @internal */
    public readonly _filter: LogFilter | undefined,
  ) {}
}
