import { Aws, Fn, Stack, aws_kms as kms } from 'aws-cdk-lib';
import { Domain } from '../../src/core';
import { DomainSecret, SecretReplica } from '../../src/secrets';
import { testApp } from '../checks/synth';
import { ACCOUNT, REGION, deployed, resourceOf, statementsOf, testStack } from '../checks/template';

const TOKYO = 'ap-northeast-1';
const KEY = `arn:aws:kms:${TOKYO}:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const replicasOf = (stack: Stack) => resourceOf(stack, 'AWS::SecretsManager::Secret').Properties.ReplicaRegions;
const domainIn = (stack = testStack()) => new Domain(stack, 'Orders');

test('a replica is encrypted with a key of its Region', () => {
  const orders = domainIn();
  new DomainSecret(orders, 'Key', { replicas: [SecretReplica.withKeyArn(TOKYO, KEY)] });
  expect(replicasOf(Stack.of(orders))).toEqual([{ Region: TOKYO, KmsKeyId: KEY }]);
});

test('a replica finds the domain\'s key in its Region by the alias that a domain of that name gives it', () => {
  const app = testApp();
  const orders = domainIn(testStack(app));
  new DomainSecret(orders, 'Key', { replicas: [SecretReplica.withDomainKey(TOKYO, orders)] });
  const there = new Stack(app, 'There', { env: { region: TOKYO } });
  new DomainSecret(domainIn(there), 'Other');
  const { AliasName } = resourceOf(there, 'AWS::KMS::Alias', 'OrdersSecrets').Properties;
  expect(replicasOf(Stack.of(orders))).toEqual([{ Region: TOKYO, KmsKeyId: AliasName }]);
});

test('a replica is added later with a key, and never without one', () => {
  const orders = domainIn();
  const secret = new DomainSecret(orders, 'Key');
  expect(() => { secret.addReplicaRegion(TOKYO); }).toThrow(/replica of 'Test\/Orders\/Key' in ap-northeast-1 is not valid: got 'no key'/);
  secret.addReplicaRegion(TOKYO, kms.Key.fromKeyArn(orders, 'There', KEY));
  expect(replicasOf(Stack.of(orders))).toEqual([{ Region: TOKYO, KmsKeyId: KEY }]);
});

test('a secret without replicas says nothing of them', () => {
  const orders = domainIn();
  new DomainSecret(orders, 'Key');
  expect(replicasOf(Stack.of(orders))).toBeUndefined();
});

test('a replica has the secret\'s ARN, but for the Region', () => {
  const orders = domainIn();
  const secret = new DomainSecret(orders, 'Key', { secretName: 'key', replicas: [SecretReplica.withKeyArn(TOKYO, KEY)] });
  const stack = Stack.of(orders);
  expect(stack.resolve(secret.replicaArn(TOKYO))).toEqual({
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:secretsmanager:${TOKYO}:`, { Ref: 'AWS::AccountId' }, ':secret:', { 'Fn::Select': [6, expect.anything()] }]],
  });
});

test.each<[string, () => unknown, RegExp]>([
  ['with the key that AWS manages', () => SecretReplica.withKeyArn(TOKYO, `arn:aws:kms:${TOKYO}:${ACCOUNT}:alias/aws/secretsmanager`), /customer-managed key/],
  ['with a key of another Region', () => SecretReplica.withKeyArn('eu-west-1', KEY), /allowed: a key of eu-west-1/],
  ['in what is no Region', () => SecretReplica.withKeyArn('Tokyo', KEY), /Region/],
  ['in the secret\'s own Region', () => new DomainSecret(domainIn(), 'Key', { replicas: [SecretReplica.withDomainKey(REGION, domainIn())] }), /the secret's own Region/],
  ['twice in a Region', () => new DomainSecret(domainIn(), 'Key', { replicas: [SecretReplica.withKeyArn(TOKYO, KEY), SecretReplica.withKeyArn(TOKYO, KEY)] }), /ap-northeast-1 twice/],
  ['whose ARN is asked for and that is not there', () => new DomainSecret(domainIn(), 'Key').replicaArn(TOKYO), /the secret has no replicas/],
])('a replica %s is refused', (_name, make, message) => {
  expect(make).toThrow(message);
});

test('a replica takes a Region and a key that only the deployment knows', () => {
  expect(() => SecretReplica.withKeyArn(Aws.REGION, Aws.STACK_ID)).not.toThrow();
});

describe('a replica beside endpoints that alone may read', () => {
  test.each([
    ['by id', ['vpce-0123456789abcdef0']],
    ['as a list that only the deployment knows', Fn.split(',', Fn.importValue('Endpoints'))],
  ])('%s is refused, since it has the same policy and could not be read', (_name, readableFromEndpoints) => {
    expect(() => new DomainSecret(domainIn(), 'Key', { readableFromEndpoints, replicas: [SecretReplica.withKeyArn(TOKYO, KEY)] }))
      .toThrow(/replica of 'Test\/Orders\/Key' in ap-northeast-1 is not valid: got 'one beside readableFromEndpoints'.*make a secret in a stack of each Region, or leave readableFromEndpoints out/);
  });

  test('is refused later, too', () => {
    const orders = domainIn();
    const secret = new DomainSecret(orders, 'Key', { readableFromEndpoints: ['vpce-0123456789abcdef0'] });
    expect(() => { secret.addReplicaRegion(TOKYO, kms.Key.fromKeyArn(orders, 'There', KEY)); }).toThrow(/beside readableFromEndpoints/);
  });
});

describe('the roles that deploy in the Regions of replicas', () => {
  const readers = (orders: Domain): string[] => {
    const [, deny] = statementsOf(resourceOf(Stack.of(orders), 'AWS::SecretsManager::ResourcePolicy'), 'ResourcePolicy');
    return deployed(deny.Condition?.ArnNotLike['aws:PrincipalArn']) as unknown as string[];
  };
  const deployer = (region: string) => `arn:aws:iam::${ACCOUNT}:role/cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-${region}`;

  test('may read, also where a replica is added later', () => {
    const orders = domainIn();
    const secret = new DomainSecret(orders, 'Key', { replicas: [SecretReplica.withKeyArn(TOKYO, KEY)] });
    secret.addReplicaRegion('eu-west-1', kms.Key.fromKeyArn(orders, 'There', KEY.replace(TOKYO, 'eu-west-1')));
    expect(readers(orders).filter((arn) => arn.includes('cfn-exec'))).toEqual([deployer(REGION), deployer(TOKYO), deployer('eu-west-1')]);
  });

  test('may not, without replicas', () => {
    const orders = domainIn();
    new DomainSecret(orders, 'Key');
    expect(readers(orders).filter((arn) => arn.includes('cfn-exec'))).toEqual([deployer(REGION)]);
  });

  test('are not guessed where the domain names its own', () => {
    const own = `arn:aws:iam::${ACCOUNT}:role/deploy-${REGION}`;
    const orders = new Domain(testStack(), 'Orders', { deploymentRoleArns: [own] });
    new DomainSecret(orders, 'Key', { replicas: [SecretReplica.withKeyArn(TOKYO, KEY)] });
    expect(readers(orders).filter((arn) => arn.includes('deploy'))).toEqual([own]);
  });
});
