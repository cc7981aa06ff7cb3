import type { RemovalPolicy, ResourceEnvironment, Stack, aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';
import type { IMixin, Node } from 'constructs';
import { grantsOf } from './conditioned-grants';
import type { KeyService } from '../key-service';

/** Who answers for a view: makes grants and statements, bound to the service that asks. */
export interface KeyGrantor {
  /** @internal */
  _grantThrough(service: KeyService, grantee: iam.IGrantable, actions: readonly string[]): iam.Grant;
  /** @internal */
  _addStatementThrough(service: KeyService, statement: iam.PolicyStatement): iam.AddToResourcePolicyResult;
}

/**
 * A key as one service sees it: what an L2 grants on it is bound to that service.
 *
 * An L2 never says which service asks; it is known by the view that the L2 was given. The view is no construct: the key's own
 * node, stack and environment show through.
 */
export class ServiceView implements kms.IKey {
  constructor(private readonly key: kms.IKey, private readonly service: KeyService, private readonly grantor: KeyGrantor) {}

  public get keyArn(): string { return this.key.keyArn; }
  public get keyId(): string { return this.key.keyId; }
  public get keyRef() { return this.key.keyRef; }
  public get stack(): Stack { return this.key.stack; }
  public get env(): ResourceEnvironment { return this.key.env; }
  public get node(): Node { return this.key.node; }
  public get grants(): kms.KeyGrants { return grantsOf(this); }

  public with(...mixins: IMixin[]): this {
    this.key.with(...mixins);
    return this;
  }

  public applyRemovalPolicy(policy: RemovalPolicy): void { this.key.applyRemovalPolicy(policy); }
  public addAlias(alias: string): kms.Alias { return this.key.addAlias(alias); }
  public addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    return this.grantor._addStatementThrough(this.service, statement);
  }

  public grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant { return this.grantor._grantThrough(this.service, grantee, actions); }

  public grantDecrypt(grantee: iam.IGrantable): iam.Grant { return this.grants.decrypt(grantee); }
  public grantEncrypt(grantee: iam.IGrantable): iam.Grant { return this.grants.encrypt(grantee); }
  public grantEncryptDecrypt(grantee: iam.IGrantable): iam.Grant { return this.grants.encryptDecrypt(grantee); }
  public grantSign(grantee: iam.IGrantable): iam.Grant { return this.grants.sign(grantee); }
  public grantVerify(grantee: iam.IGrantable): iam.Grant { return this.grants.verify(grantee); }
  public grantSignVerify(grantee: iam.IGrantable): iam.Grant { return this.grants.signVerify(grantee); }
  public grantGenerateMac(grantee: iam.IGrantable): iam.Grant { return this.grants.generateMac(grantee); }
  public grantVerifyMac(grantee: iam.IGrantable): iam.Grant { return this.grants.verifyMac(grantee); }
}
