import { type App, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Domain } from '../../../src/core';
import { DomainBucket } from '../../../src/data';
import { EdgeOrigin, SecureDistribution, type SecureDistributionProps } from '../../../src/edge/cloudfront';
import { testApp } from '../../checks/synth';

/** A stack of Seoul with a domain. */
export function shop(app: App = testApp(), region: string | undefined = 'ap-northeast-2'): { stack: Stack; domain: Domain } {
  const stack = new Stack(app, 'Shop', { env: { region } });
  return { stack, domain: new Domain(stack, 'Orders') };
}

/** A distribution of a bucket, with what a test is about. */
export function site(scope: Construct, props: Partial<SecureDistributionProps> = {}): SecureDistribution {
  return new SecureDistribution(scope, 'Site', { defaultBehavior: { origin: EdgeOrigin.bucket(new DomainBucket(scope, 'Pages')) }, ...props });
}
