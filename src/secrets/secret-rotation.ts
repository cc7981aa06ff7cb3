import { aws_secretsmanager as secretsmanager, type aws_lambda as lambda, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Domain } from '../core';
import { InvalidInputError } from '../private/errors';
import { claimRotation, rotatedSecret, type RotatedSecret } from './private/rotated-secret';
import type { Rotation } from './rotation';
import { RotationSchedule } from './rotation-schedule';
import { SecretAlarms } from './secret-alarms';

/** Properties of the rotation of a secret. */
export interface SecretRotationProps {
  /**
   * The secret: a `DomainSecret`, one of CDK's own, the one of a database, or an imported one with its complete ARN and its key, of this
   * account and Region. Of a database's user its value is JSON.
   */
  readonly secret: secretsmanager.ISecret;

  /** How it rotates. */
  readonly rotation: Rotation;

  /**
   * When it rotates.
   *
   * @default RotationSchedule.rate(Duration.days(30))
   */
  readonly schedule?: RotationSchedule;

  /**
   * The domain that the rotation function belongs to: its role opens what the domain's keys encrypt.
   *
   * @default - the domain of a `DomainSecret`, otherwise the domain that the scope lies in
   */
  readonly domain?: Domain;

  /**
   * The alarms that watch the rotation.
   *
   * @default - those of the domain in this stack, made when they are first needed
   */
  readonly alarms?: SecretAlarms;
}

/**
 * Rotates a secret, and raises an alarm when that fails or is late. `DomainSecret` has one inside when it is given a `rotation`.
 *
 * @example
 * import { aws_rds as rds } from 'aws-cdk-lib';
 *
 * declare const gold: environment.GoldEnvironment;
 * declare const cluster: rds.DatabaseCluster; // with manageMasterUserPassword
 * new secrets.SecretRotation(gold.platform, 'MasterPassword', {
 *   secret: cluster.secret!,
 *   rotation: secrets.Rotation.managed(),
 *   schedule: secrets.RotationSchedule.rate(Duration.days(7)),
 * });
 */
export class SecretRotation extends Construct {
  /** The domain that the rotation function belongs to. */
  public readonly domain: Domain;
  /** When the secret rotates. */
  public readonly schedule: RotationSchedule;
  /** The rotation function, unless a service rotates by itself. */
  public readonly handler?: lambda.IFunction;
  /** The alarms that watch the rotation. */
  public readonly alarms: SecretAlarms;

  constructor(scope: Construct, id: string, props: SecretRotationProps) {
    super(scope, id);
    const plan = props.rotation._plan;
    const secret = rotatedSecret(`secret of '${this.node.path}'`, props.secret, this);
    this.domain = this.domainOf(secret, props.domain);
    this.schedule = props.schedule ?? RotationSchedule.rate(Duration.days(30));
    claimRotation(secret, this);
    const { attachmentTarget } = plan;
    const isToAttach = secret.isOwned && !secret.isAttached && attachmentTarget !== undefined;
    const attached = isToAttach ? secret.owner.attach(attachmentTarget) : secret.schedulable;
    const { handler, before } = plan.wire(this, { secret, domain: this.domain });
    this.handler = handler;
    if (plan.hasOwnRules) { checkValue(this, secret); }
    const schedule = new secretsmanager.CfnRotationSchedule(this, 'Schedule', {
      secretId: attached.secretArn,
      rotationLambdaArn: handler?.functionArn,
      rotationRules: this.schedule._rules,
      rotateImmediatelyOnUpdate: this.schedule.rotateImmediately,
    });
    schedule.node.addDependency(...before);
    this.alarms = props.alarms ?? SecretAlarms.of(this, this.domain);
    this.alarms._watchRotation(secret, { intervalHours: this.schedule._intervalHours, vpc: plan.vpc, vpcSubnets: plan.vpcSubnets });
  }

  private domainOf({ owner }: RotatedSecret, given?: Domain): Domain {
    const { domain: own } = owner as { readonly domain?: Domain };
    if (own !== undefined && given !== undefined && own.name !== given.name) {
      throw new InvalidInputError({
        what: `domain of the rotation '${this.node.path}'`, got: given.name, allowed: `the secret's own domain '${own.name}'`, fix: 'leave it out: only the secret\'s domain opens its key',
      });
    }
    return given ?? own ?? Domain.of(this);
  }
}

/** A function for users reads JSON; of a value that Secrets Manager makes up without a key in JSON nothing can be read. */
function checkValue(scope: Construct, { owner }: RotatedSecret): void {
  const cfn = owner.node.defaultChild;
  if (!secretsmanager.CfnSecret.isCfnSecret(cfn) || cfn.secretString !== undefined) { return; }
  const { generateStringKey } = Object(cfn.generateSecretString) as secretsmanager.CfnSecret.GenerateSecretStringProperty;
  if (generateStringKey !== undefined) { return; }
  throw new InvalidInputError({
    what: `secret of '${scope.node.path}'`,
    got: `'${owner.node.path}', whose first value is a password and no JSON`,
    allowed: 'secrets with username and password in JSON',
    fix: 'make a DomainSecret with this `rotation`, or pass generateSecretString with secretStringTemplate and generateStringKey',
  });
}
