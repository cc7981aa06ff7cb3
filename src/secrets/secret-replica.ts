import { Token } from 'aws-cdk-lib';
import type { Domain } from '../core';
import { KeyPurpose } from '../keys';
import { refuseUnless } from '../private/errors';

/**
 * A copy of a secret in another Region, encrypted with a key of that Region. What the secret rotates to is copied there.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html
 */
export class SecretReplica {
  /**
   * A copy encrypted with the key that a domain has in that Region, known by its alias (`alias/<domain>/secrets`): no stack refers to another
   * Region. The key must exist before, made by a domain of the same name in a stack of that Region with `keyGranularity` per purpose, and let in
   * the roles that deploy this stack (`deploymentRoleArns`).
   */
  public static withDomainKey(region: string, domain: Domain): SecretReplica {
    return new SecretReplica(region, `alias/${domain.name}/${KeyPurpose.SECRETS}`);
  }

  /**
   * A copy encrypted with a customer-managed key of that Region.
   *
   * @param keyArn the key's ARN, or that of an alias which is not AWS's own
   */
  public static withKeyArn(region: string, keyArn: string): SecretReplica {
    const [, keyRegion] = /^arn:[\w-]+:kms:([\w-]+):\d{12}:(?:key\/[\w-]+|alias\/(?!aws\/)[\w/-]+)$/.exec(keyArn) ?? [];
    refuseUnless(keyRegion !== undefined, {
      what: `key of the replica in ${region}`, got: keyArn, allowed: 'the ARN of a customer-managed key or its alias', fix: 'pass arn:<partition>:kms:<region>:<account>:key/<key id>',
    });
    refuseUnless(keyRegion === region || Token.isUnresolved(keyArn) || Token.isUnresolved(region), {
      what: `key of the replica in ${region}`, got: keyArn, allowed: `a key of ${region}`, fix: 'Secrets Manager encrypts a replica with a key of its own Region only',
    });
    return new SecretReplica(region, keyArn);
  }

  /** The Region. */
  public readonly region: string;

  /** @internal */
  public readonly _keyId: string;

  private constructor(region: string, keyId: string) {
    refuseUnless(/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region), { what: 'Region of a replica', got: region, allowed: 'the name of a Region', fix: 'pass a name such as ap-northeast-1' });
    this.region = region;
    this._keyId = keyId;
  }
}
