import { Stack, Stage, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { topOf } from '../../../private/arns';
import { refuseUnless } from '../../../private/errors';
import { Register } from '../../../private/register';
import type { WebAclScope } from '../web-acl-scope';

/** Paths of web ACLs by account, Region, scope and name. */
const ACLS = new Register<string>('webAclNames', 'app');

/**
 * Two web ACLs of one name and scope in an account and a Region: WAF refuses the second when it is deployed.
 *
 * @param place where the web ACL lies
 * @see https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateWebACL.html
 */
export function claimAclName(acl: IConstruct, place: IConstruct, aclScope: WebAclScope, name: string): void {
  const { account, region } = Stack.of(place);
  // stages whose accounts are not known may lie in two, stacks whose Regions are not known too
  const inAccount = Token.isUnresolved(account) ? `stage ${Stage.of(acl)?.node.path ?? ''}` : account;
  const inRegion = Token.isUnresolved(region) ? `stack ${topOf(Stack.of(place)).node.path}` : region;
  const key = [inAccount, inRegion, aclScope, name].join('/');
  const other = ACLS.get(acl, key);
  refuseUnless(other === undefined, {
    what: `the name of the web ACL '${acl.node.path}'`,
    got: `${name}, which the web ACL '${other}' has`,
    allowed: 'a name that no other web ACL of the scope has in the account and the Region',
    fix: 'choose another name, or leave it out',
  });
  ACLS.set(acl, key, acl.node.path);
}
