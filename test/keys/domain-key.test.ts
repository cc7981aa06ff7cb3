import { Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Classification, Domain } from '../../src/core';
import { DomainKey, type DomainKeyProps, KeyLifetime, KeyPurpose } from '../../src/keys';
import { testApp } from '../checks/synth';

const ENV = { account: '111111111111', region: 'ap-northeast-2' };

const newStack = () => new Stack(testApp(), 'Stack', { env: ENV });
const templateOf = (props: Partial<DomainKeyProps> = {}): Template => {
  const stack = newStack();
  new DomainKey(stack, 'Key', { domainName: 'orders', ...props });
  return Template.fromStack(stack);
};

describe('a domain key by default', () => {
  const template = templateOf();

  test('rotates every 365 days', () => {
    template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true, RotationPeriodInDays: 365 });
  });

  test('waits 30 days before it is deleted', () => {
    template.hasResourceProperties('AWS::KMS::Key', { PendingWindowInDays: 30 });
  });

  test('outlives its stack, unless its first creation failed', () => {
    template.hasResource('AWS::KMS::Key', { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
  });

  test('has an alias of its domain and purpose that lives as long', () => {
    template.hasResource('AWS::KMS::Alias', {
      Properties: { AliasName: 'alias/orders/data' }, DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain',
    });
  });

  test('says in its description what it is for', () => {
    template.hasResourceProperties('AWS::KMS::Key', { Description: 'data of the domain orders' });
  });

  test('carries the tag of its domain', () => {
    template.hasResourceProperties('AWS::KMS::Key', { Tags: [{ Key: 'domain', Value: 'orders' }] });
  });

  test('is not disabled', () => {
    template.hasResourceProperties('AWS::KMS::Key', { Enabled: Match.absent() });
  });
});

test.each(Object.values(KeyPurpose))('the purpose %s is in the alias', (purpose) => {
  templateOf({ purpose }).hasResourceProperties('AWS::KMS::Alias', { AliasName: `alias/orders/${purpose}` });
});

test('a disabled key stays in the template, disabled', () => {
  templateOf({ enabled: false }).hasResourceProperties('AWS::KMS::Key', { Enabled: false });
});

test('an ephemeral key and its alias go with their stack, after the shortest wait', () => {
  const template = templateOf({ lifetime: KeyLifetime.ephemeral() });
  template.hasResource('AWS::KMS::Key', { Properties: { PendingWindowInDays: 7 }, DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
  template.hasResource('AWS::KMS::Alias', { DeletionPolicy: 'Delete' });
});

test('the policy lets nobody shorten the waiting period of the lifetime', () => {
  const [key] = Object.values(templateOf({ lifetime: KeyLifetime.ephemeral() }).findResources('AWS::KMS::Key'));
  const statements = key.Properties.KeyPolicy.Statement as { Sid: string; Condition: unknown }[];
  expect(statements.find(({ Sid }) => Sid === 'DeletionByBreakGlass')).toMatchObject({
    Condition: { NumericGreaterThanEquals: { 'kms:ScheduleKeyDeletionPendingWindowInDays': '7' } },
  });
});

test('a key of a domain carries the tags of the domain and of its classification', () => {
  const stack = newStack();
  new Domain(stack, 'Orders', { classification: Classification.RESTRICTED }).key(KeyPurpose.DATA);
  Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', {
    Tags: [{ Key: 'data-classification', Value: 'restricted' }, { Key: 'domain', Value: 'orders' }],
  });
});

describe('the rotation period', () => {
  test.each([90, 180, 2560])('may be %d days', (days) => {
    templateOf({ rotationPeriod: Duration.days(days) }).hasResourceProperties('AWS::KMS::Key', { RotationPeriodInDays: days });
  });

  test.each([0, 1, 89, 2561])('of %d days is refused with what, got, allowed and what to do', (days) => {
    expect(() => templateOf({ rotationPeriod: Duration.days(days) }))
      .toThrow(`rotationPeriod is not valid: got '${days} days'; allowed: 90 to 2560 whole days; pass Duration.days(365)`);
  });

  test('of a broken number of days is refused', () => {
    expect(() => templateOf({ rotationPeriod: Duration.hours(2405) })).toThrow(/rotationPeriod is not valid: got '100\.2.* days'/);
  });

  test('in hours is taken as days', () => {
    templateOf({ rotationPeriod: Duration.hours(2400) }).hasResourceProperties('AWS::KMS::Key', { RotationPeriodInDays: 100 });
  });

  test('that is a token passes', () => {
    const days = Token.asNumber(Lazy.any({ produce: () => 200 }));
    templateOf({ rotationPeriod: Duration.days(days) }).hasResourceProperties('AWS::KMS::Key', { RotationPeriodInDays: 200 });
  });
});

test('the alias of a domain whose name is a token is made of the token', () => {
  const domainName = Lazy.string({ produce: () => 'orders' });
  templateOf({ domainName }).hasResourceProperties('AWS::KMS::Alias', { AliasName: 'alias/orders/data' });
});

describe('who administers, deletes and deploys', () => {
  const ROLE = 'arn:aws:iam::111111111111:role/Admin';

  test.each(['administratorArns', 'breakGlassArns', 'deploymentRoleArns'] as const)('%s refuses what is no ARN of one role or user', (name) => {
    for (const arn of ['*', 'Admin', 'arn:aws:iam::111111111111:role/*', 'arn:aws:iam::*:role/Admin']) {
      expect(() => templateOf({ [name]: [arn] })).toThrow(/is not valid: got '/);
    }
  });

  test('an empty list of deployment roles is refused: nobody could administer the key', () => {
    expect(() => templateOf({ deploymentRoleArns: [] })).toThrow(/deploymentRoleArns is not valid/);
  });

  test('an organization that is none is refused', () => {
    expect(() => templateOf({ organizationId: 'my-organization' })).toThrow(/organizationId is not valid: got 'my-organization'/);
  });

  test.each(['administratorArns', 'breakGlassArns'] as const)('%s takes roles, users, and the account\'s root user', (name) => {
    for (const arn of [ROLE, 'arn:aws:iam::111111111111:user/ops/jane', 'arn:aws:iam::111111111111:root', Lazy.string({ produce: () => ROLE })]) {
      expect(() => templateOf({ [name]: [arn] })).not.toThrow();
    }
  });

  test('a user deploys no key: without MFA it is denied to set the policy', () => {
    expect(() => templateOf({ deploymentRoleArns: ['arn:aws:iam::111111111111:user/ci'] })).toThrow(/deploymentRoleArns is not valid: got 'a user'/);
  });

  test('a role of a short name administers', () => {
    expect(() => templateOf({ administratorArns: ['arn:aws:iam::111111111111:role/CI'] })).not.toThrow();
  });
});
