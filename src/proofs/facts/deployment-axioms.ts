import type { Axiom } from './axioms';

const KMS = 'https://docs.aws.amazon.com/kms/latest/developerguide';
const GRANTS = `${KMS}/grants.html`;
const FORWARDING = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/fas-requests-and-permission-evaluation.html';

/** What is taken for granted of the app and its deployment. */
export const DEPLOYMENT_AXIOMS: readonly Axiom[] = [
  {
    id: 'symbols-are-distinct',
    text: 'assumed: names that deployment makes up (a role\'s, a key\'s id) differ from each other and from every name written in a policy.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html',
  },
  {
    id: 'parameters-are-new-names',
    text: 'assumed: a name or id that is typed in for a parameter is of the parameter\'s pattern or type; it is typed in for no other parameter, is'
      + ' none that deployment makes up, and makes no text of a policy equal to one that is written otherwise.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html',
  },
  {
    id: 'agnostic-stacks-share-an-account',
    text: 'assumed: stacks without an explicit account or Region are deployed to the same account and Region, that of no stack which names'
      + ' another.',
    source: 'https://docs.aws.amazon.com/cdk/v2/guide/environments.html',
  },
  {
    id: 'policy-change-is-visible',
    text: 'assumed: a proof is of the policies in the templates; a change by kms:PutKeyPolicy, or of roles, tags and aliases after deployment is'
      + ' not in it, only who can make it.',
    source: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html',
  },
  {
    id: 'existing-grants-outside',
    text: 'assumed: grants that already exist on a key are not in the templates and not in a proof, only who can make one.',
    source: GRANTS,
  },
  {
    id: 'deployer-is-administrator',
    text: 'assumed: whoever deploys (CloudFormation\'s role, or the caller) can change every policy of the app, so that a proof speaks of everybody'
      + ' else and shows the deployer apart.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html',
  },
  {
    id: 'deploying-role-is-of-the-templates',
    text: 'assumed: where the account of a stack is not known, the role that deploys it is made there from each template that has one of its name, and'
      + ' has the policies of that template, in which the template\'s own account stands for the stack\'s.',
    source: 'https://docs.aws.amazon.com/servicecatalog/latest/adminguide/constraints-launch.html',
  },
  {
    id: 'cloudformation-forwards',
    text: 'CloudFormation\'s calls are forwarded calls, with a role or without, so that aws:ViaAWSService is true in them.',
    source: FORWARDING,
  },
  {
    id: 'cloudformation-has-no-via-service',
    text: 'assumed: CloudFormation\'s own calls of AWS KMS carry no kms:ViaService, since AWS\'s table of services that support it has no CloudFormation.',
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html',
  },
];
