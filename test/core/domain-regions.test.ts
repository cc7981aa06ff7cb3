import { Duration, Stack, type aws_kms as kms } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Classification, Domain } from '../../src/core';
import { KeyPurpose } from '../../src/keys';
import { testApp } from '../checks/synth';

const ACCOUNT = '111122223333';
const stackIn = (app: ReturnType<typeof testApp>, region: string, account = ACCOUNT) => new Stack(app, `Stack-${region}-${account}`, { env: { account, region } });

test('a domain is its own in its Region', () => {
  const stack = stackIn(testApp(), 'ap-northeast-2');
  const orders = new Domain(stack, 'Orders');
  expect(orders.inRegionOf(stack)).toBe(orders);
});

test('a domain has one twin in another Region, from whichever stack of it', () => {
  const app = testApp();
  const orders = new Domain(stackIn(app, 'ap-northeast-2'), 'Orders', { classification: Classification.RESTRICTED, organizationId: 'o-a1b2c3d4e5' });
  const virginia = stackIn(app, 'us-east-1');
  const twin = orders.inRegionOf(virginia);
  expect([twin.name, twin.classification, twin.organizationId, twin.rolePath]).toEqual(['orders', Classification.RESTRICTED, 'o-a1b2c3d4e5', orders.rolePath]);
  expect(orders.inRegionOf(new Stack(app, 'Other', { env: { account: ACCOUNT, region: 'us-east-1' } }))).toBe(twin);
  expect(twin.inRegionOf(orders)).toBe(orders);
});

test('the twin has keys of its own, with the settings of the domain, for the roles that deploy there', () => {
  const app = testApp();
  const orders = new Domain(stackIn(app, 'ap-northeast-2'), 'Orders', { rotationPeriod: Duration.days(90) });
  const virginia = stackIn(app, 'us-east-1');
  orders.inRegionOf(virginia).key(KeyPurpose.LOGS);
  const there = Template.fromStack(Stack.of(orders.inRegionOf(virginia)));
  const [key] = Object.values(there.findResources('AWS::KMS::Key')) as { Properties: kms.CfnKeyProps & Record<string, unknown> }[];
  expect(key.Properties).toMatchObject({ RotationPeriodInDays: 90 });
  expect(JSON.stringify(key.Properties.KeyPolicy)).toContain('cfn-exec-role');
  there.hasResourceProperties('AWS::KMS::Alias', { AliasName: 'alias/orders/logs/ap-northeast-2' });
});

test('a domain can\'t be in another account', () => {
  const app = testApp();
  const orders = new Domain(stackIn(app, 'ap-northeast-2'), 'Orders');
  expect(() => orders.inRegionOf(stackIn(app, 'us-east-1', '444455556666'))).toThrow(/the place of the domain 'orders' is not valid: got 'a scope in account 444455556666'.*shareWithAccount/);
});

test('the twin lies beside the domain\'s own stack, whoever asks for it first', () => {
  const app = testApp();
  const orders = new Domain(stackIn(app, 'ap-northeast-2'), 'Orders');
  const [one, other] = ['One', 'Other'].map((id) => new Stack(app, id, { env: { account: ACCOUNT, region: 'us-east-1' } }));
  expect(orders.inRegionOf(other)).toBe(orders.inRegionOf(one));
  expect(Stack.of(orders.inRegionOf(one)).node.path).toBe(`${Stack.of(orders).node.path}-us-east-1`);
});

test('domains of one name in two Regions, and one that was made there, have twins and aliases of their own', () => {
  const app = testApp();
  const virginia = stackIn(app, 'us-east-1');
  const twins = ['ap-northeast-2', 'eu-west-1'].map((region) => new Domain(stackIn(app, region), 'Orders').inRegionOf(virginia));
  const domains = [...twins, new Domain(virginia, 'Orders')];
  for (const domain of domains) { domain.key(KeyPurpose.LOGS); }
  const aliases = domains.flatMap((domain) => Object.values(Template.fromStack(Stack.of(domain)).findResources('AWS::KMS::Alias')))
    .map(({ Properties }: { Properties?: { AliasName: string } }) => Properties?.AliasName);
  expect(aliases).toEqual(['alias/orders/logs/ap-northeast-2', 'alias/orders/logs/eu-west-1', 'alias/orders/logs']);
});
