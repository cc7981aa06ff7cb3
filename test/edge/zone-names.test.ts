import { NestedStack, Stack, Stage } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Domain } from '../../src/core';
import { DnsZone } from '../../src/edge/dns';
import { testApp } from '../checks/synth';
import { resourceOf } from '../checks/template';

const stackIn = (scope: Construct, id: string, account?: string, stackName?: string): Stack => new Stack(scope, id, { env: { account, region: 'us-east-1' }, stackName });
const zoneIn = (scope: Construct, zoneName = 'example.com', id = 'Zone'): DnsZone => new DnsZone(new Domain(scope, `Shop${id}`), id, { zoneName });

describe('the name of a zone', () => {
  let app: App;
  beforeEach(() => { app = testApp(); });

  test('is refused to a second zone of the account, in whatever stack and stage', () => {
    zoneIn(stackIn(app, 'One', '111111111111'));
    expect(() => zoneIn(stackIn(new Stage(app, 'Stage'), 'Two', '111111111111'), 'Example.com.'))
      .toThrow(/zoneName of the zone 'Stage\/Two\/ShopZone\/Zone' is not valid: got 'example\.com, which the zone 'One\/ShopZone\/Zone' has'; .*use the zone that exists/);
  });

  test('is refused to a second zone of the stage where the accounts are open', () => {
    zoneIn(stackIn(app, 'One'));
    expect(() => zoneIn(stackIn(app, 'Two'), 'example.com', 'Other')).toThrow(/a name that no other DnsZone of the account has/);
  });

  test.each<[string, (scope: App) => readonly [Stack, Stack]]>([
    ['another account', (scope) => [stackIn(scope, 'One', '111111111111'), stackIn(scope, 'Two', '222222222222')]],
    ['another stage, where the accounts are open', (scope) => [stackIn(new Stage(scope, 'Dev'), 'Shop'), stackIn(new Stage(scope, 'Live'), 'Shop')]],
  ])('is free again in %s', (_what, stacks) => {
    expect(() => stacks(app).map((stack) => zoneIn(stack))).not.toThrow();
  });

  test('is free for what lies below it', () => {
    const stack = stackIn(app, 'One');
    zoneIn(stack);
    expect(() => zoneIn(stack, 'shop.example.com', 'Below')).not.toThrow();
  });
});

describe('the log group of a zone, which outlives its stack', () => {
  const logGroupOf = (stackName: string, id: string): unknown => {
    const stack = stackIn(testApp(), 'Shop', undefined, stackName);
    zoneIn(stack, 'example.com', id);
    return resourceOf(stack, 'AWS::Logs::LogGroup').Properties.LogGroupName;
  };

  test('keeps its name as long as the stack and the construct keep theirs', () => {
    expect(logGroupOf('Shop', 'Zone')).toBe(logGroupOf('Shop', 'Zone'));
  });

  test('has another name in a renamed stack, and under a renamed construct', () => {
    expect(new Set([logGroupOf('Shop', 'Zone'), logGroupOf('Store', 'Zone'), logGroupOf('Shop', 'Names')]).size).toBe(3);
  });

  test('has a name that is known at synthesis in a nested stack too', () => {
    const nested = new NestedStack(stackIn(testApp(), 'Shop'), 'Nested');
    zoneIn(nested);
    expect(resourceOf(nested, 'AWS::Logs::LogGroup').Properties.LogGroupName).toMatch(/^\/aws\/route53\/example\.com-[0-9a-f]{8}$/);
  });
});
