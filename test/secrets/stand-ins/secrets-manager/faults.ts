import type { Call } from './calls';
import { ApiError } from './errors';
import type { Action } from './parameters';

export type Phase = 'before' | 'after';

/** Awaited at each phase of each call; cuts the connection by answering 'drop'. */
export type Hook = (call: Call, phase: Phase) => Promise<'drop' | void> | 'drop' | void;

/** Which writes bring a lag and which reads suffer from it; all of them unless told. */
export interface LagOptions {
  readonly after?: Action;
  readonly on?: Action;
}

/** The client gets no answer. */
export class Dropped extends Error {}

type Times = Map<Action, number>;

interface PlannedCrash {
  effects: number;
  readonly accessKeyId?: string;
}

/** What may go wrong between a client and the service. */
export class Faults {
  private hooks: Hook[] = [];
  private refusals = new Map<Action, { error: ApiError; times: number }[]>();
  private dropsBefore: Times = new Map();
  private dropsAfter: Times = new Map();
  private lagging?: LagOptions & { readonly reads: number };
  private plannedCrashes: PlannedCrash[] = [];
  private crashedClients = new Set<string | undefined>();

  /** Each later write is unseen by the next reads of its secret; zero ends it. Writes compare with what is stored, as they do on AWS. */
  public lag(reads: number, options: LagOptions = {}): void {
    this.lagging = { reads, ...options };
  }

  /** Reads that a write of an action will be unseen by. */
  public lagAfter(action: Action): { readonly reads: number; readonly on?: Action } | undefined {
    const { reads, after, on } = this.lagging ?? { reads: 0 };
    return reads > 0 && (after === undefined || after === action) ? { reads, on } : undefined;
  }

  /** The SDK tries a throttled call again by itself: three attempts, unless its client is told otherwise. */
  public throttle(action: Action, times = 1): void {
    this.refuse(action, 'ThrottlingException', times);
  }

  /** Answers the next calls of an action with an error of AWS, without an effect. */
  public refuse(action: Action, code: string, times = 1, status = code === 'InternalServiceError' ? 500 : 400): void {
    const error = new ApiError(code, `${code} of a test.`, status);
    this.refusals.set(action, [...this.refusals.get(action) ?? [], { error, times }]);
  }

  /** Cuts the connection of the next calls of an action before their effect. The SDK tries again by itself. */
  public failBefore(action: Action, times = 1): void {
    this.dropsBefore.set(action, times);
  }

  /** Cuts the connection of the next calls of an action after their effect. The SDK tries again by itself. */
  public failAfter(action: Action, times = 1): void {
    this.dropsAfter.set(action, times);
  }

  /** Answers a client (all of them, unless told) no more until `recover`: what a killed function would never have done has no effect. */
  public crash(accessKeyId?: string): void {
    this.crashedClients.add(accessKeyId);
  }

  /** As `crash`, right after a client's nth effect from now on, whose answer it doesn't see. */
  public crashAfterEffect(nth: number, accessKeyId?: string): void {
    this.plannedCrashes.push({ effects: nth, accessKeyId });
  }

  /** Whether a client, or every client, is crashed. */
  public isCrashed(accessKeyId?: string): boolean {
    return this.crashedClients.has(undefined) || this.crashedClients.has(accessKeyId);
  }

  /** Ends crashes, and the plans for them. */
  public recover(): void {
    this.crashedClients.clear();
    this.plannedCrashes = [];
  }

  /** Returns what removes the hook. */
  public onCall(hook: Hook): () => void {
    this.hooks.push(hook);
    return () => { this.hooks = this.hooks.filter(other => other !== hook); };
  }

  /** Ends every fault and hook. */
  public reset(): void {
    this.recover();
    this.hooks = [];
    this.refusals.clear();
    this.dropsBefore.clear();
    this.dropsAfter.clear();
    delete this.lagging;
  }

  /** Throws what keeps a call from its effect. */
  public async before(call: Call): Promise<void> {
    await this.run(call, 'before');
    if (this.isCrashed(call.accessKeyId) || spend(this.dropsBefore, call.action)) { throw new Dropped(); }
    const refusal = this.refusals.get(call.action)?.find(({ times }) => times > 0);
    if (refusal) {
      refusal.times--;
      throw refusal.error;
    }
  }

  /** Notes an effect at once, before anything else can run. */
  public noteEffect({ accessKeyId }: Call): void {
    for (const plan of this.plannedCrashes) {
      if (plan.accessKeyId === undefined || plan.accessKeyId === accessKeyId) {
        plan.effects--;
        if (plan.effects === 0) { this.crash(plan.accessKeyId); }
      }
    }
  }

  /** Throws what keeps a call's answer from its client. */
  public async after(call: Call): Promise<void> {
    await this.run(call, 'after');
    if (this.isCrashed(call.accessKeyId) || spend(this.dropsAfter, call.action)) { throw new Dropped(); }
  }

  private async run(call: Call, phase: Phase): Promise<void> {
    for (const hook of this.hooks) {
      if (await hook(call, phase) === 'drop') { throw new Dropped(); }
    }
  }
}

function spend(times: Times, action: Action): boolean {
  const left = times.get(action) ?? 0;
  times.set(action, Math.max(left - 1, 0));
  return left > 0;
}
