import { Stack } from 'aws-cdk-lib';
import { Domain } from '../../../src/core';
import { DomainLogGroup } from '../../../src/data';
import { GoldProofs } from '../../../src/proofs';
import { findingsOf, testApp } from '../../checks/synth';

test.each(['orders', 'aws-waf-logs-orders', '/aws/route53/orders'])('a log group that is called %s beside one that CloudFormation names is proved to work', (logGroupName) => {
  const app = testApp();
  const orders = new Domain(new Stack(app, 'Shop', { env: { region: 'ap-northeast-2' } }), 'Orders');
  new DomainLogGroup(orders, 'Named', { logGroupName });
  new DomainLogGroup(orders, 'Other');
  expect(findingsOf(app, new GoldProofs()).map(({ description }) => description)).toEqual([]);
});

test('a key that opens for another log group only is found', () => {
  const app = testApp();
  const orders = new Domain(new Stack(app, 'Shop', { env: { region: 'ap-northeast-2' } }), 'Orders');
  const group = new DomainLogGroup(orders, 'Named', { logGroupName: 'orders' });
  const [key] = orders.domainKeys;
  const statements = (key.node.defaultChild as unknown as { keyPolicy: { toJSON(): { Statement: { Sid: string }[] } } }).keyPolicy.toJSON().Statement;
  const at = statements.findIndex(({ Sid }) => Sid === 'LogsService');
  (key.node.defaultChild as unknown as { addPropertyOverride(path: string, value: unknown): void }).addPropertyOverride(
    `KeyPolicy.Statement.${at}.Condition`, { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:ap-northeast-2:${Stack.of(group).account}:log-group:other` } },
  );
  expect(findingsOf(app, new GoldProofs()).map(({ rule }) => rule)).toContain('provisionable');
});
