import { regionOfArn } from './arn';
import { areDifferent } from '../../../private/arns';
import { refuseUnless } from '../../../private/errors';
import type { WebAclScope } from '../web-acl-scope';

/** A set or group that a rule refers to. WAF refuses one of the other scope, and one of another Region. */
export interface Reference {
  readonly what: string;
  readonly arn: string;
  readonly aclScope: WebAclScope;
}

/** What has rules: a web ACL or a rule group, and where it lies. */
export interface RuleOwner {
  readonly what: string;
  readonly aclScope: WebAclScope;
  readonly region: string;
}

/** Refuses references to what lies elsewhere. */
export function checkReferences(references: readonly Reference[], owner: RuleOwner): void {
  for (const { what, arn, aclScope } of references) {
    refuseUnless(aclScope === owner.aclScope, {
      what,
      got: `scope ${aclScope}`,
      allowed: `scope ${owner.aclScope}, that of ${owner.what}`,
      fix: `make it with \`aclScope: WebAclScope.${owner.aclScope}\`: WAF keeps what serves CloudFront and what serves a Region apart`,
    });
    const region = regionOfArn(arn) ?? owner.region;
    refuseUnless(!areDifferent(region, owner.region), {
      what: `the Region of ${what}`, got: region, allowed: `${owner.region}, that of ${owner.what}`, fix: `make another one in ${owner.region}: WAF refers to nothing outside its own Region`,
    });
  }
}
