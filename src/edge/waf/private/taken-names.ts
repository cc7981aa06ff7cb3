import { Stack, Stage, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { topOf } from '../../../private/arns';
import { refuseUnless } from '../../../private/errors';
import { Register } from '../../../private/register';
import type { WebAclScope } from '../web-acl-scope';

/** Paths of web ACLs and rule groups by kind, account, Region, scope and name. */
const TAKEN = new Register<string>('wafNames', 'app');

/**
 * Two web ACLs, or two rule groups, of one name and scope in an account and a Region: WAF refuses the second when it is deployed.
 *
 * @param place where it lies
 * @see https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateWebACL.html
 * @see https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateRuleGroup.html
 */
export function claimName(kind: 'web ACL' | 'rule group', owner: IConstruct, place: IConstruct, { aclScope, name }: ScopedName): void {
  const { account, region } = Stack.of(place);
  // stages whose accounts are not known may lie in two, stacks whose Regions are not known too
  const inAccount = Token.isUnresolved(account) ? `stage ${Stage.of(owner)?.node.path ?? ''}` : account;
  const inRegion = Token.isUnresolved(region) ? `stack ${topOf(Stack.of(place)).node.path}` : region;
  const key = [kind, inAccount, inRegion, aclScope, name].join('/');
  const other = TAKEN.get(owner, key);
  refuseUnless(other === undefined, {
    what: `the name of the ${kind} '${owner.node.path}'`,
    got: `${name}, which the ${kind} '${other}' has`,
    allowed: `a name that no other ${kind} of the scope has in the account and the Region`,
    fix: 'choose another name, or leave it out',
  });
  TAKEN.set(owner, key, owner.node.path);
}

interface ScopedName { readonly aclScope: WebAclScope; readonly name: string }
