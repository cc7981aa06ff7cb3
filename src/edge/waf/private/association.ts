import { aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { NOT_FOR_USER_POOLS } from './managed-groups';
import { checkProtectable, isUserPool } from './protectable';
import { refuseUnless } from '../../../private/errors';
import type { IWebAcl } from '../web-acl-reference';
import type { WebAclRule } from '../web-acl-rule';

/** Puts a web ACL before a resource. What rules one of another app has is not known. */
export function associate(scope: Construct, id: string, { aclScope, webAclArn }: IWebAcl, resourceArn: string, rules: readonly WebAclRule[] = []): void {
  checkProtectable(scope, aclScope, resourceArn);
  if (isUserPool(scope, resourceArn)) { checkUserPoolRules(scope, rules); }
  new wafv2.CfnWebACLAssociation(scope, id, { webAclArn, resourceArn });
}

/** WAF refuses the association, and the user pool would stand bare. */
function checkUserPoolRules(scope: Construct, rules: readonly WebAclRule[]): void {
  const refused = rules.filter(({ _managedGroup }) => _managedGroup !== undefined && NOT_FOR_USER_POOLS.has(_managedGroup));
  refuseUnless(refused.length === 0, {
    what: 'the resource to protect',
    got: `a user pool, by the web ACL '${scope.node.path}' with ${refused.map(({ name, _managedGroup }) => `${name} (${_managedGroup})`).join(' and ')}`,
    allowed: 'user pools by web ACLs without these groups',
    fix: 'make another web ACL for it, without `accountTakeover` and `fakeAccounts`; against stolen passwords Cognito has threat protection of its own',
  });
}
