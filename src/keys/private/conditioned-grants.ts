import { type aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';

type KeyGrantsConstructor = new (props: { resource: kms.IKey; trustAccountIdentities: boolean }) => kms.KeyGrants;

// CDK keeps the constructor private, and its grants pass no conditions; a subclass, and not a patched instance, is what jsii's kernel sees
const OpenKeyGrants = kms.KeyGrants as unknown as KeyGrantsConstructor;

class ConditionedGrants extends OpenKeyGrants {
  constructor(private readonly key: kms.IKey) {
    super({ resource: key, trustAccountIdentities: false });
  }

  public actions(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    return this.key.grant(grantee, ...actions);
  }
}

/** CDK's grants of a key (`decrypt`, `encrypt`, …), all of them by way of the key's own conditioned `grant`. */
export const grantsOf = (key: kms.IKey): kms.KeyGrants => new ConditionedGrants(key);
