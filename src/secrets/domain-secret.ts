import { Lazy, RemovalPolicy, Stack, aws_iam as iam, aws_secretsmanager as secretsmanager } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Domain } from '../core';
import { KeyPurpose, KeyService, KeyUser } from '../keys';
import { refuseUnless } from '../private/errors';

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
   * How Secrets Manager makes the first value up. No value is ever in the template.
   *
   * @default - 32 characters
   */
  readonly generateSecretString?: secretsmanager.SecretStringGenerator;

  /**
   * VPC endpoints of Secrets Manager (`vpce-…`): if given, the value can be read through them only. The roles that deploy are exempt, since
   * CloudFormation comes through no endpoint.
   *
   * @default - the value can be read from anywhere by those who may
   */
  readonly readableFromEndpoints?: string[];
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

  private readonly readers: string[] = [];

  constructor(scope: Construct, id: string, props: DomainSecretProps = {}) {
    const domain = props.domain ?? Domain.of(scope);
    for (const endpoint of props.readableFromEndpoints ?? []) {
      refuseUnless(/^vpce-[0-9a-f]{8,17}$/.test(endpoint), { what: 'readableFromEndpoints', got: endpoint, allowed: 'ids of VPC endpoints (vpce-…)', fix: 'pass endpoint.vpcEndpointId' });
    }
    super(scope, id, {
      description: props.description,
      secretName: props.secretName,
      encryptionKey: domain.keyFor(scope, KeyPurpose.SECRETS, KeyService.SECRETS_MANAGER),
      generateSecretString: props.generateSecretString ?? { passwordLength: 32 },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.domain = domain;
    domain.tag(this);
    this.readers.push(...domain.roleArnPatterns(this));
    this.denyOutsiders();
    this.denyOtherReaders(props.readableFromEndpoints ?? []);
    this.blockPublicPolicy();
  }

  /** Lets a role read the secret: both sides of the permission, and the exemption from the resource policy's deny. */
  public grantRead(grantee: iam.IGrantable, versionStages?: string[]): iam.Grant {
    this.readers.push(KeyUser.of(grantee).principalArn(this));
    return super.grantRead(grantee, versionStages);
  }

  /** AWS services come as themselves and are let through; they are bound by the key and by their own role. */
  private denyOutsiders(): void {
    const { organizationId } = this.domain;
    this.deny('DenyOutsiders', ['secretsmanager:*'], {
      StringNotEquals: organizationId === undefined ? { 'aws:PrincipalAccount': Stack.of(this).account } : { 'aws:PrincipalOrgID': organizationId },
      Bool: { 'aws:PrincipalIsAWSService': 'false' },
    });
  }

  private denyOtherReaders(endpoints: readonly string[]): void {
    const deployers = this.domain.deploymentRoleArns(this);
    const reading = ['secretsmanager:BatchGetSecretValue', 'secretsmanager:GetSecretValue'];
    this.deny('DenyReadingByOthers', reading, {
      ArnNotLike: { 'aws:PrincipalArn': Lazy.list({ produce: () => [...new Set([...this.readers, ...deployers])] }) },
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

  private deny(sid: string, actions: string[], conditions: Record<string, Record<string, unknown>>): void {
    this.addToResourcePolicy(new iam.PolicyStatement({ sid, effect: iam.Effect.DENY, principals: [new iam.AnyPrincipal()], actions, resources: ['*'], conditions }));
  }

  private blockPublicPolicy(): void {
    const policy = this.node.tryFindChild('Policy')?.node.defaultChild as secretsmanager.CfnResourcePolicy;
    policy.blockPublicPolicy = true;
  }
}
