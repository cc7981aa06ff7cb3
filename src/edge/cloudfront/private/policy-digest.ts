import { createHash } from 'node:crypto';
import { Lazy, Stack, type aws_kms as kms } from 'aws-cdk-lib';

/** A digest of a key's policy, which the policy itself can hold: names that end with it stand there without it. */
export class PolicyDigest {
  public static of(resource: kms.CfnKey): PolicyDigest {
    const known = digests.get(resource);
    if (known) { return known; }
    const made = new PolicyDigest(resource);
    digests.set(resource, made);
    return made;
  }

  private isUnderWay = false;

  private constructor(private readonly resource: kms.CfnKey) {}

  /** A statement's name that changes with the policy. */
  public after(sid: string): string {
    return Lazy.uncachedString({ produce: () => (this.isUnderWay ? sid : `${sid}V${this.digest}`) });
  }

  /** What the policy takes from other resources. */
  public get references(): unknown[] {
    return [...referencesIn(this.policy).values()];
  }

  private get digest(): string {
    return createHash('sha256').update(JSON.stringify(this.policy)).digest('hex').slice(0, 16);
  }

  private get policy(): unknown {
    const outer = this.isUnderWay;
    this.isUnderWay = true;
    try {
      return Stack.of(this.resource).resolve(this.resource.keyPolicy);
    } finally {
      this.isUnderWay = outer;
    }
  }
}

const digests = new WeakMap<kms.CfnKey, PolicyDigest>();

/** The intrinsic functions that give a value of another resource, once each. */
function referencesIn(value: unknown, found = new Map<string, unknown>()): Map<string, unknown> {
  if (typeof value !== 'object' || value === null) { return found; }
  const [[name, given] = ['', undefined], ...others] = Object.entries(value);
  const isFunction = others.length === 0 && (name === 'Ref' || name.startsWith('Fn::'));
  if (isFunction && name !== 'Fn::Join') {
    if (!String(given).startsWith('AWS::')) { found.set(JSON.stringify(value), value); }
  } else {
    for (const part of Object.values(value)) { referencesIn(part, found); }
  }
  return found;
}
