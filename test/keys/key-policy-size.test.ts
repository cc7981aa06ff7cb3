import { Stack, aws_iam as iam } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Domain, DomainRole } from '../../src/core';
import { DomainKey, KeyAccess, KeyPurpose, KeyService, KeyUser } from '../../src/keys';
import { testApp } from '../checks/synth';

const ENV = { account: '111111111111', region: 'ap-northeast-2' };

function keyWith(users: number): Stack {
  const stack = new Stack(testApp(), 'Stack', { env: ENV });
  const key = new DomainKey(stack, 'Key', { domainName: 'orders' });
  for (let user = 0; user < users; user++) {
    key.allowUse(KeyUser.fromArn(`arn:aws:iam::111111111111:role/team/${'x'.repeat(50)}${user}`), KeyService.S3, KeyAccess.DECRYPT);
  }
  return stack;
}

test('a key policy over 32 KB is an error at synth that says what to do', () => {
  expect(() => Template.fromStack(keyWith(400)))
    .toThrow(/the key policy of 'Stack\/Key' is too long: got \d{5} bytes; allowed: 32768; give the roles that use it their domain's role path.*PER_PURPOSE/s);
});

test('a key policy with many users fits', () => {
  expect(() => Template.fromStack(keyWith(120))).not.toThrow();
});

test('many roles of the domain take one statement, in the key\'s own stack too', () => {
  const stack = new Stack(testApp(), 'Stack', { env: ENV });
  const domain = new Domain(stack, 'Orders');
  const view = domain.keyFor(stack, KeyPurpose.DATA, KeyService.S3);
  for (let id = 0; id < 200; id++) { view.grantDecrypt(new DomainRole(domain, `Role${id}`, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') })); }
  const [key] = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'));
  expect(JSON.stringify(key).length).toBeLessThan(10_000);
});

describe('the size', () => {
  /** Synthesizes a key whose policy has one more denial. */
  const withDenial = (conditions: (stack: Stack) => Record<string, unknown>) => () => {
    const stack = new Stack(testApp(), 'Stack', { env: ENV });
    new DomainKey(stack, 'Key', { domainName: 'orders' }).addToResourcePolicy(new iam.PolicyStatement({
      effect: iam.Effect.DENY, principals: [new iam.AnyPrincipal()], actions: ['kms:Decrypt'], resources: ['*'], conditions: conditions(stack),
    }));
    return Template.fromStack(stack);
  };

  test.each([['x'.repeat(20_000), false], ['é'.repeat(9_000), false], ['é'.repeat(15_500), true]])('counts bytes, and not characters', (text, isTooLong) => {
    const attempt = expect(withDenial(() => ({ StringEquals: { 'aws:PrincipalTag/team': text } })));
    if (isTooLong) { attempt.toThrow(/is too long/); } else { attempt.not.toThrow(); }
  });

  test.each([[100, false], [400, true]])('of a policy that refers %d times to roles allows for the longest ARNs', (count, isTooLong) => {
    const attempt = expect(withDenial((stack) => {
      const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
      return { ArnEquals: { 'aws:PrincipalArn': Array.from({ length: count }, () => role.roleArn) } };
    }));
    if (isTooLong) { attempt.toThrow(/is too long/); } else { attempt.not.toThrow(); }
  });

  test('of a policy with an empty condition is counted too', () => {
    expect(withDenial(() => ({ StringNotEquals: {}, StringEquals: { 'aws:PrincipalTag/team': 'x'.repeat(20_000) } }))).not.toThrow();
  });
});
