import { Duration, RemovalPolicy, type Stack, Tags, aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

type Conditions = Record<string, Record<string, unknown>>;

/** What a service asks of a key: actions of the domain's roles and of the deployer, and what its own principal may do. */
interface ServiceUse {
  readonly id: string;
  readonly use: readonly string[];
  readonly provision?: readonly string[];
  readonly isGranted?: boolean;
  /** Encryption context or source that binds the statements of the service's own principal. */
  readonly principal?: { readonly name: string; readonly actions: readonly string[]; readonly conditions: Conditions };
  readonly context?: Conditions;
  /** Context that an outer deny must leave alone. */
  readonly grantsToRoles?: string;
}

const ADMINISTRATION = [
  'CancelKeyDeletion', 'CreateAlias', 'DeleteAlias', 'DescribeKey', 'DisableKey', 'DisableKeyRotation', 'EnableKey', 'EnableKeyRotation', 'GetKeyPolicy',
  'GetKeyRotationStatus', 'ListGrants', 'ListKeyPolicies', 'ListKeyRotations', 'ListResourceTags', 'PutKeyPolicy', 'RevokeGrant', 'RotateKeyOnDemand',
  'TagResource', 'UntagResource', 'UpdateAlias', 'UpdateKeyDescription',
];
const CHANGES = [
  'CancelKeyDeletion', 'CreateAlias', 'DeleteAlias', 'DeleteImportedKeyMaterial', 'DisableKey', 'DisableKeyRotation', 'EnableKey', 'EnableKeyRotation',
  'ImportKeyMaterial', 'PutKeyPolicy', 'ReplicateKey', 'RotateKeyOnDemand', 'ScheduleKeyDeletion', 'TagResource', 'UntagResource', 'UpdateAlias',
  'UpdateKeyDescription', 'UpdatePrimaryRegion',
];
const LOCKOUT_SAFETY = [
  'DescribeKey', 'GetKeyPolicy', 'GetKeyRotationStatus', 'ListGrants', 'ListKeyPolicies', 'ListKeyRotations', 'ListResourceTags', 'PutKeyPolicy',
];
const DELETION = ['DeleteImportedKeyMaterial', 'ScheduleKeyDeletion'];
const CRYPTOGRAPHY = ['Decrypt', 'DeriveSharedSecret', 'Encrypt', 'GenerateDataKey*', 'GenerateMac', 'ReEncrypt*', 'Sign', 'Verify', 'VerifyMac'];
const ALL_USES = ['Decrypt', 'Encrypt', 'GenerateDataKey*', 'ReEncrypt*'];
const WITH_DATA_KEY = ['Decrypt', 'GenerateDataKey', 'Encrypt', 'GenerateDataKey*', 'ReEncrypt*'];

/** What the grants of an L2 ask for differs by what is granted: the platform's queue is only sent to. */
export const usesOf = ({ partition, region, account }: Stack): Readonly<Record<string, ServiceUse>> => ({
  s3: { id: 's3', use: WITH_DATA_KEY },
  dynamodb: {
    id: 'dynamodb', use: ALL_USES, provision: ALL_USES, isGranted: true, context: { StringEquals: { 'kms:EncryptionContext:aws:dynamodb:subscriberId': account } },
  },
  sqs: { id: 'sqs', use: WITH_DATA_KEY },
  sqsOfEvents: { id: 'sqs', use: ['Decrypt', 'GenerateDataKey'] },
  sns: { id: 'sns', use: ['Decrypt', 'GenerateDataKey*'] },
  logs: {
    id: 'logs',
    use: ALL_USES,
    principal: {
      name: `logs.${region}.amazonaws.com`,
      actions: ['Encrypt', 'Decrypt', 'ReEncrypt*', 'GenerateDataKey*'],
      conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:*` } },
    },
  },
  secretsmanager: {
    id: 'secretsmanager',
    use: ['Decrypt', 'GenerateDataKey'],
    provision: ['Decrypt', 'Encrypt', 'GenerateDataKey'],
    context: { StringLike: { 'kms:EncryptionContext:SecretARN': `arn:${partition}:secretsmanager:${region}:${account}:secret:*` } },
  },
  lambda: {
    id: 'lambda',
    use: ['Decrypt', 'Encrypt'],
    provision: ['Decrypt', 'Encrypt', 'GenerateDataKey'],
    isGranted: true,
    grantsToRoles: 'kms:EncryptionContext:aws:lambda:FunctionArn',
    principal: {
      name: 'lambda.amazonaws.com',
      actions: ['GenerateDataKey', 'Decrypt'],
      conditions: { ArnLike: { 'kms:EncryptionContext:aws:lambda:FunctionArn': `arn:${partition}:lambda:${region}:${account}:function:*` } },
    },
  },
});

/** A key with the policy that a domain's key gets, statement by statement, written with the L2 constructs of aws-cdk-lib. */
export function keyByHand(scope: Construct, id: string, domain: string, stack: Stack, services: readonly ServiceUse[]): kms.Key {
  const { account, partition, region } = stack;
  const deployer = `arn:${partition}:iam::${account}:role/cdk-hnb659fds-cfn-exec-role-${account}-${region}`;
  const guardians = [`arn:${partition}:iam::${account}:root`, deployer];
  const roles = `arn:${partition}:iam::${account}:role/gold/${domain}/*`;
  const named = (actions: readonly string[]) => actions.map((action) => `kms:${action}`);
  const allow = (sid: string, actions: readonly string[], conditions: Conditions, principal: iam.IPrincipal = new iam.AccountRootPrincipal()) =>
    new iam.PolicyStatement({ sid, actions: named(actions), resources: ['*'], conditions, principals: [principal] });
  const deny = (sid: string, actions: readonly string[], conditions: Conditions) => new iam.PolicyStatement({
    sid, effect: iam.Effect.DENY, actions: named(actions), resources: ['*'], conditions, principals: [new iam.AnyPrincipal()],
  });
  const via = (service: ServiceUse) => ({ 'kms:CallerAccount': account, 'kms:ViaService': `${service.id}.${region}.amazonaws.com` });
  const outside: Conditions = {
    ArnLike: { 'aws:PrincipalArn': [roles] },
    StringNotEquals: { 'kms:ViaService': services.map((service) => via(service)['kms:ViaService']), 'kms:EncryptionContext:domain': domain },
  };
  for (const { grantsToRoles } of services) {
    if (grantsToRoles !== undefined) { outside.Null = { [grantsToRoles]: 'true' }; }
  }
  const key = new kms.Key(scope, id, {
    enableKeyRotation: true,
    rotationPeriod: Duration.days(365),
    pendingWindow: Duration.days(30),
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    alias: `${domain}/${id.toLowerCase()}`,
    policy: new iam.PolicyDocument({
      statements: [
        allow('Administration', ADMINISTRATION, { ArnLike: { 'aws:PrincipalArn': [deployer] } }),
        allow('LockoutSafety', LOCKOUT_SAFETY, {}),
        allow('Deletion', ['ScheduleKeyDeletion'], {
          ArnLike: { 'aws:PrincipalArn': guardians }, NumericGreaterThanEquals: { 'kms:ScheduleKeyDeletionPendingWindowInDays': '30' },
        }),
        deny('DenyDeletion', DELETION, { ArnNotLike: { 'aws:PrincipalArn': guardians } }),
        deny('DenyWithoutMfa', [...DELETION, 'DisableKey', 'PutKeyPolicy'], {
          ArnLike: { 'aws:PrincipalArn': `arn:${partition}:iam::${account}:user/*` }, BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' },
        }),
        deny('DenyAdministration', CHANGES, { ArnLike: { 'aws:PrincipalArn': [roles] } }),
        deny('DenyGrants', ['CreateGrant'], { Bool: { 'kms:GrantIsForAWSResource': 'false' } }),
        deny('DenyOtherServices', CRYPTOGRAPHY, outside),
        ...services.flatMap((service) => [
          allow(`UseThrough${service.id}`, service.use, {
            ...service.context,
            StringEquals: { ...via(service), ...service.context?.StringEquals, 'aws:PrincipalTag/domain': domain },
            ArnLike: { 'aws:PrincipalArn': roles },
          }),
          ...service.provision === undefined ? [] : [allow(`ProvisionThrough${service.id}`, service.provision, {
            ...service.context, StringEquals: { ...via(service), ...service.context?.StringEquals }, ArnLike: { 'aws:PrincipalArn': [deployer] },
          })],
          ...service.isGranted ? [allow(`GrantThrough${service.id}`, ['CreateGrant'], {
            StringEquals: via(service), ArnLike: { 'aws:PrincipalArn': [deployer] }, Bool: { 'kms:GrantIsForAWSResource': 'true' },
          })] : [],
          ...service.principal ? [allow(`Service${service.id}`, service.principal.actions, service.principal.conditions, new iam.ServicePrincipal(service.principal.name))] : [],
        ]),
      ],
    }),
  });
  (key.node.findChild('Alias') as kms.Alias).applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  Tags.of(key).add('domain', domain);
  return key;
}
