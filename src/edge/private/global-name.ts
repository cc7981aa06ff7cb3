import { Names, Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** A name for what AWS has one namespace for in all Regions (CloudFront and its web ACLs): the same stack in another Region gives another name. */
export function globalName(construct: IConstruct, maxLength: number): string {
  const { region } = Stack.of(construct);
  const suffix = Token.isUnresolved(region) ? '' : `-${region}`;
  return `${Names.uniqueResourceName(construct, { maxLength: maxLength - suffix.length, separator: '-' })}${suffix}`;
}
