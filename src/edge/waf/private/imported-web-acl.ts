import { Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { checkWafArn } from './arn';
import { associate } from './association';
import { refuseUnless } from '../../../private/errors';
import type { IWebAcl } from '../web-acl-reference';
import { WebAclScope } from '../web-acl-scope';

/** A web ACL that exists. */
export class ImportedWebAcl extends Construct implements IWebAcl {
  public readonly aclScope: WebAclScope;

  constructor(scope: Construct, id: string, public readonly webAclArn: string) {
    super(scope, id);
    this.aclScope = checkWafArn('a web ACL', 'webacl', webAclArn);
    const { region } = Stack.of(this);
    if (this.aclScope === WebAclScope.CLOUDFRONT || Token.isUnresolved(webAclArn) || Token.isUnresolved(region)) { return; }
    const [,,, there] = webAclArn.split(':');
    refuseUnless(there === region, {
      what: 'the Region of a web ACL', got: there, allowed: `${region}, that of the stack`, fix: 'pass a web ACL of the Region: it protects nothing outside its own',
    });
  }

  public protect(id: string, resourceArn: string): void { associate(this, id, this, resourceArn); }
}
