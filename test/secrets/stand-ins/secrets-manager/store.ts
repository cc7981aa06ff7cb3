import { isDeepStrictEqual } from 'node:util';
import { found, sight, type Account } from './account';
import { OPERATIONS } from './actions';
import { versionOf } from './labels';
import { checkParameters, type Action, type Parameters } from './parameters';
import type { Context, Secret } from './secret';

const READS: readonly Action[] = ['GetSecretValue', 'DescribeSecret', 'ListSecretVersionIds', 'GetResourcePolicy'];
const DAY = 24 * 60 * 60 * 1000;

/** A secret before its last write, as the next reads still see it. */
interface Stale {
  readonly arn: string;
  readonly before?: Secret;
  readonly on?: Action;
  reads: number;
}

export interface Outcome<T = object> {
  readonly result: T;
  /** Something stored has changed. */
  readonly effect: boolean;
}

/** The stored secrets. Each change happens whole or not at all, and at once: none can come between. */
export class Store {
  private account: Account = structuredClone({ secrets: [] });
  private stale: Stale[] = [];

  /** Runs an action of the API. */
  public execute(action: Action, parameters: Parameters, context: Context, lag?: { readonly reads: number; readonly on?: Action }): Outcome {
    checkParameters(action, parameters);
    if (READS.includes(action)) { return { result: this.read(action, parameters, context), effect: false }; }
    const before = this.account;
    const outcome = this.change(draft => OPERATIONS[action](draft, parameters as never, context));
    if (outcome.effect && lag) { this.fallBehind(before, lag); }
    return outcome;
  }

  /** Changes a copy, which is kept only if nothing was thrown. */
  public change<T>(edit: (draft: Account) => T): Outcome<T> {
    const draft = structuredClone(this.account);
    const result = edit(draft);
    // A copy of the copy: jest's own objects have other prototypes, which the comparison would take for a difference.
    const after = structuredClone(draft);
    const effect = !isDeepStrictEqual(after, this.account);
    if (effect) { this.account = after; }
    return { result, effect };
  }

  /** The secret with an ARN, whatever its state. */
  public secret(arn: string): Secret | undefined {
    return this.account.secrets.find(secret => secret.arn === arn);
  }

  /** The ARN of the secret that a request names. */
  public arnOf(id: string, context: Context): string {
    return found(this.account, id, context).secret.arn;
  }

  private read(action: Action, parameters: Parameters, context: Context): object {
    const seen = this.seenBy(action, String(parameters.SecretId), context);
    const result = OPERATIONS[action](seen, parameters as never, context);
    if (action === 'GetSecretValue') { this.noteAccess(parameters, result as { readonly VersionId: string }, context); }
    return result;
  }

  /** The account with the states that this read is too early to see anew. */
  private seenBy(action: Action, id: string, context: Context): Account {
    let { secrets } = this.account;
    for (const stale of this.stale.filter(({ reads, on }) => reads > 0 && (on === undefined || on === action))) {
      const versions = [stale.before, this.secret(stale.arn)].filter(secret => secret !== undefined);
      if (!versions.some(secret => sight({ secrets: [secret] }, id, context))) { continue; }
      stale.reads--;
      secrets = [...secrets.filter(({ arn }) => arn !== stale.arn), ...stale.before ? [stale.before] : []];
    }
    return { secrets };
  }

  private fallBehind(before: Account, { reads, on }: { readonly reads: number; readonly on?: Action }): void {
    const arns = new Set([...before.secrets, ...this.account.secrets].map(({ arn }) => arn));
    for (const arn of arns) {
      const old = before.secrets.find(secret => secret.arn === arn);
      if (isDeepStrictEqual(old, this.secret(arn))) { continue; }
      this.stale = [...this.stale.filter(stale => stale.arn !== arn), { arn, before: old, reads, on }];
    }
  }

  /** The date of the last access has no time of day. */
  private noteAccess({ SecretId }: Parameters, { VersionId }: { readonly VersionId: string }, context: Context): void {
    const secret = sight(this.account, String(SecretId), context)?.secret;
    const version = secret && versionOf(secret, VersionId);
    if (!secret || !version) { return; }
    secret.lastAccessedDate = version.lastAccessedDate = Math.floor(context.now / DAY) * DAY;
  }
}
