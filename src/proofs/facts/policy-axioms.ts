import type { Axiom } from './axioms';

const KMS = 'https://docs.aws.amazon.com/kms/latest/developerguide';
const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';

/** What is taken for granted of how policies decide. */
export const POLICY_AXIOMS: readonly Axiom[] = [
  {
    id: 'service-linked-roles-stay-at-home',
    text: 'assumed: a service-linked role of another account, which no resource control policy binds, does not reach the resource: AWS has fixed what it'
      + ' may do, and it acts for its own account.',
    source: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html',
  },
  {
    id: 'key-policy-bounds-everything',
    text: 'Nobody may use a key unless its policy or a grant allows it; identity policies allow only what the key policy leaves to the account,'
      + ' and deny always.',
    source: `${KMS}/key-policies.html`,
  },
  {
    id: 'identity-policies-assumed-worst',
    text: 'assumed: identity policies that are not in the app allow everything, also those of other accounts; of those in the app a proof of what'
      + ' must work counts only what they say.',
    source: `${KMS}/key-policy-default.html`,
  },
  {
    id: 'resource-policies-speak-apart',
    text: 'assumed: what a role may do by its own policies is asked by itself; policies of resources that name it may let it more, of which the claims about'
      + ' those resources speak.',
    source: `${IAM}/reference_policies_evaluation-logic.html`,
  },
  {
    id: 'account-principal-delegates',
    text: 'A statement for an account, or its root, holds for the root user and lets the account\'s identity policies allow; it allows no role or'
      + ' user by itself.',
    source: `${KMS}/key-policy-default.html`,
  },
  {
    id: 'cross-account-operations',
    text: 'A permission for another account\'s principals has effect only for the actions AWS lists as for cross-account use, and only with an'
      + ' identity policy there.',
    source: `${KMS}/key-policy-modifying-external-accounts.html`,
  },
  {
    id: 'organization-policies-only-deny',
    text: 'Service control and resource control policies, permissions boundaries, session policies and endpoint policies only take away.',
    source: `${IAM}/reference_policies_evaluation-logic.html`,
  },
  {
    id: 'outside-policies-absent',
    text: 'assumed: where something must work, policies that take away and are not in the app (of the organization, of endpoints, of sessions) let it pass.',
    source: `${IAM}/reference_policies_evaluation-logic.html`,
  },
  {
    id: 'policies-are-settled',
    text: 'assumed: a policy, grant, tag or alias has spread to all of AWS KMS; it takes minutes, in which the former state may hold.',
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/accessing-kms.html',
  },
  {
    id: 'api-policy-is-deployed',
    text: 'assumed: an API was deployed again after its resource policy changed: until then the former one holds.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html',
  },
  {
    id: 'api-methods-are-in-templates',
    text: 'assumed: a REST API has the methods and stages that the templates give it and no others: their authorization tells whom the policy is asked about.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html',
  },
  {
    id: 'acls-are-off-by-default',
    text: 'assumed: a bucket whose template gives it neither Object Ownership nor an ACL was made since April 2023, or has its ACLs off, as AWS makes buckets'
      + ' since then.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html',
  },
  {
    id: 'image-layers-are-public-to-read',
    text: 'assumed: the bucket of AWS with the layers of ECR images of a Region is nobody else\'s, and reading it takes an address that Amazon ECR signs, so that'
      + ' an endpoint may let anybody read it.',
    source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html',
  },
  {
    id: 'own-network-is-inside',
    text: 'assumed: who calls an API without an identity, through a VPC endpoint or from a VPC of the templates that its policy names, is inside: the network'
      + ' says who gets as far.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html',
  },
  {
    id: 'own-apis-know-unsigned-callers',
    text: 'assumed: which callers without an identity of IAM an API of one\'s own answers, its policy and methods say, and not the endpoint through which they come.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html',
  },
  {
    id: 'new-actions-are-matched',
    text: 'A wildcard in an action also matches the actions that AWS will add.',
    source: `${KMS}/key-policy-default.html`,
  },
  {
    id: 'one-action-stands-for-new-ones',
    text: 'assumed: all actions of AWS KMS are known but one, which stands for those that AWS will add and which only wildcards match.',
    source: `${KMS}/key-policy-default.html`,
  },
];
