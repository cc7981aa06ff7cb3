import { Annotations, Stack, aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { KeyService } from './key-service';
import { identityGrant, isSecretsOwnGrant } from './private/identity-grant';
import { boundPrincipal, isServicePrincipal, unwrap } from './private/principal';
import { ServiceView } from './private/service-view';
import { areDifferent } from '../private/arns';
import { refuseUnless } from '../private/errors';
import { checkDomainName } from '../private/names';

/** What is known of a domain's key that another app made. */
export interface ImportedDomainKeyProps {
  /** ARN of the key, never of an alias. */
  readonly keyArn: string;
  /** Name of the domain that owns the key. */
  readonly domainName: string;

  /**
   * AWS services that the key's policy lets in already, such as `events.amazonaws.com`, so that they deliver to what it encrypts.
   *
   * @default - none
   */
  readonly servicePrincipals?: string[];
}

/**
 * A domain's key that another app made: what L2s grant on it comes out conditioned, on the side of the grantee.
 *
 * The key's own policy can't be changed from here. It lets the domain's roles in already; for any other grantee a warning says what the
 * app that owns the key must add.
 *
 * @example
 * const key = new keys.ImportedDomainKey(this, 'OrdersKey', {
 *   domainName: 'orders',
 *   keyArn: 'arn:aws:kms:ap-northeast-2:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab',
 * });
 * const bucket = s3.Bucket.fromBucketAttributes(this, 'Receipts', { bucketName: 'receipts', encryptionKey: key.forService(keys.KeyService.S3) });
 */
export class ImportedDomainKey extends Construct {
  /** ARN of the key. */
  public readonly keyArn: string;
  /** The domain that owns the key. */
  public readonly domainName: string;

  private readonly key: kms.IKey;
  private readonly servicePrincipals: readonly string[];

  constructor(scope: Construct, id: string, props: ImportedDomainKeyProps) {
    super(scope, id);
    this.domainName = checkDomainName(props.domainName);
    refuseUnless(/^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/[\w-]+$/.test(props.keyArn), {
      what: 'keyArn',
      got: props.keyArn,
      allowed: 'the ARN of a KMS key, not of an alias',
      fix: 'pass arn:<partition>:kms:<region>:<account>:key/<key id>',
    });
    const region = props.keyArn.split(':')[3];
    refuseUnless(region === undefined || !areDifferent(region, Stack.of(this).region), {
      what: 'keyArn', got: props.keyArn, allowed: `a key of the stack's Region ${Stack.of(this).region}`, fix: 'a service uses keys of its own Region only',
    });
    this.keyArn = props.keyArn;
    this.servicePrincipals = [...props.servicePrincipals ?? []];
    this.key = kms.Key.fromKeyArn(this, 'Key', props.keyArn);
  }

  /** The key as one service sees it: pass it to an L2 as its encryption key. */
  public forService(service: KeyService): kms.IKey {
    return new ServiceView(this.key, service, this);
  }

  /** @internal */
  public _grantThrough(service: KeyService, grantee: iam.IGrantable, actions: readonly string[]): iam.Grant {
    if (isServicePrincipal(this, grantee.grantPrincipal)) {
      const statement = new iam.PolicyStatement({ principals: [grantee.grantPrincipal as iam.PrincipalBase] });
      if (!this.letsIn(statement)) { this.warn(service, grantee.grantPrincipal.toString()); }
      return iam.Grant.drop(grantee, 'the policy of an imported key can\'t be changed');
    }
    if (isSecretsOwnGrant(service, grantee, actions)) { return iam.Grant.drop(grantee, 'the key\'s own policy lets the domain and its deployers in'); }
    const principal = boundPrincipal(this, grantee);
    if (principal.domain !== this.domainName) { this.warn(service, grantee.grantPrincipal.toString()); }
    return identityGrant(this, this.keyArn, principal.account, service, unwrap(grantee), actions);
  }

  /** @internal */
  public _addStatementThrough(service: KeyService, statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    if (!this.letsIn(statement)) { this.warn(service, JSON.stringify(Stack.of(this).resolve(statement.toStatementJson()))); }
    return { statementAdded: false };
  }

  /** Whether a statement is for services alone that the key's policy lets in. */
  private letsIn(statement: iam.PolicyStatement): boolean {
    const { Principal: principal } = Stack.of(this).resolve(statement.toStatementJson()) as { readonly Principal?: { readonly Service?: unknown } };
    const services = [principal?.Service ?? []].flat();
    return Object.keys(principal ?? {}).join() === 'Service' && services.every((one) => typeof one === 'string' && this.servicePrincipals.includes(one));
  }

  private warn(service: KeyService, who: string): void {
    Annotations.of(this).addWarningV2(`cdk-gold:importedKey:${service.id}`,
      `the policy of the imported key of the domain '${this.domainName}' can't be changed from here: ${who} is not one of the domain's roles; `
      + 'in the app that owns the key call key.allowUse(…), or share it with the grantee\'s domain');
  }
}
