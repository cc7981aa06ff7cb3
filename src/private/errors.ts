import { Token } from 'aws-cdk-lib';

/** What was wrong with an input, in the order a reader needs it. */
export interface InvalidInput {
  /** The input, in the words of the user who typed it. */
  readonly what: string;
  readonly got: unknown;
  readonly allowed: string;
  /** What to do. */
  readonly fix: string;
}

/** An input was refused at construction. */
export class InvalidInputError extends Error {
  public readonly name = 'InvalidInputError';

  constructor({ what, got, allowed, fix }: InvalidInput) {
    super(readable(`${what} is not valid: got ${typeof got === 'string' ? `'${got}'` : String(got)}; allowed: ${allowed}; ${fix}`));
  }
}

/** What only the deployment knows has a text that says nothing to a reader. */
const readable = (text: string): string =>
  text.replace(/\$\{Token\[([^\]]*?)\.?\d*\]\}/g, (_, name: string) => (name === 'TOKEN' ? '<known at deployment>' : `<${name.replaceAll('.', '::')}>`));

/** Refuses a value that a rule forbids; a token passes, since only the deployment knows it. */
export function refuseUnless(holds: boolean, input: InvalidInput): void {
  if (!holds && !Token.isUnresolved(input.got)) { throw new InvalidInputError(input); }
}
