import { Aws, Lazy } from 'aws-cdk-lib';
import { InvalidInputError } from '../../src/private/errors';

const messageOf = (what: string): string => new InvalidInputError({ what, got: 1, allowed: '2', fix: 'count on' }).message;

test('a message says what, what was got, what is allowed, and what to do', () => {
  expect(messageOf('number')).toBe('number is not valid: got 1; allowed: 2; count on');
});

test('a message names what only the deployment knows so that it can be read', () => {
  expect(messageOf(`the domain '${Lazy.string({ produce: () => 'orders' })}'`)).toContain('the domain \'<known at deployment>\' is not valid');
  expect(messageOf(`arn:${Aws.PARTITION}:kms:eu-west-1:${Aws.ACCOUNT_ID}:key/1`)).toContain('arn:<AWS::Partition>:kms:eu-west-1:<AWS::AccountId>:key/1 is not valid');
});
