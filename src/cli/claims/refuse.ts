import { plain, UsageError } from '../terminal';

/** What was wrong with a value of a claims file, in the order a reader needs it. */
export interface Refused {
  readonly what: string;
  readonly got: unknown;
  /** What is wrong with it where it does not show, such as `which can't be read`. */
  readonly but?: string;
  readonly allowed: string;
  /** What to do. */
  readonly fix: string;
}

/** Longer values say no more about what is wrong with them. */
const MOST_SHOWN = 80;

/** Ends the command with one line. */
export function refuse({ what, got, but, allowed, fix }: Refused): never {
  throw new UsageError(plain(`${what} is not valid: got ${inWords(got)}${but === undefined ? '' : `, ${but}`}; allowed: ${allowed}; ${fix}`));
}

function inWords(got: unknown): string {
  if (got === undefined) { return 'none'; }
  const text = typeof got === 'string' ? `'${got}'` : JSON.stringify(got);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
