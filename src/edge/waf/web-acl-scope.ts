/** What a web ACL protects. */
export enum WebAclScope {
  /** Amazon CloudFront distributions. The web ACL lies in us-east-1, wherever its stack does. */
  CLOUDFRONT = 'CLOUDFRONT',
  /** Load balancers, REST APIs, GraphQL APIs and user pools of the stack's Region. */
  REGIONAL = 'REGIONAL',
}
