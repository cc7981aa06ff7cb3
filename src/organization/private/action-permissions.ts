import type { LaunchStatement } from './launch/statement';
import { ACTION_PREFIX } from '../../private/names';
import type { GoldProduct } from '../gold-product';

/** What an action of a product is called, and the role that performs it. A point stands in neither name, so that no two are alike. */
export const actionRoleName = (productName: string, action: string): string => `${ACTION_PREFIX}${productName}.${action}`;

/**
 * What the launch role of a product needs beside its template, to have AWS Service Catalog start the product's actions in its name: each document, as
 * a definition of Automation too, and the role that the document takes on.
 *
 * https://docs.aws.amazon.com/servicecatalog/latest/adminguide/using-service-actions.html
 */
export function actionStatements({ productName, _serviceActions: actions }: Pick<GoldProduct, 'productName' | '_serviceActions'>): LaunchStatement[] {
  if (actions.length === 0) { return []; }
  const ssm = (resource: string): string => `arn:\${AWS::Partition}:ssm:\${AWS::Region}:\${AWS::AccountId}:${resource}`;
  const names = actions.map((action) => action._documentName(productName)).sort();
  const documents = names.map((name) => ssm(`document/${name}`));
  const executions = ssm('automation-execution/*');
  return [
    { Sid: 'SeeActions', Effect: 'Allow', Action: ['ssm:DescribeDocument'], Resource: documents },
    { Sid: 'SeeDoneActions', Effect: 'Allow', Action: ['ssm:GetAutomationExecution'], Resource: [executions] },
    {
      Sid: 'StartActions', Effect: 'Allow', Action: ['ssm:StartAutomationExecution'], Resource: [...names.map((name) => ssm(`automation-definition/${name}:*`)), executions, ...documents],
    },
    {
      Sid: 'PassActionRoles',
      Effect: 'Allow',
      Action: ['iam:PassRole'],
      Resource: actions.map(({ name }) => `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/${actionRoleName(productName, name)}`).sort(),
      Condition: { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } },
    },
  ];
}
