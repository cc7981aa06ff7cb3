import { createHash, createPublicKey } from 'node:crypto';
import { Duration, Stack, aws_iam as iam } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { GoldChecks } from '../../../../src/checks';
import { Domain, DomainRole } from '../../../../src/core';
import { SigningKeyGroup } from '../../../../src/edge/cloudfront/signing';
import { PLACEHOLDER_KEY, PLACEHOLDER_TEXT } from '../../../../src/edge/cloudfront/signing/placeholder-key';
import { GoldProofs } from '../../../../src/proofs';
import { RotationSchedule } from '../../../../src/secrets';
import { findingsOf, testApp } from '../../../checks/synth';
import { resourceOf, resourcesOf, statementsOf } from '../../../checks/template';

/** The point of P-256 with an x and the even y. https://nvlpubs.nist.gov/nistpubs/SpecialPublications/NIST.SP.800-186.pdf */
function pointOf(x: bigint): { readonly x: bigint; readonly y: bigint } | undefined {
  const p = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
  const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;
  const power = (base: bigint, exponent: bigint): bigint => {
    let [result, square] = [1n, base % p];
    for (let rest = exponent; rest > 0n; rest /= 2n) {
      if (rest % 2n === 1n) { result = result * square % p; }
      square = square * square % p;
    }
    return result;
  };
  const squared = ((x ** 3n - 3n * x + b) % p + p) % p;
  const root = power(squared, (p + 1n) / 4n);
  return x < p && root * root % p === squared ? { x, y: root % 2n === 0n ? root : p - root } : undefined;
}

test('the placeholder is the point that the hash of its text chooses, so that nobody knows its private key', () => {
  const point = pointOf(BigInt(`0x${createHash('sha256').update(PLACEHOLDER_TEXT).digest('hex')}`));
  const coordinate = (value = 0n) => Buffer.from(value.toString(16).padStart(64, '0'), 'hex').toString('base64url');
  expect(createPublicKey(PLACEHOLDER_KEY).export({ format: 'jwk' })).toEqual({ kty: 'EC', crv: 'P-256', x: coordinate(point?.x), y: coordinate(point?.y) });
});

describe('a group of signing keys', () => {
  let stack: Stack;
  let findings: ReturnType<typeof findingsOf>;
  beforeAll(() => {
    const app = testApp();
    stack = new Stack(app, 'Shop', { env: { region: 'ap-northeast-2' } });
    const orders = new Domain(stack, 'Orders');
    const signing = new SigningKeyGroup(orders, 'Signing', { schedule: RotationSchedule.rate(Duration.days(60)) });
    signing.grantSign(new DomainRole(orders, 'Signer', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') }));
    findings = findingsOf(
      app, new GoldChecks(), new GoldProofs(), new AwsSolutionsChecks(app), new NIST80053R5Checks(app), new HIPAASecurityChecks(app),
      new PCIDSS321Checks(app),
    );
  });

  test('passes all checks, proofs and packs', () => {
    expect(findings.filter(({ suppressed }) => !suppressed)).toEqual([]);
  });

  test('is made with the placeholder, and its template never changes what rotation changes', () => {
    const [placeholder] = Object.keys(resourcesOf(stack, 'AWS::CloudFront::PublicKey'));
    expect(resourceOf(stack, 'AWS::CloudFront::KeyGroup').Properties.KeyGroupConfig).toMatchObject({ Items: [{ Ref: placeholder }] });
  });

  test('keeps its names, caller reference, key and comments: to change one makes another key, or puts the placeholder back for the keys of rotation', () => {
    expect(resourceOf(stack, 'AWS::CloudFront::PublicKey').Properties.PublicKeyConfig).toEqual({
      Name: 'Shop-Orders-Signing-D0F00E4F-ap-northeast-2-placeholder',
      CallerReference: 'Shop-Orders-Signing-D0F00E4F-ap-northeast-2-placeholder',
      Comment: 'nobody has its private key: rotation takes it out',
      EncodedKey: [
        '-----BEGIN PUBLIC KEY-----',
        'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAED8NldqCP7s28+wZVtz2r/bh2QwwK',
        'GvNTopaDk1wcTp0kQPrRsfhVSAwwD7uP0fBYGtVYKug1OXcotQEqwIgD8g==',
        '-----END PUBLIC KEY-----',
        '',
      ].join('\n'),
    });
    const { Name, Comment } = resourceOf(stack, 'AWS::CloudFront::KeyGroup').Properties.KeyGroupConfig as Record<string, unknown>;
    expect([Name, Comment]).toEqual(['Shop-Orders-Signing-D0F00E4F-ap-northeast-2', 'its keys are changed by rotation']);
  });

  test('has a secret whose first value holds no key', () => {
    expect(resourceOf(stack, 'AWS::SecretsManager::Secret').Properties.GenerateSecretString).toMatchObject({ SecretStringTemplate: '{}', GenerateStringKey: 'placeholder' });
  });

  test('rotates by schedule, first at once', () => {
    expect(resourceOf(stack, 'AWS::SecretsManager::RotationSchedule').Properties).toMatchObject({ RotationRules: { ScheduleExpression: 'rate(60 days)' } });
  });

  test('asks for key groups as CloudFront authorizes them: all or none', () => {
    const statements = Object.values(resourcesOf(stack, 'AWS::IAM::ManagedPolicy')).flatMap((policy) => statementsOf(policy, 'PolicyDocument')) as unknown as iam.PolicyStatement[];
    expect(statements).toContainEqual(expect.objectContaining({ Action: ['cloudfront:GetKeyGroup', 'cloudfront:UpdateKeyGroup'], Resource: '*' }));
  });
});

describe('the public keys that an account may have', () => {
  const warningsOf = (stack: Stack): string[] => stack.node.findAll().flatMap(({ node }) => node.metadata).filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => String(data));
  const groupsIn = (...accounts: readonly (string | undefined)[]) => {
    const app = testApp();
    return accounts.map((account, at) => {
      const stack = new Stack(app, `Shop${at}`, { env: { account, region: 'ap-northeast-2' } });
      new SigningKeyGroup(new Domain(stack, `Orders${at}`), 'Signing');
      return warningsOf(stack);
    });
  };

  test('are enough for two groups of an app, and a warning tells of the third', () => {
    expect(groupsIn(undefined, undefined, undefined)).toEqual([[], [], [
      expect.stringMatching(/3 groups of signing keys may need 15 public keys of CloudFront, which lets an account have 10;.*Let several distributions trust one group/),
    ]]);
  });

  test('are counted for each account', () => {
    expect(groupsIn('111111111111', '111111111111', '222222222222').flat()).toEqual([]);
    expect(groupsIn('111111111111', '222222222222', '111111111111', '111111111111').flat()).toHaveLength(1);
  });
});
