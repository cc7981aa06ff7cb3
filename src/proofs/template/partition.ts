/**
 * Partitions beside `aws`, by the beginning of their Regions: https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html.
 * That page has three; the rest, and the suffixes, are those of the CDK's `region-info`.
 */
const PARTITIONS: readonly { readonly regions: string; readonly partition: string; readonly suffix: string }[] = [
  { regions: 'cn-', partition: 'aws-cn', suffix: 'amazonaws.com.cn' },
  { regions: 'us-gov-', partition: 'aws-us-gov', suffix: 'amazonaws.com' },
  { regions: 'eusc-', partition: 'aws-eusc', suffix: 'amazonaws.eu' },
  { regions: 'us-iso-', partition: 'aws-iso', suffix: 'c2s.ic.gov' },
  { regions: 'us-isob-', partition: 'aws-iso-b', suffix: 'sc2s.sgov.gov' },
  { regions: 'eu-isoe-', partition: 'aws-iso-e', suffix: 'cloud.adc-e.uk' },
  { regions: 'us-isof-', partition: 'aws-iso-f', suffix: 'csp.hci.ic.gov' },
];

/** The partition of a Region, `aws` where none is known. */
export function partitionOf(region = ''): string {
  return PARTITIONS.find(({ regions }) => region.startsWith(regions))?.partition ?? 'aws';
}

/** What the names of AWS's hosts end with in a partition. */
export function urlSuffixOf(partition: string): string {
  return PARTITIONS.find((one) => one.partition === partition)?.suffix ?? 'amazonaws.com';
}
