import { Stack, aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Domain } from '../../core';
import { KeyLifetime } from '../../keys';
import { KeyPolicy } from '../../keys/private/key-policy';
import { checkIamArns, iamArn } from '../../private/arns';
import { refuseUnless } from '../../private/errors';
import { GLOBAL_REGION } from '../../private/global-stack';

/** Properties of a key that signs a zone. */
export interface DnssecKeyProps {
  /**
   * The domain that owns the zone, as it is in us-east-1.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;

  /** The id of the zone: Route 53 uses the key for no other. */
  readonly hostedZoneId: string;

  /** The last part of the key's alias, `alias/<domain>/dnssec/<name>`: letters, digits, hyphens and underscores. */
  readonly aliasName: string;

  /**
   * Roles or users that administer the key, by ARN: they can't sign with it.
   *
   * @default - the roles that deploy the stack
   */
  readonly administratorArns?: string[];

  /**
   * Roles that may schedule the key's deletion, by ARN. A zone that resolvers verify by it is gone with it.
   *
   * @default - the account's root user
   */
  readonly breakGlassArns?: string[];
}

/**
 * The key behind a zone's key-signing key: an elliptic-curve key in us-east-1 that Route 53 signs with, for this one zone.
 *
 * Besides Route 53, only the role that deploys the stack may sign: Route 53 refuses a key-signing key whose maker may not. The key has no
 * automatic rotation, since KMS rotates no asymmetric key: make a second one (`DnsZone`, `signingKeys`).
 *
 * @example
 * const shop = new core.Domain(this, 'Shop');
 * new edge.DnsZone(shop, 'Zone', { zoneName: 'example.com' }); // makes one
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec-cmk-requirements.html
 */
export class DnssecKey extends kms.Key {
  /** @throws if the stack is not in us-east-1, or if an ARN or the name of the alias is none */
  constructor(scope: Construct, id: string, props: DnssecKeyProps) {
    const domain = props.domain ?? Domain.of(scope);
    const { region } = Stack.of(scope);
    refuseUnless(region === GLOBAL_REGION, {
      what: 'Region of a key for DNSSEC', got: region, allowed: GLOBAL_REGION, fix: 'make the zone by edge.DnsZone, which places its keys: Route 53 signs with keys of us-east-1 only',
    });
    refuseUnless(/^[\w-]{1,200}$/.test(props.aliasName), {
      what: 'aliasName', got: props.aliasName, allowed: '1 to 200 letters, digits, hyphens and underscores', fix: 'write dots as underscores',
    });
    checkIamArns('administratorArns', props.administratorArns ?? []);
    checkIamArns('breakGlassArns', props.breakGlassArns ?? []);
    const lifetime = KeyLifetime.retained();
    super(scope, id, {
      description: `DNSSEC of the domain ${domain.name}`,
      keySpec: kms.KeySpec.ECC_NIST_P256,
      keyUsage: kms.KeyUsage.SIGN_VERIFY,
      policy: policyOf(scope, domain, props, lifetime),
      pendingWindow: lifetime.deletionWindow,
      removalPolicy: lifetime.removalPolicy,
    });
    this.addAlias(`alias/${domain.name}/dnssec/${props.aliasName}`).applyRemovalPolicy(lifetime.removalPolicy);
    domain.tag(this);
  }
}

const SIGNING = ['kms:DescribeKey', 'kms:GetPublicKey', 'kms:Sign'];

function policyOf(scope: Construct, domain: Domain, props: DnssecKeyProps, lifetime: KeyLifetime): iam.PolicyDocument {
  const policy = new KeyPolicy(scope, {
    domainName: domain.name,
    administratorArns: props.administratorArns ?? [],
    breakGlassArns: props.breakGlassArns ?? [iamArn(scope, 'role', '').replace(/:role\/$/, ':root')],
    deletionWindowDays: lifetime.deletionWindow.toDays(),
    organizationId: domain.organizationId,
  });
  const deployers = domain.deploymentRoleArns(scope);
  deployers.forEach((arn) => policy.addDeployer(arn));
  const { account, partition } = Stack.of(scope);
  const route53 = new iam.ServicePrincipal('dnssec-route53.amazonaws.com');
  const source = {
    StringEquals: { 'aws:SourceAccount': account },
    ArnEquals: { 'aws:SourceArn': `arn:${partition}:route53:::hostedzone/${props.hostedZoneId}` },
  };
  policy.document.addStatements(
    new iam.PolicyStatement({ sid: 'SigningByRoute53', principals: [route53], actions: SIGNING, resources: ['*'], conditions: source }),
    new iam.PolicyStatement({
      sid: 'GrantsByRoute53',
      principals: [route53],
      actions: ['kms:CreateGrant'],
      resources: ['*'],
      conditions: { ...source, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    }),
    // CreateKeySigningKey asks that "you and Route 53" may do all three: https://github.com/hashicorp/terraform-provider-aws/issues/29778
    new iam.PolicyStatement({
      sid: 'SigningByDeployers',
      principals: [new iam.AccountPrincipal(account)],
      actions: SIGNING,
      resources: ['*'],
      conditions: { ArnLike: { 'aws:PrincipalArn': deployers } },
    }),
  );
  return policy.document;
}
