import { ArnFormat, Aws, Lazy, RemovalPolicy, Stack, Token, aws_iam as iam, aws_secretsmanager as secretsmanager, type aws_kms as kms } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Domain } from '../core';
import { KeyPurpose, KeyService, KeyUser } from '../keys';
import { secondRotation } from './private/rotated-secret';
import type { Rotation } from './rotation';
import type { RotationSchedule } from './rotation-schedule';
import { SecretReplica } from './secret-replica';
import { SecretRotation } from './secret-rotation';
import { isOtherAccount } from '../private/arns';
import { InvalidInputError, refuseUnless } from '../private/errors';

/** Properties of a domain's secret. */
export interface DomainSecretProps {
  /**
   * The domain.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;

  /**
   * What the secret opens.
   *
   * @default - no description
   */
  readonly description?: string;

  /**
   * Physical name of the secret.
   *
   * @default - a name made by CloudFormation
   */
  readonly secretName?: string;

  /**
   * How Secrets Manager makes the first value up. No value is ever in the template. Not beside a `rotation` of a database's user: its first
   * value is one that every engine takes.
   *
   * @default - what the rotation asks for, or 32 characters
   */
  readonly generateSecretString?: secretsmanager.SecretStringGenerator;

  /**
   * VPC endpoints of Secrets Manager (`vpce-…`): if given, the value can be read through them only. The roles that deploy are exempt, since
   * CloudFormation comes through no endpoint. Not beside `replicas`: they have the same policy, and other endpoints.
   *
   * @default - the value can be read from anywhere by those who may
   */
  readonly readableFromEndpoints?: string[];

  /**
   * How the secret rotates.
   *
   * @default - it does not; `SecretRotation` can add a rotation later
   */
  readonly rotation?: Rotation;

  /**
   * When the secret rotates. Only beside `rotation`.
   *
   * @default RotationSchedule.rate(Duration.days(30))
   */
  readonly schedule?: RotationSchedule;

  /**
   * Copies in other Regions, each with a key of its own there. Not beside `readableFromEndpoints`. The roles that CDK deploys with in those
   * Regions may read the copies.
   *
   * @default - none
   */
  readonly replicas?: SecretReplica[];
}

/**
 * A secret encrypted with its domain's key, usable only through Secrets Manager, that only its domain can read.
 *
 * A resource policy denies reading to everybody outside the domain's role path, but to roles that `grantRead` names, and denies everything
 * to callers from outside the account, or the organization where it is known.
 *
 * @example
 * const orders = new core.Domain(this, 'Orders');
 * new secrets.DomainSecret(orders, 'PaymentProvider', { description: 'API key of the payment provider' });
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html
 */
export class DomainSecret extends secretsmanager.Secret {
  /** The domain that owns the secret. */
  public readonly domain: Domain;
  /** How the secret rotates, and when, if it was made with a `rotation`. */
  public readonly rotation?: SecretRotation;

  private readonly readers: string[] = [];
  private readonly replicas: secretsmanager.CfnSecret.ReplicaRegionProperty[] = [];
  private readonly outsiders: iam.PolicyStatement;
  private readonly accounts = new Set<string>();
  private readonly isBoundToEndpoints: boolean;

  constructor(scope: Construct, id: string, props: DomainSecretProps = {}) {
    const domain = props.domain ?? Domain.of(scope);
    const endpoints = props.readableFromEndpoints;
    refuseUnless(endpoints?.length !== 0, {
      what: 'readableFromEndpoints', got: 'none', allowed: 'one endpoint or more', fix: 'leave it out if the secret may be read from anywhere',
    });
    for (const endpoint of Token.isUnresolved(endpoints) ? [] : endpoints ?? []) {
      refuseUnless(/^vpce-[0-9a-f]{8,17}$/.test(endpoint), { what: 'readableFromEndpoints', got: endpoint, allowed: 'ids of VPC endpoints (vpce-…)', fix: 'pass endpoint.vpcEndpointId' });
    }
    checkRotation(props);
    super(scope, id, {
      description: props.description,
      secretName: props.secretName,
      encryptionKey: domain.keyFor(scope, KeyPurpose.SECRETS, KeyService.SECRETS_MANAGER),
      generateSecretString: props.generateSecretString ?? props.rotation?._plan.firstValue?.(scope) ?? { passwordLength: 32 },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.domain = domain;
    this.isBoundToEndpoints = endpoints !== undefined;
    domain.tag(this);
    this.readers.push(...domain.roleArnPatterns(this));
    this.outsiders = this.denyOutsiders();
    this.denyOtherReaders(endpoints ?? []);
    this.blockPublicPolicy();
    for (const replica of props.replicas ?? []) { this.replicate(replica); }
    if (props.rotation) { this.rotation = new SecretRotation(this, 'Rotation', { secret: this, rotation: props.rotation, schedule: props.schedule }); }
  }

  /** Lets a role read the secret: both sides of the permission, and the exemption from the resource policy's deny. */
  public grantRead(grantee: iam.IGrantable, versionStages?: string[]): iam.Grant {
    const reader = KeyUser.of(grantee);
    this.readers.push(reader.principalArn(this));
    this.letIn(reader);
    return super.grantRead(grantee, versionStages);
  }

  /**
   * Adds a copy in another Region.
   *
   * @param region the Region
   * @param encryptionKey a customer-managed key of that Region; without one the copy would be encrypted with the key that AWS manages
   * @throws if there is no key, the Region has a copy already, or the secret has `readableFromEndpoints`
   */
  public addReplicaRegion(region: string, encryptionKey?: kms.IKeyRef): void {
    if (encryptionKey === undefined) {
      throw new InvalidInputError({
        what: `replica of '${this.node.path}' in ${region}`, got: 'no key', allowed: 'a customer-managed key of that Region', fix: 'pass the key, or use `replicas` with SecretReplica.withDomainKey',
      });
    }
    this.replicate(SecretReplica.withKeyArn(region, encryptionKey.keyRef.keyArn));
  }

  /**
   * Adds a schedule to a secret that was made without a `rotation`. `SecretRotation` adds the permissions and alarms, too.
   *
   * @throws if the secret was made with a `rotation`
   */
  public addRotationSchedule(id: string, options: secretsmanager.RotationScheduleOptions): secretsmanager.RotationSchedule {
    if (this.rotation !== undefined) { throw secondRotation(this, `rotation '${this.node.path}/${id}'`); }
    return super.addRotationSchedule(id, options);
  }

  /**
   * The ARN of the secret's copy in another Region: the same, but for the Region. It stays after the copy was promoted to a secret of its own.
   *
   * @throws if there is no copy in that Region
   */
  public replicaArn(region: string): string {
    refuseUnless(this.hasReplicaIn(region), {
      what: `replica of '${this.node.path}'`, got: region, allowed: this.replicas.map(({ region: known }) => known).join(', ') || 'none: the secret has no replicas', fix: 'add it to `replicas`',
    });
    const { resourceName } = Stack.of(this).splitArn(this.secretArn, ArnFormat.COLON_RESOURCE_NAME);
    return Stack.of(this).formatArn({ service: 'secretsmanager', region, resource: 'secret', resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  }

  private replicate({ region, _keyId: keyId }: SecretReplica): void {
    if (this.isBoundToEndpoints) {
      throw new InvalidInputError({
        what: `replica of '${this.node.path}' in ${region}`,
        got: 'one beside readableFromEndpoints',
        allowed: 'replicas of secrets that are readable without endpoints: a replica has the secret\'s policy, whose endpoints are of one Region',
        fix: 'make a secret in a stack of each Region, or leave readableFromEndpoints out',
      });
    }
    const own = Stack.of(this).region;
    refuseUnless(!this.hasReplicaIn(region) && region !== own, {
      what: `replica of '${this.node.path}'`, got: `${region}${region === own ? ', the secret\'s own Region' : ' twice'}`, allowed: 'one in each other Region', fix: 'leave it out',
    });
    this.replicas.push({ region, kmsKeyId: keyId });
    (this.node.defaultChild as secretsmanager.CfnSecret).replicaRegions = this.replicas;
  }

  private hasReplicaIn(region: string): boolean { return this.replicas.some(({ region: known }) => known === region); }

  /** AWS services come as themselves and are let through. They are bound by the key and by their own role. */
  private denyOutsiders(): iam.PolicyStatement {
    const { organizationId } = this.domain;
    if (organizationId === undefined) { this.accounts.add(Stack.of(this).account); }
    return this.deny('DenyOutsiders', ['secretsmanager:*'], {
      StringNotEquals: organizationId === undefined ? { 'aws:PrincipalAccount': [...this.accounts] } : { 'aws:PrincipalOrgID': organizationId },
      Bool: { 'aws:PrincipalIsAWSService': 'false' },
    });
  }

  /** A reader's account that the domain's key was declared to be shared with. The key has refused every other. */
  private letIn(reader: KeyUser): void {
    const account = reader.principalAccount(this);
    if (!isOtherAccount(account, Stack.of(this).account)) { return; }
    this.outsiders.addCondition('StringNotEquals', { 'aws:PrincipalAccount': [...this.accounts.add(account)] });
    this.addToResourcePolicy(new iam.PolicyStatement({
      principals: [new iam.AccountPrincipal(account)],
      actions: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
      resources: ['*'],
      conditions: { ArnLike: { 'aws:PrincipalArn': reader.principalArn(this) } },
    }));
  }

  private denyOtherReaders(endpoints: readonly string[]): void {
    const deployers = this.domain.deploymentRoleArns(this);
    const reading = ['secretsmanager:BatchGetSecretValue', 'secretsmanager:GetSecretValue'];
    this.deny('DenyReadingByOthers', reading, {
      ArnNotLike: { 'aws:PrincipalArn': Lazy.list({ produce: () => [...new Set([...this.readers, ...deployers, ...this.deployersOfReplicas(deployers)])] }) },
      Bool: { 'aws:PrincipalIsAWSService': 'false' },
    });
    if (endpoints.length > 0) {
      this.deny('DenyReadingFromElsewhere', reading, {
        StringNotEquals: { 'aws:SourceVpce': endpoints },
        ArnNotLike: { 'aws:PrincipalArn': deployers },
        Bool: { 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' },
      });
    }
  }

  /** A replica has this policy, too, and CloudFormation of its Region reads it by a role that CDK names by Region. */
  private deployersOfReplicas(deployers: readonly string[]): string[] {
    const ends = [Stack.of(this).region, Aws.REGION].map((region) => `-${region}`);
    return deployers.filter((arn) => arn.includes('-cfn-exec-role-')).flatMap((arn) => {
      const end = ends.find((candidate) => arn.endsWith(candidate));
      return end === undefined ? [] : this.replicas.map(({ region }) => `${arn.slice(0, -end.length)}-${region}`);
    });
  }

  private deny(sid: string, actions: string[], conditions: Record<string, Record<string, unknown>>): iam.PolicyStatement {
    const statement = new iam.PolicyStatement({ sid, effect: iam.Effect.DENY, principals: [new iam.AnyPrincipal()], actions, resources: ['*'], conditions });
    this.addToResourcePolicy(statement);
    return statement;
  }

  private blockPublicPolicy(): void {
    const policy = this.node.tryFindChild('Policy')?.node.defaultChild as secretsmanager.CfnResourcePolicy;
    policy.blockPublicPolicy = true;
  }
}

function checkRotation({ rotation, schedule, generateSecretString }: DomainSecretProps): void {
  refuseUnless(schedule === undefined || rotation !== undefined, { what: 'schedule', got: schedule?.expression, allowed: 'none without a `rotation`', fix: 'say how the secret rotates' });
  refuseUnless(generateSecretString === undefined || !rotation?._plan.hasOwnRules, {
    what: 'generateSecretString', got: 'rules beside those of the rotation', allowed: 'none', fix: 'leave it out: pass `passwordLength` and `excludeCharacters` to the rotation',
  });
}
