import { ACLS_OF_OWNER, ACLS_OFF, BY_ANY_BUCKET_ACL, BY_BUCKET_ACL, BY_OBJECT_ACL } from '../facts/bucket-acls';
import type { Placed } from '../template/deployment';
import { hasMacro } from '../template/macro';
import type { Resolver } from '../template/resolver';
import { fieldsOf } from '../template/stack-template';

/** What ACLs may let others do with a bucket or its objects: an ACL of an object is its writer's choice, and in no template. */
export interface BucketAcls {
  readonly actions: readonly string[];
  /** Whether those that speak to everybody say nothing. */
  readonly areNonePublic: boolean;
}

/** What ACLs may do in a case; nothing where they are off, as they are unless a template says otherwise. */
export function bucketAcls(buckets: readonly Placed[], resolver: Resolver): BucketAcls | undefined {
  const found = buckets.flatMap((bucket) => aclsOf(bucket, resolver.of(bucket.stack)) ?? []);
  return found.length === 0 ? undefined
    : { actions: [...new Set(found.flatMap(({ actions }) => actions))].sort(), areNonePublic: found.every(({ areNonePublic }) => areNonePublic) };
}

function aclsOf({ resource: { properties } }: Placed, resolver: Resolver): BucketAcls | undefined {
  const { OwnershipControls: ownership, AccessControl: acl, PublicAccessBlockConfiguration: block } = properties;
  const canned = resolver.given(acl);
  const ofBucket = canned === undefined ? [] : BY_BUCKET_ACL[String(canned)] ?? BY_ANY_BUCKET_ACL;
  const areOn = hasMacro(properties) || mayBeOn(resolver.given(ownership), canned);
  const ignored = fieldsOf(resolver.given(block)).IgnorePublicAcls;
  return areOn ? { actions: [...BY_OBJECT_ACL, ...ofBucket], areNonePublic: !hasMacro(properties) && String(ignored) === 'true' } : undefined;
}

/** Without a word of who owns its objects, a bucket can't be made with an ACL that gives access: one that has it was there before. */
function mayBeOn(ownership: unknown, acl: unknown): boolean {
  if (ownership === undefined) { return acl !== undefined && !ACLS_OF_OWNER.includes(String(acl)); }
  const { Rules: rules } = fieldsOf(ownership);
  const settings = [rules].flat().map((rule) => fieldsOf(rule).ObjectOwnership);
  return settings.length === 0 || settings.some((setting) => setting !== ACLS_OFF);
}
