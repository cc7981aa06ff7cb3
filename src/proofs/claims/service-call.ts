import type { ServiceFacts, ServicePrincipalFacts } from '../../keys/private/facts';
import { SERVICES } from '../../keys/private/service-facts';
import { resourcePattern } from '../engine/statement';
import type { Consumer } from '../model/consumer';
import type { Call } from '../model/ordinary';
import type { Placed } from '../template/deployment';
import type { Resolver } from '../template/resolver';
import { fieldsOf } from '../template/stack-template';

/** What the table of services says of one. */
export const factsOf = (service: string): ServiceFacts | undefined => SERVICES.find(({ id }) => id === service);

const suffixOf = (partition: string): string => (partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com');

export const viaOf = ({ viaServices }: ServiceFacts, { region, partition }: Resolver): string[] =>
  viaServices.map((name) => `${name}.${region}.${suffixOf(partition)}`);

const fill = (pattern: string, { partition, region, account }: Resolver): string =>
  pattern.replaceAll('${Partition}', partition).replaceAll('${Region}', region).replaceAll('${Account}', account);

/** What is sent for a resource where it is not the ARN that CloudFormation gives. */
const SENT: Readonly<Record<string, (arn: string, placed: Placed) => string[]>> = {
  // the bucket where it has a bucket key, otherwise the object: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
  'aws:s3:arn': (arn, { resource: { properties } }) => (hasBucketKey(properties) ? [arn] : [arn, `${arn}/*`]),
  'aws:logs:arn': (arn) => [arn.replace(/:\*$/, '')], // the log group, and not its streams
};

/** Whether the template itself says so. */
const hasBucketKey = ({ BucketEncryption: encryption }: Readonly<Record<string, unknown>>): boolean => {
  const { ServerSideEncryptionConfiguration: rules } = fieldsOf(encryption);
  return Array.isArray(rules) && rules.length > 0 && rules.every((rule) => fieldsOf(rule).BucketKeyEnabled === true);
};

/** The encryption context that a service sends for a resource: the resource's own names where they are of its form, else all that the form takes. */
export function contextOf({ context }: Pick<ServiceFacts, 'context'> | Pick<ServicePrincipalFacts, 'context'>, resolver: Resolver, { names, placed }: Consumer): Call['context'] {
  if (context === undefined) { return undefined; }
  const form = fill(context.value, resolver);
  const own = names.filter((name) => resourcePattern(form).takes(name));
  return { key: context.key, values: own.length > 0 ? own.flatMap((name) => SENT[context.key]?.(name, placed) ?? [name]) : [form] };
}

/** The source that a service names when it calls by itself: the resource it acts for where that is known. */
export function sourceOf(
  { sourceAccount, sourceArn }: { readonly sourceAccount: boolean; readonly sourceArn?: string }, resolver: Resolver, names: readonly string[] = [],
): Pick<Call, 'sourceAccount' | 'sourceArns'> {
  const form = sourceArn === undefined ? undefined : fill(sourceArn, resolver);
  const own = form === undefined ? [] : names.filter((name) => resourcePattern(form).takes(name));
  return {
    ...sourceAccount ? { sourceAccount: resolver.account } : {},
    ...form === undefined ? {} : { sourceArns: own.length > 0 ? own : [form] },
  };
}

/** Tables write `ReEncrypt*` for both of its actions, and `GenerateDataKey*` for the two that need a symmetric key. */
const WILDCARDS: Readonly<Record<string, readonly string[]>> = {
  'kms:ReEncrypt*': ['kms:ReEncryptFrom', 'kms:ReEncryptTo'],
  'kms:GenerateDataKey*': ['kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext'],
};

export const expanded = (actions: readonly string[]): string[] => actions.flatMap((action) => WILDCARDS[action] ?? [action]);
