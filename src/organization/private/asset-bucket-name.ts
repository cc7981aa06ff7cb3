import { Stack, Token } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { IConstruct } from 'constructs';
import { InvalidInputError, refuseUnless } from '../../private/errors';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const NAME_LENGTH = { min: 3, max: 63 };
/** Beginnings that AWS keeps for itself. */
const RESERVED = ['xn--', 'sthree-', 'amzn-s3-demo-'];

/** Letters that are left when a hyphen and any Region's name follow. */
const LONGEST_PREFIX = NAME_LENGTH.max - 1 - Math.max(...RegionInfo.regions.map(({ name }) => name.length));

/** Refuses what makes no name of a bucket in each Region. A token is refused: who launches a product could not know the name. */
export function checkBucketPrefix(prefix: string): string {
  const input = {
    what: 'bucketPrefix',
    got: Token.isUnresolved(prefix) ? 'a token' : prefix,
    allowed: `3 to ${LONGEST_PREFIX} lower-case letters, digits and hyphens, with a letter or digit first and last, and none of ${RESERVED.join(', ')} first`,
    fix: 'the Region follows it in each bucket\'s name, which is unique in all of AWS: pass a text such as \'example-corp-products\'',
  };
  if (Token.isUnresolved(prefix)) { throw new InvalidInputError(input); }
  refuseUnless(prefix.length >= NAME_LENGTH.min && prefix.length <= LONGEST_PREFIX
    && /^[a-z0-9][a-z0-9-]*[a-z0-9]$/.test(prefix) && !RESERVED.some((start) => prefix.startsWith(start)), input);
  return prefix;
}

/**
 * The Region of a scope.
 *
 * @throws if its stack names none
 */
export function concreteRegionOf(scope: IConstruct): string {
  const { region, node } = Stack.of(scope);
  if (!Token.isUnresolved(region)) { return region; }
  throw new InvalidInputError({
    what: `the Region of the stack '${node.path}'`,
    got: 'none: its `env` names no Region',
    allowed: 'a Region named in the `env` of the stack',
    fix: 'the bucket is named for its Region, so that a launch finds it: pass `env: { region }` to the stack',
  });
}
