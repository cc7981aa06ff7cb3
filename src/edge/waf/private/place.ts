import type { Construct } from 'constructs';
import { globalScopeOf } from '../../../private/global-stack';
import { WebAclScope } from '../web-acl-scope';

/** Where a part of WAF lies: what serves CloudFront lies in us-east-1. */
export const placeOf = (construct: Construct, aclScope: WebAclScope, what: string): Construct =>
  (aclScope === WebAclScope.CLOUDFRONT ? globalScopeOf(construct, what) : construct);
