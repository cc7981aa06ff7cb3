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

/** Reading the code of functions from the bucket of the organization, whichever account it lies in. */
export function assetPermissions(bucketPrefix: string): { readonly permissions: Permission[]; readonly needs: Need[] } {
  const ofOrganization = { 'aws:ResourceOrgID': '${aws:PrincipalOrgID}' };
  const permissions: Permission[] = [
    { action: 's3:GetObject', resources: [`arn:\${AWS::Partition}:s3:::${bucketPrefix}-\${AWS::Region}/*`], condition: { StringEquals: ofOrganization }, purpose: 'Code' },
    {
      action: 'kms:Decrypt',
      resources: ['arn:${AWS::Partition}:kms:${AWS::Region}:*:key/*'],
      condition: { StringEquals: { 'kms:ViaService': 's3.${AWS::Region}.${AWS::URLSuffix}', ...ofOrganization } },
      purpose: 'Code',
    },
  ];
  return { permissions, needs: permissions.map(({ action }) => ({ action, type: 'AWS::CloudFormation::Stack', phase: 'all', source: 'asset' })) };
}
