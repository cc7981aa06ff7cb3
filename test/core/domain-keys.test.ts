import { Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Domain, KeyGranularity } from '../../src/core';
import { KeyAccess, KeyLifetime, KeyPurpose, KeyService } from '../../src/keys';
import { testApp } from '../checks/synth';

const REASON = 'invoices name the order';
const newDomain = (keyGranularity?: KeyGranularity) => new Domain(new Stack(testApp(), 'Stack'), 'Orders', { keyGranularity });
const PURPOSES = Object.values(KeyPurpose);

test('a domain has no key before one is asked for', () => {
  expect(newDomain().domainKeys).toEqual([]);
});

test('a domain has a key for each purpose, made once', () => {
  const domain = newDomain();
  const keys = [...PURPOSES, ...PURPOSES].map((purpose) => domain.key(purpose));
  expect(new Set(keys).size).toBe(PURPOSES.length);
  expect(domain.domainKeys.map(({ purpose }) => purpose)).toEqual(PURPOSES);
});

test('a domain with one key uses it for all, whatever is asked for first', () => {
  for (const purposes of [PURPOSES, [...PURPOSES].reverse()]) {
    const domain = newDomain(KeyGranularity.PER_DOMAIN);
    expect(new Set(purposes.map((purpose) => domain.key(purpose))).size).toBe(1);
    expect(domain.domainKeys.map(({ purpose, node }) => [purpose, node.id])).toEqual([[KeyPurpose.DATA, 'DataKey']]);
  }
});

test('what the domain says of its keys holds for each', () => {
  const stack = new Stack(testApp(), 'Stack');
  const domain = new Domain(stack, 'Orders', { rotationPeriod: Duration.days(180), keyLifetime: KeyLifetime.ephemeral() });
  for (const purpose of PURPOSES) { domain.key(purpose); }
  const keys = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'));
  expect(keys.map(({ DeletionPolicy, Properties }) => [DeletionPolicy, Properties.RotationPeriodInDays])).toEqual(PURPOSES.map(() => ['Delete', 180]));
});

test('keyFor gives the view of the key', () => {
  const domain = newDomain();
  expect(domain.keyFor(domain, KeyPurpose.LOGS, KeyService.LOGS)).toBe(domain.key(KeyPurpose.LOGS).forService(KeyService.LOGS));
});

describe('sharing', () => {
  test('is kept with its reason, for the evidence', () => {
    const orders = newDomain();
    orders.shareWith(new Domain(new Stack(), 'Billing'), { purpose: KeyPurpose.MESSAGES, services: [KeyService.SQS], access: KeyAccess.ENCRYPT, reason: REASON });
    orders.shareWithAccount('222222222222', KeyPurpose.DATA, REASON);
    expect(orders.declaredSharing).toEqual([
      { consumer: 'billing', purpose: 'messages', reason: REASON }, { consumer: '222222222222', purpose: 'data', reason: REASON },
    ]);
  });

  test.each(['', 'short', '         x', 'because  '])('for the reason %j is refused', (reason) => {
    const orders = newDomain();
    expect(() => orders.shareWith(new Domain(new Stack(), 'Billing'), { services: [KeyService.S3], reason })).toThrow(/reason of a shared key is not valid: got '.*'; allowed: at least 10 characters/);
    expect(() => orders.shareWithAccount('222222222222', KeyPurpose.DATA, reason)).toThrow(/reason of a shared key is not valid/);
    expect(orders.declaredSharing).toEqual([]);
  });

  test('with itself is refused', () => {
    const orders = newDomain();
    expect(() => orders.shareWith(orders, { services: [KeyService.S3], reason: REASON })).toThrow(/consumer of a shared key is not valid: got 'orders'/);
  });

  test('does not hand out the domain\'s own lists', () => {
    const orders = newDomain();
    orders.domainKeys.push(orders.key(KeyPurpose.DATA));
    orders.declaredSharing.push({ consumer: 'x', purpose: KeyPurpose.DATA, reason: REASON });
    expect([orders.domainKeys.length, orders.declaredSharing.length]).toEqual([1, 0]);
  });

  test('does not let a domain of another account in through the account of the key', () => {
    const app = testApp();
    const home = new Stack(app, 'Home', { env: { account: '111111111111', region: 'us-east-1' } });
    const foreign = new Stack(app, 'Foreign', { env: { account: '222222222222', region: 'us-east-1' } });
    const attempt = () => {
      new Domain(home, 'Orders').shareWith(new Domain(foreign, 'Billing'), { services: [KeyService.S3], reason: REASON });
      return JSON.stringify(Template.fromStack(home).findResources('AWS::KMS::Key'));
    };
    let policy: string;
    try { policy = attempt(); } catch (error) { policy = String(error); }
    expect(policy).toContain('222222222222');
  });
});
