import { Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { physicalName } from '../../private/physical-name';

/** A name for what AWS has one namespace for in all Regions (CloudFront and its web ACLs): the same stack in another Region gives another name. */
export function globalName(construct: IConstruct, maxLength: number): string {
  const { region } = Stack.of(construct);
  const suffix = Token.isUnresolved(region) ? '' : `-${region}`;
  return `${physicalName(construct, { maxLength: maxLength - suffix.length, separator: '-' })}${suffix}`;
}
