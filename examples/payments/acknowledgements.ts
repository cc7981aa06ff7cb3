import { Stack, type aws_s3 as s3 } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { checks, type compute, type data, type secrets } from '../..';

const FRAMEWORK_PACKS = ['NIST.800.53.R5', 'HIPAA.Security', 'PCI.DSS.321'];

/** A bucket is not copied to another Region. */
export function keepInKorea(...buckets: data.DomainBucket[]): void {
  for (const bucket of buckets) {
    for (const pack of FRAMEWORK_PACKS) {
      checks.Acknowledgement.record(bucket, {
        rule: `${pack}::${pack}-S3BucketReplicationEnabled`,
        owner: 'platform-team',
        reason: 'AWS has one Region in Korea, and these records must stay in the country; versions and locks protect them where they are',
      });
    }
  }
}

/** A function works on any object of one bucket: object keys are made up at run time. */
export function anyObjectOf(bucket: s3.Bucket, user: compute.DomainFunction): void {
  const logicalId = Stack.of(bucket).getLogicalId(bucket.node.defaultChild as s3.CfnBucket);
  checks.Acknowledgement.record(user.role as IConstruct, {
    rule: `AwsSolutions::AwsSolutions-IAM5[Resource::<${logicalId}.Arn>/*]`,
    owner: 'payments-team',
    reason: 'the objects of this one bucket are named at run time; the actions are exact, and the key opens through S3 only',
  });
}

/** The payment provider issues its keys itself. */
export function rotatedByProvider(secret: secrets.DomainSecret): void {
  const rules = [
    'Gold::secretsmanager.rotation',
    'AwsSolutions::AwsSolutions-SMG4',
    ...FRAMEWORK_PACKS.filter((pack) => pack !== 'PCI.DSS.321').map((pack) => `${pack}::${pack}-SecretsManagerRotationEnabled`),
  ];
  for (const rule of rules) {
    checks.Acknowledgement.record(secret, {
      rule,
      owner: 'payments-team',
      until: '2027-12-31',
      reason: 'the provider issues a new key every quarter by its own procedure and has no API for it; an operator stores it the same day',
    });
  }
}
