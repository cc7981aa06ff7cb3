import { refuseUnless } from '../../../private/errors';
import type { WebAclScope } from '../web-acl-scope';

/** A set or group that a rule refers to. WAF refuses one of the other scope. */
export interface Reference {
  readonly what: string;
  readonly aclScope: WebAclScope;
}

/** Refuses references to what lies elsewhere. */
export function checkReferences(references: readonly Reference[], aclScope: WebAclScope, what: string): void {
  for (const reference of references) {
    refuseUnless(reference.aclScope === aclScope, {
      what: reference.what,
      got: `scope ${reference.aclScope}`,
      allowed: `scope ${aclScope}, that of ${what}`,
      fix: `make it with \`aclScope: WebAclScope.${aclScope}\`: WAF keeps what serves CloudFront and what serves a Region apart`,
    });
  }
}
