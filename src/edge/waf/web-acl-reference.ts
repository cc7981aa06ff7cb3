import type { IConstruct } from 'constructs';
import type { WebAclScope } from './web-acl-scope';

/** A web ACL, made here or elsewhere. */
export interface IWebAcl extends IConstruct {
  /** What it protects. */
  readonly aclScope: WebAclScope;

  /** The ARN of the web ACL, as the stack that it was made or imported in knows it. A CloudFront distribution takes it as its `webAclId`. */
  readonly webAclArn: string;

  /**
   * Protects a resource of the Region: an Application Load Balancer, a stage of a REST API, a GraphQL API, a user pool, an App Runner service or a
   * Verified Access instance.
   *
   * @param id of the association, unique in the web ACL
   * @param resourceArn the ARN of the resource
   * @throws if WAF can't stand before the resource, or not with these rules: groups against fraud don't serve user pools;
   * or another web ACL protects it
   */
  protect(id: string, resourceArn: string): void;
}
