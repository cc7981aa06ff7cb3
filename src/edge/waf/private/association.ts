import { aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { NOT_FOR_USER_POOLS } from './managed-groups';
import { checkProtectable, isUserPool } from './protectable';
import { refuseUnless } from '../../../private/errors';
import { Register } from '../../../private/register';
import { identityOf, isPendingLookup } from '../../private/resource-identity';
import type { IWebAcl } from '../web-acl-reference';
import type { WebAclRule } from '../web-acl-rule';

/** The web ACL that each resource has got: WAF knows one, and the last to be deployed would take the place of the others. */
const associations = new Register<string>('webAclAssociations');

/** Puts a web ACL before a resource. What rules one of another app has is not known. */
export function associate(scope: Construct, id: string, webAcl: IWebAcl, resourceArn: string, rules: readonly WebAclRule[] = []): void {
  const { aclScope, webAclArn } = webAcl;
  checkProtectable(scope, aclScope, resourceArn);
  if (isUserPool(scope, resourceArn)) { checkUserPoolRules(scope, rules); }
  if (!isPendingLookup(resourceArn)) { registerOnce(scope, resourceArn); }
  new wafv2.CfnWebACLAssociation(scope, id, { webAclArn, resourceArn });
}

function registerOnce(scope: Construct, resourceArn: string): void {
  const identity = identityOf(scope, resourceArn);
  const first = associations.get(scope, identity);
  refuseUnless(first === undefined, {
    what: 'the resource to protect',
    got: `one that the web ACL '${first}' protects (${identity})`,
    allowed: 'one web ACL for each resource',
    fix: `leave \`protect\` of '${scope.node.path}' out, or the other: constructs such as SecureLoadBalancer take yours as \`webAcl\``,
  });
  associations.set(scope, identity, scope.node.path);
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
