import type { Action, Parameters } from './parameters';

const SENSITIVE = ['SecretString', 'SecretBinary', 'RotationToken', 'RandomPassword'];

/** One request, as a test may print it: a sensitive member is only 'present'. */
export interface Call {
  readonly sequence: number;
  readonly action: Action;
  readonly at: Date;
  readonly region: string;
  /** Tells clients with credentials of their own apart. */
  readonly accessKeyId: string;
  readonly parameters: Parameters;
  readonly result?: Parameters;
  /** The error's code. */
  readonly error?: string;
  /** The call changed what is stored; an idempotent repeat doesn't. */
  readonly effect: boolean;
  /** The connection was cut, before or after the effect. */
  readonly dropped?: 'before' | 'after';
}

/** A call under way, on which the server notes what comes of it. */
export type OpenCall = { -readonly [K in keyof Call]: Call[K] };

export const redacted = (members: Parameters): Parameters =>
  Object.fromEntries(Object.entries(members).map(([name, value]) => [name, SENSITIVE.includes(name) && value !== undefined ? 'present' : value]));
