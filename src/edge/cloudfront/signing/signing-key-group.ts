import * as path from 'node:path';
import { Duration, Stack, aws_cloudfront as cloudfront, aws_iam as iam, aws_lambda as lambda } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PLACEHOLDER_KEY } from './placeholder-key';
import { countPublicKeys } from './public-key-quota';
import { functionOutsideVpc } from '../../../compute/private/function-outside-vpc';
import { Domain } from '../../../core';
import { KeyPurpose, KeyService } from '../../../keys';
import { acknowledge } from '../../../private/acknowledge';
import { resolvedText } from '../../../private/resolved-text';
import { DomainSecret, Rotation, type RotationSchedule, type SecretAlarms, SecretRotation } from '../../../secrets';
import { rotatedSecret } from '../../../secrets/private/rotated-secret';
import { globalName } from '../../private/global-name';

/** Properties of a group of signing keys. */
export interface SigningKeyGroupProps {
  /**
   * The domain that owns the keys.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;

  /**
   * When the keys rotate. What was signed is valid for one more period after the key that signed it was replaced, so a period must be longer
   * than any URL or cookie is valid.
   *
   * @default secrets.RotationSchedule.rate(Duration.days(30))
   */
  readonly schedule?: RotationSchedule;

  /**
   * The alarms that watch the rotation.
   *
   * @default - those of the domain in the stack
   */
  readonly alarms?: SecretAlarms;
}

/**
 * Keys that sign URLs and cookies for a distribution, and the key group that the distribution trusts: the private keys are in a secret that
 * rotates, and are nowhere else.
 *
 * The secret's JSON has `keyPairId` and `privateKey` (ECDSA on P-256, PKCS #8), with which the application signs; and `nextKeyPairId` and
 * `nextPrivateKey`, which sign after the next rotation: a key is trusted for a whole period before it signs and after. Read the secret at
 * least once in a period. The first keys are made by the first rotation, moments after the deployment.
 *
 * The public keys that rotation has made stay in CloudFront when the stack is deleted: they open nothing without the group, but count.
 *
 * An account may have 10 public keys, those of field-level encryption among them. A group has 4: a placeholder, and the keys that signed, sign and
 * will sign; a fifth for a while in rotation. So an account has room for two groups: let several distributions trust one. Synthesis warns of a third.
 *
 * @example
 * const orders = new core.Domain(this, 'Orders');
 * const signing = new edge.SigningKeyGroup(orders, 'Signing');
 * declare const signer: compute.DomainFunction;
 * signing.grantSign(signer);
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreatePublicKey.html
 */
export class SigningKeyGroup extends Construct {
  /** The domain that owns the keys. */
  public readonly domain: Domain;
  /** The key group, for behaviours that only signed requests reach. */
  public readonly keyGroup: cloudfront.IKeyGroup;
  /** The secret with the private keys. */
  public readonly secret: DomainSecret;
  /** The rotation of the keys. */
  public readonly rotation: SecretRotation;

  constructor(scope: Construct, id: string, props: SigningKeyGroupProps = {}) {
    super(scope, id);
    this.domain = props.domain ?? Domain.of(scope);
    this.domain.tag(this);
    countPublicKeys(this);
    const name = globalName(this, NAME_LENGTH);
    const placeholder = new cloudfront.CfnPublicKey(this, 'Placeholder', {
      publicKeyConfig: { name: `${name}-placeholder`, callerReference: `${name}-placeholder`, encodedKey: PLACEHOLDER_KEY, comment: 'nobody has its private key: rotation takes it out' },
    });
    const { ref: keyGroupId } = new cloudfront.CfnKeyGroup(this, 'Resource', { keyGroupConfig: { name, items: [placeholder.ref], comment: 'its keys are changed by rotation' } });
    this.keyGroup = cloudfront.KeyGroup.fromKeyGroupId(this, 'KeyGroup', keyGroupId);
    this.secret = new DomainSecret(this, 'Secret', {
      domain: this.domain,
      description: `signs URLs and cookies that the key group ${name} of CloudFront trusts`,
      generateSecretString: { secretStringTemplate: '{}', generateStringKey: 'placeholder', passwordLength: 30, excludePunctuation: true },
    });
    const handler = this.handler({ keyGroupId, placeholderId: placeholder.ref, prefix: name });
    this.rotation = new SecretRotation(this, 'Rotation', {
      secret: this.secret, domain: this.domain, rotation: Rotation.custom(handler), schedule: props.schedule, alarms: props.alarms,
    });
  }

  /** Lets somebody sign: read the secret. */
  public grantSign(grantee: iam.IGrantable): iam.Grant { return this.secret.grantRead(grantee); }

  /** The API of CloudFront has no VPC endpoint. */
  private handler(options: { readonly keyGroupId: string; readonly placeholderId: string; readonly prefix: string }): lambda.Function {
    const { arn, name } = rotatedSecret(`secret of '${this.node.path}'`, this.secret);
    const made = functionOutsideVpc(new Construct(this, 'Handler'), {
      domain: this.domain,
      description: `rotates one secret of the domain ${this.domain.name}: signing keys of CloudFront`,
      code: lambda.Code.fromAsset(path.join(__dirname, '..', '..', '..', '..', 'assets', 'edge', 'cloudfront', 'signing', 'rotation', 'signing-key.lambda')),
      timeout: Duration.minutes(2),
      environment: {
        SECRET_ARN: arn,
        SECRET_NAME: name,
        STRATEGY: 'signing-key',
        PASSWORD_LENGTH: '32',
        ENGINE_OPTIONS: Stack.of(this).toJsonString(options),
      },
      environmentEncryption: this.domain.keyFor(this, KeyPurpose.SECRETS, KeyService.LAMBDA),
      outside: 'it changes a key group by the API of CloudFront, to which no VPC endpoint leads; Secrets Manager alone invokes it',
      failures: 'Secrets Manager waits for the answer, tries again, and rings when a rotation has failed; the event holds nothing but names',
    });
    this.allow(made.role);
    return made.function;
  }

  /** CloudFront gives neither key groups nor public keys a resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudfront.html */
  private allow(role: iam.Role): void {
    role.addToPrincipalPolicy(new iam.PolicyStatement({
      sid: 'ChangeKeyGroups', actions: ['cloudfront:GetKeyGroup', 'cloudfront:UpdateKeyGroup'], resources: ['*'],
    }));
    role.addToPrincipalPolicy(new iam.PolicyStatement({
      sid: 'MakeAndDeletePublicKeys',
      actions: ['cloudfront:CreatePublicKey', 'cloudfront:DeletePublicKey', 'cloudfront:GetPublicKey', 'cloudfront:ListPublicKeys'],
      resources: ['*'],
    }));
    acknowledge(role, 'AwsSolutions', `AwsSolutions-IAM5[Resource::${resolvedText('*')}]`,
      'CloudFront\'s list of actions gives key groups and public keys no resource of their own; the function knows one key group, and a key that a group trusts can\'t be deleted');
  }
}

/** Of key groups and public keys, with room for what is appended: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_PublicKeyConfig.html */
const NAME_LENGTH = 60;
