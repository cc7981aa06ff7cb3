import { Lazy, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { Classification, Domain } from '../../src/core';
import { KeyPurpose, KeyService } from '../../src/keys';
import { testApp } from '../checks/synth';

const newStack = () => new Stack(testApp(), 'Stack');
const nameOf = (id: string) => new Domain(new Stack(), id).name;

describe('the name of a domain', () => {
  test.each([['Orders', 'orders'], ['orders', 'orders'], ['OrderHistory', 'order-history'], ['order2Cash', 'order2-cash'], ['Order-History', 'order-history'], ['ABCd', 'abcd']])(
    'of the id %s is %s', (id, name) => { expect(nameOf(id)).toBe(name); });

  test('may be given', () => {
    expect(new Domain(new Stack(), 'X', { name: 'orders' }).name).toBe('orders');
  });

  test.each(['a', 'a'.repeat(40), 'order-history-2', 'a1-2b', 'arrow'])('may be %s', (name) => {
    expect(new Domain(new Stack(), 'X', { name }).name).toBe(name);
  });

  test.each(['', 'Orders', 'ORDERS', 'order_history', 'order--history', '-orders', 'orders-', '1orders', 'order history', 'order/history', 'órdenes', '주문', 'a'.repeat(41),
    'orders\n', 'orders*', 'orders?'])('can\'t be %j', (name) => {
    expect(() => new Domain(new Stack(), 'X', { name })).toThrow(/domain name is not valid: got '.*'; allowed: 1 to 40 lower-case letters.*pass a valid `name`/s);
  });

  test.each(['aws', 'aws-orders', 'awsorders'])('can\'t begin with aws: %s', (name) => {
    expect(() => new Domain(new Stack(), 'X', { name })).toThrow(/domain name is not valid: got 'aws.*AWS keeps alias\/aws/);
  });

  test('of an id that makes none is refused with the property to set', () => {
    expect(() => nameOf('Order_History')).toThrow(/domain name is not valid: got 'order_history'.*pass a valid `name`/);
  });

  test('may be a token', () => {
    const name = Lazy.string({ produce: () => 'orders' });
    expect(new Domain(new Stack(), 'X', { name }).name).toBe(name);
  });

  test('is in the path of its roles', () => {
    expect(new Domain(new Stack(), 'Orders').rolePath).toBe('/gold/orders/');
  });

  test('belongs to one domain of an account and Region: two would open each other\'s keys', () => {
    const app = testApp();
    const env = { account: '111111111111', region: 'ap-northeast-2' };
    const attempt = () => {
      for (const id of ['One', 'Two']) { new Domain(new Stack(app, id, { env }), 'Orders').key(KeyPurpose.DATA); }
      app.synth();
    };
    expect(attempt).toThrow(/orders/);
  });
});

describe('Domain.of', () => {
  test('finds the domain around a construct, and the domain itself', () => {
    const domain = new Domain(new Stack(), 'Orders');
    expect([Domain.of(domain), Domain.of(new Construct(new Construct(domain, 'A'), 'B'))]).toEqual([domain, domain]);
  });

  test('finds the nearest of nested domains', () => {
    const inner = new Domain(new Domain(new Stack(), 'Orders'), 'Billing');
    expect(Domain.of(new Construct(inner, 'A'))).toBe(inner);
  });

  test('refuses a construct outside of every domain, and says what to do', () => {
    expect(() => Domain.of(new Construct(newStack(), 'Lonely'))).toThrow(/the scope 'Stack\/Lonely' is not valid: got 'no domain around it'.*pass `domain`/);
  });
});

test('a nested domain\'s key carries the nested domain\'s tags', () => {
  const stack = newStack();
  const inner = new Domain(new Domain(stack, 'Orders', { classification: Classification.PUBLIC }), 'Billing', { classification: Classification.RESTRICTED });
  inner.key(KeyPurpose.DATA);
  Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', {
    Tags: [{ Key: 'data-classification', Value: 'restricted' }, { Key: 'domain', Value: 'billing' }],
  });
});

test('a domain is confidential unless it says otherwise', () => {
  expect([new Domain(new Stack(), 'A').classification, new Domain(new Stack(), 'B', { classification: Classification.PUBLIC }).classification])
    .toEqual([Classification.CONFIDENTIAL, Classification.PUBLIC]);
});

test('tag marks a construct outside of the domain', () => {
  const stack = newStack();
  const domain = new Domain(new Stack(), 'Orders');
  domain.tag(new Domain(stack, 'Other').key(KeyPurpose.DATA));
  Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', { Tags: [{ Key: 'data-classification', Value: 'confidential' }, { Key: 'domain', Value: 'orders' }] });
});

describe('the organization', () => {
  test.each(['', 'a1b2c3d4e5', 'o-short', 'O-A1B2C3D4E5', 'o-a1b2c3d4e5*', 'ou-a1b2-c3d4e5f6', `o-${'a'.repeat(33)}`])('%j is refused', (organizationId) => {
    expect(() => new Domain(new Stack(), 'Orders', { organizationId })).toThrow(/organizationId is not valid: got '.*'; allowed: o- and 10 to 32/);
  });

  test('may be a token', () => {
    expect(() => new Domain(new Stack(), 'Orders', { organizationId: Lazy.string({ produce: () => 'o-a1b2c3d4e5' }) })).not.toThrow();
  });
});

describe('a domain works', () => {
  test('in a nested stack, deployed by the execution role of the stack at the top', () => {
    const parent = new Stack(testApp(), 'Parent', { env: { account: '111111111111', region: 'ap-northeast-2' } });
    const nested = new NestedStack(parent, 'Nested');
    new Domain(nested, 'Orders').keyFor(nested, KeyPurpose.DATA, KeyService.DYNAMODB);
    const policy = JSON.stringify(Template.fromStack(nested).findResources('AWS::KMS::Key'));
    expect(policy).toContain('role/cdk-hnb659fds-cfn-exec-role-111111111111-ap-northeast-2');
  });

  test('in a stage', () => {
    const stage = new Stage(testApp(), 'Prod', { env: { account: '111111111111', region: 'ap-northeast-2' } });
    const stack = new Stack(stage, 'Stack');
    new Domain(stack, 'Orders').keyFor(stack, KeyPurpose.DATA, KeyService.S3);
    Template.fromStack(stack).hasResourceProperties('AWS::KMS::Alias', { AliasName: 'alias/orders/data' });
  });
});
