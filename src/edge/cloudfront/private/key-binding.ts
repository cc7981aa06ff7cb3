import { Annotations, CustomResource, Lazy, Names, Stack, aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { distributionArn } from './distribution-arn';
import { KeyBindingProvider } from './key-binding-provider';
import { PolicyDigest } from './policy-digest';
import type { Domain } from '../../../core';
import type { Narrowing } from '../key-binding/narrowed-policy';

/** What a distribution does with objects that a key encrypts, by the names of its statements. */
export const KEY_USES = {
  Reads: ['kms:Decrypt'],
  Writes: ['kms:Encrypt', 'kms:GenerateDataKey*'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type KeyUse = keyof typeof KEY_USES;

/**
 * Binds a key's policy to the distributions of a stack.
 *
 * The template can't: the distribution names the bucket, the bucket the key, and the key's policy would name the distribution. So the template's
 * statement is for all distributions of the account, and is narrowed to these once they exist. Each stack has statements of its own, so that no
 * stack undoes what another has bound.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
class KeyBinding extends Construct {
  /** The one of a key in the stack of a scope; none where the key's policy is not the app's. */
  public static of(scope: Construct, key: kms.IKey, domain: Domain): KeyBinding | undefined {
    const resource = key.node.defaultChild;
    if (!(resource instanceof kms.CfnKey)) { return undefined; }
    const provider = KeyBindingProvider.of(scope, domain);
    const id = `Key${resource.node.addr}`;
    return provider.node.tryFindChild(id) as KeyBinding | undefined ?? new KeyBinding(provider, id, key, resource);
  }

  private readonly arns = new Map<KeyUse, string[]>();
  private readonly pattern = distributionArn(this, '*');

  private constructor(provider: KeyBindingProvider, id: string, private readonly key: kms.IKey, resource: kms.CfnKey) {
    super(provider, id);
    const digest = PolicyDigest.of(resource);
    const marker = digest.after(this.sid('BindsKeyOf'));
    const isProvider = { ArnEquals: { 'aws:PrincipalArn': provider.roleArn } };
    const account = new iam.AccountPrincipal(Stack.of(key).account);
    key.addToResourcePolicy(new iam.PolicyStatement({
      sid: marker, principals: [account], actions: ['kms:GetKeyPolicy'], resources: ['*'], conditions: isProvider,
    }));
    key.addToResourcePolicy(new iam.PolicyStatement({
      sid: this.sid('WritesPolicyOf'),
      principals: [account],
      actions: ['kms:PutKeyPolicy'],
      resources: ['*'],
      // whoever writes must be able to write again
      conditions: { ...isProvider, Bool: { 'kms:BypassPolicyLockoutSafetyCheck': 'false' } },
    }));
    const binding = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::DistributionKeyBinding',
      serviceToken: provider.serviceToken,
      properties: {
        Name: key.keyArn,
        Pattern: this.pattern,
        Statements: Lazy.any({ produce: () => this.narrowings }),
        Marker: marker,
        // a value that changes makes CloudFormation write the policy anew, though the template's text is the same
        References: Lazy.any({ produce: () => (Stack.of(resource) === Stack.of(this) ? digest.references : undefined) }),
        Again: this.node.tryGetContext(AGAIN) as unknown,
      },
    });
    binding.node.addDependency(provider.allow(key.keyArn));
  }

  public add(arn: string, use: KeyUse): void {
    const known = this.arns.get(use);
    if (known) { known.push(arn); return; }
    this.arns.set(use, [arn]);
    this.key.addToResourcePolicy(serviceStatement(this.sid(`CloudFront${use}For`), use, this.pattern));
  }

  private get narrowings(): Narrowing[] {
    return [...this.arns].map(([use, arns]) => ({ Sid: this.sid(`CloudFront${use}For`), Actions: KEY_USES[use], SourceArns: arns }));
  }

  private sid(prefix: string): string {
    return `${prefix}${Names.uniqueResourceName(Stack.of(this), { maxLength: MOST_LETTERS })}`; // with a hash where it is cut
  }
}

/** Context: any new text binds each key anew, after what left a policy wide, as a rollback. */
const AGAIN = 'cdk-gold:bindKeysAgain';

/** Keeps a key policy small. */
const MOST_LETTERS = 40;

function serviceStatement(sid: string | undefined, use: KeyUse, pattern: string): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid,
    principals: [new iam.ServicePrincipal('cloudfront.amazonaws.com')],
    actions: [...KEY_USES[use]],
    resources: ['*'],
    conditions: { ArnLike: { 'aws:SourceArn': pattern } },
  });
}

/** Lets one distribution use a key, and no other once both exist. */
export function bindKeyToDistribution(scope: Construct, key: kms.IKey, arn: string, domain: Domain, uses: readonly KeyUse[] = ['Reads']): void {
  const binding = KeyBinding.of(scope, key, domain);
  for (const use of uses) { binding?.add(arn, use); }
  if (!binding) {
    Annotations.of(scope).addWarningV2('cdk-gold:importedOriginKey', `the key '${key.node.path}' is imported, so its policy must be given by hand: let `
      + `cloudfront.amazonaws.com do ${uses.flatMap((use) => KEY_USES[use]).join(', ')} where aws:SourceArn is the distribution`);
  }
}
