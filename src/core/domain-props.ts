import type { Duration } from 'aws-cdk-lib';
import type { Classification } from './classification';
import type { Domain } from './domain';
import type { KeyGranularity } from './key-granularity';
import type { KeyLifetime } from '../keys';

/** Properties of a domain. */
export interface DomainProps {
  /**
   * Name of the domain: 1 to 40 lower-case letters, digits and single hyphens, unique in the account and Region.
   *
   * It becomes part of key aliases, role paths and tags, so it can't change later without replacing roles.
   *
   * @default - the construct's id in lower case, words apart: `OrderHistory` is `order-history`
   */
  readonly name?: string;

  /**
   * How harmful it would be if the domain's data got out.
   *
   * @default Classification.CONFIDENTIAL
   */
  readonly classification?: Classification;

  /**
   * How many keys the domain has.
   *
   * @default KeyGranularity.PER_PURPOSE
   */
  readonly keyGranularity?: KeyGranularity;

  /**
   * Roles or users that administer the domain's keys, by ARN. They can't use them.
   *
   * @default - the roles that deploy the stack
   */
  readonly administratorArns?: string[];

  /**
   * Roles that may schedule the deletion of the domain's keys, by ARN.
   *
   * @default - the account's root user
   */
  readonly breakGlassArns?: string[];

  /**
   * Roles that create the domain's resources, by ARN: CloudFormation's execution roles.
   *
   * @default - the execution role of each stack's synthesizer
   */
  readonly deploymentRoleArns?: string[];

  /**
   * The AWS organization, such as `o-a1b2c3d4e5`: nobody outside it gets near the domain's keys and secrets.
   *
   * @default - the account is the border
   */
  readonly organizationId?: string;

  /**
   * Time between automatic rotations of the keys: 90 to 2560 days.
   *
   * @default Duration.days(365)
   */
  readonly rotationPeriod?: Duration;

  /**
   * What becomes of the keys when their stack goes away.
   *
   * @default KeyLifetime.retained()
   */
  readonly keyLifetime?: KeyLifetime;

  /**
   * Keys that the domain has already, made by another app or by a product that was launched: the ARN of each by its purpose (`data`, `secrets`, …). No key
   * is made then; a purpose that is not named has none.
   *
   * @default - the domain makes its keys
   */
  readonly existingKeyArns?: { [purpose: string]: string };

  /**
   * AWS services that the policies of existing keys let in already, such as `events.amazonaws.com`.
   *
   * @default - none
   */
  readonly existingKeyServicePrincipals?: string[];

  /**
   * Of a domain that is another's in another Region: that one.
   *
   * @internal
   */
  readonly _home?: Domain;
}
