import { type Context, init, killThreads } from 'z3-solver';
import type { PolicyDocument } from './random-policy';
import { Encoding } from './z3-encoding';
import type { PrincipalType } from '../../../src/proofs/engine/request';

type Api = Awaited<ReturnType<typeof init>>;

export type Z3Answer = 'sat' | 'unsat' | 'unknown';

/** When z3 gives up an attempt: after milliseconds, or after so many steps of its own, which are the same on every machine. */
type Limit = readonly ['timeout' | 'rlimit', number];

/** z3 as an oracle for questions about all requests; see {@link Encoding} for what it is asked. */
export class Z3Oracle {
  /** Starts z3; `timeoutMs` is for each of the two attempts at a question. */
  static async create(timeoutMs: number): Promise<Z3Oracle> {
    return new Z3Oracle(await init(), ['timeout', timeoutMs]);
  }

  /** Starts z3 such that its answers do not depend on the machine; `steps` are for each of the two attempts at a question. */
  static async createCounting(steps: number): Promise<Z3Oracle> {
    return new Z3Oracle(await init(), ['rlimit', steps]);
  }

  private readonly context: Context<'oracle'>;

  private constructor(private readonly api: Api, private readonly limit: Limit) {
    this.context = new api.Context('oracle');
  }

  get version(): string {
    return this.api.getVersionString();
  }

  /** Is some request (of a principal of these types) allowed by `a` and not by `b`? */
  async notSubset(a: PolicyDocument, b: PolicyDocument, principals?: readonly PrincipalType[]): Promise<Z3Answer> {
    const encoding = new Encoding(a, b, principals);
    const guess = await this.check(encoding.text('candidates'));
    return guess === 'sat' ? guess : this.check(encoding.text('any'));
  }

  /** Checks SMT-LIB text with a solver of its own. */
  async check(text: string): Promise<Z3Answer> {
    const solver = new this.context.Solver();
    solver.set(...this.limit);
    solver.fromString(text);
    try {
      return await solver.check();
    } finally {
      solver.release();
    }
  }

  /** Ends z3's threads, which would keep the process alive. */
  async close(): Promise<void> {
    await killThreads(this.api.em);
  }
}
