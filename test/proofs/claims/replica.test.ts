import { allow, key, policy, proveAbout, ROOT, stackOf } from './template';

const REPLICA = { Type: 'AWS::KMS::ReplicaKey', Properties: { PrimaryKeyArn: { 'Fn::GetAtt': ['Key', 'Arn'] }, KeyPolicy: policy(allow(ROOT, 'kms:*')) } };

const provisionable = (statement: object, more: object = { Replica: REPLICA }) =>
  proveAbout(stackOf({ Key: key(allow(ROOT, 'kms:*'), statement), ...more }), 'Key', [{ claim: 'provisionable' }])[0];

const noReplicas = (condition?: object) => ({ ...allow('*', 'kms:ReplicateKey', condition), Effect: 'Deny' });

describe('a key that a template replicates', () => {
  test('can\'t be replicated where its policy denies it', () => {
    expect(provisionable(noReplicas())).toMatchObject({ verdict: 'refuted', detail: expect.stringMatching(/^replicate the key as Replica: .*kms:ReplicateKey/) });
  });

  test('can be replicated to the Region that its policy names, and to no other', () => {
    const except = (region: string) => noReplicas({ StringNotEquals: { 'kms:ReplicaRegion': region } });
    expect(provisionable(except('ap-northeast-2')).verdict).toBe('proved');
    expect(provisionable(except('eu-west-1')).verdict).toBe('refuted');
  });

  test('need not be replicated where the template has no replica of it', () => {
    expect(provisionable(noReplicas(), {}).verdict).toBe('proved');
    expect(provisionable(noReplicas(), { Other: { ...REPLICA, Properties: { ...REPLICA.Properties, PrimaryKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/mrk-1' } } }).verdict).toBe('proved');
  });
});
