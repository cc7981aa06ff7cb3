import { parseArgs } from 'node:util';
import { UsageError } from './terminal';

/** Every option of every command. */
const OPTIONS = { json: { type: 'boolean' }, output: { type: 'string' } } as const;

/** What came after the command's name. */
export interface Arguments {
  readonly positionals: readonly string[];
  readonly json: boolean;
  readonly output?: string;
}

/** `parseArgs`, its complaints in the words of all other messages. */
export function readArguments(args: string[], ...allowed: readonly (keyof typeof OPTIONS)[]): Arguments {
  const options = Object.fromEntries(allowed.map((name) => [name, OPTIONS[name]]));
  try {
    const { positionals, values } = parseArgs({ args, allowPositionals: true, options });
    return { positionals, json: values.json === true, output: typeof values.output === 'string' ? values.output : undefined };
  } catch (error) {
    const [, got = ''] = /'([^' ]*)/.exec(String(error)) ?? [];
    throw new UsageError(`option is not valid: got '${got}'; allowed: ${allowed.map((name) => `--${name}`).join(', ')}; see cdk-gold --help`);
  }
}
