import { Stack, type aws_lambda as lambda } from 'aws-cdk-lib';
import { checks } from '../..';

/** The ARN of a method with a path parameter has a wildcard for it. */
export function acceptPathParameter(caller: lambda.Function, methodArn: string): void {
  const text = (value: unknown): string => typeof value === 'string' ? value : Object.entries(value as object).map(([name, argument]) => name === 'Fn::Join'
    ? (argument as [string, unknown[]])[1].map(text).join('') : `<${String(argument)}>`).join('');
  checks.Acknowledgement.record(caller.role!, {
    rule: `AwsSolutions::AwsSolutions-IAM5[Resource::${text(Stack.of(caller).resolve(methodArn))}]`,
    owner: 'ledger-team',
    reason: 'the report reads the balance of any account: the wildcard stands for the one path parameter of this one method',
  });
}
