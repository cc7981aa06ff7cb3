import { aws_sqs as sqs } from 'aws-cdk-lib';
import { findingsOf, testApp } from './synth';
import { testStack } from './template';
import { GoldChecks, GoldNagPack, GoldNagRules } from '../../src/checks';
import type * as Catalogue from '../../src/controls/catalogue';

jest.mock('../../src/controls/catalogue', () => {
  const { CATALOGUE } = jest.requireActual<typeof Catalogue>('../../src/controls/catalogue');
  const fail = (): never => { throw new Error('the check met what it did not expect'); };
  return { CATALOGUE: CATALOGUE.map((control) => (control.id === 'sqs.customer-key' ? { ...control, check: fail } : control)) };
});

const queue = (): ReturnType<typeof testApp> => {
  const app = testApp();
  new sqs.Queue(testStack(app), 'Queue');
  return app;
};

test('GoldChecks reports a check that throws as that, on its resource, and runs the others', () => {
  const found = findingsOf(queue(), new GoldChecks());
  expect(found.filter(({ rule }) => rule === 'sqs.customer-key')).toEqual([expect.objectContaining({
    severity: 'error',
    construct: 'Test/Queue/Resource',
    suppressed: false,
    description: expect.stringMatching(/^the check itself failed: .*: the check met what it did not expect$/) as string,
  })]);
  expect(found.map(({ rule }) => rule)).toContain('sqs.tls-only');
});

test('GoldNagPack does not take a check that throws for a pass', () => {
  const app = queue();
  const found = findingsOf(app, new GoldNagPack(app)).filter(({ construct, rule, description }) =>
    construct === 'Test/Queue/Resource' && /sqs\.customer-key|CdkNagValidationFailure/.test(`${rule} ${description}`));
  expect(found).not.toEqual([]);
});

test('GoldNagRules lets the error through', () => {
  const app = queue();
  const resource = app.node.findChild('Test').node.findChild('Queue').node.defaultChild as sqs.CfnQueue;
  expect(() => GoldNagRules.evaluate('sqs.customer-key', resource)).toThrow('the check met what it did not expect');
});
