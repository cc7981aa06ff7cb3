import type { Need } from './needs';
import type { Permission } from './statement';
import { STACK_NAME } from './template';

const STACKS = `arn:\${AWS::Partition}:cloudformation:\${AWS::Region}:\${AWS::AccountId}:stack/${STACK_NAME}`;

/**
 * What AWS Service Catalog does with the stack of a launch, with change sets and the tags of the stack beside it.
 *
 * https://docs.aws.amazon.com/servicecatalog/latest/adminguide/getstarted-launchconstraint.html
 */
const ON_STACK = [
  'CreateStack', 'UpdateStack', 'DeleteStack', 'DescribeStacks', 'DescribeStackEvents', 'DescribeStackResource', 'DescribeStackResources', 'ListStackResources', 'GetTemplate',
  'SetStackPolicy', 'CreateChangeSet', 'DescribeChangeSet', 'ExecuteChangeSet', 'DeleteChangeSet', 'TagResource', 'UntagResource',
];
/** They take a template where there is no stack yet. */
const ON_TEMPLATE = ['GetTemplateSummary', 'ValidateTemplate'];

/**
 * What every launch role has: the stack's own actions, and reading the template that AWS Service Catalog keeps.
 *
 * https://docs.aws.amazon.com/servicecatalog/latest/adminguide/constraints-launch.html
 */
export function stackPermissions(): { readonly permissions: Permission[]; readonly needs: Need[] } {
  const permissions: Permission[] = [
    ...ON_STACK.map((name) => ({ action: `cloudformation:${name}`, resources: [STACKS], purpose: 'Stack' })),
    ...ON_TEMPLATE.map((name) => ({ action: `cloudformation:${name}`, resources: ['*'], purpose: 'Template' })),
    { action: 's3:GetObject', resources: ['*'], condition: { StringEquals: { 's3:ExistingObjectTag/servicecatalog:provisioning': 'true' } }, purpose: 'Template' },
  ];
  return {
    permissions,
    needs: permissions.map(({ action }) => ({ action, type: 'AWS::CloudFormation::Stack', phase: 'all', source: action.startsWith('s3:') ? 'service catalog' : 'cloudformation' })),
  };
}

/** Where the code of a product's functions is kept. */
export interface CodeBuckets {
  /** What their names begin with; the Region stands behind it. */
  readonly prefix: string;
  /** The account that they belong to, where it is known: the name in a Region without a bucket is anybody's of the organization to take. */
  readonly account?: string;
}

/** Reading the code of functions, which lies in another account. */
export function codePermissions({ prefix, account }: CodeBuckets): { readonly permissions: Permission[]; readonly needs: Need[] } {
  const bucket = `arn:\${AWS::Partition}:s3:::${prefix}-\${AWS::Region}`;
  const ofOwner = { 'aws:ResourceOrgID': '${aws:PrincipalOrgID}', ...account === undefined ? {} : { 'aws:ResourceAccount': account } };
  const permissions: Permission[] = [
    { action: 's3:GetObject', resources: [`${bucket}/*`], condition: { StringEquals: ofOwner }, purpose: 'Code' },
    {
      action: 'kms:Decrypt',
      resources: [`arn:\${AWS::Partition}:kms:\${AWS::Region}:${account ?? '*'}:key/*`], // the key's policy says which key it is
      // with a bucket key, the bucket is the context of each of its objects
      condition: { StringEquals: { 'kms:ViaService': 's3.${AWS::Region}.${AWS::URLSuffix}', 'kms:EncryptionContext:aws:s3:arn': bucket, ...ofOwner } },
      purpose: 'Code',
    },
  ];
  return { permissions, needs: permissions.map(({ action }) => ({ action, type: 'AWS::CloudFormation::Stack', phase: 'all', source: 'asset' })) };
}
