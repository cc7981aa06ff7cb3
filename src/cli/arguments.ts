import { parseArgs } from 'node:util';
import { UsageError } from './terminal';

/** Every option of every command. */
const OPTIONS = {
  'json': { type: 'boolean' },
  'output': { type: 'string' },
  'claims': { type: 'string' },
  'trusted-deployer': { type: 'string', multiple: true },
  'account': { type: 'string' },
  'region': { type: 'string' },
} as const;

/** What came after the command's name. */
export interface Arguments {
  readonly positionals: readonly string[];
  readonly json: boolean;
  readonly output?: string;
  /** File of claims. */
  readonly claims?: string;
  readonly trustedDeployers: readonly string[];
  /** Where stacks go that don't say so themselves. */
  readonly account?: string;
  readonly region?: string;
}

/** `parseArgs`, its complaints in the words of all other messages. */
export function readArguments(args: string[], ...allowed: readonly (keyof typeof OPTIONS)[]): Arguments {
  const options = Object.fromEntries(allowed.map((name) => [name, OPTIONS[name]]));
  try {
    const { positionals, values } = parseArgs({ args, allowPositionals: true, options });
    const text = (name: string): string | undefined => (typeof values[name] === 'string' ? values[name] : undefined);
    const { 'trusted-deployer': trusted } = values;
    return {
      positionals,
      json: values.json === true,
      output: text('output'),
      claims: text('claims'),
      trustedDeployers: Array.isArray(trusted) ? trusted.map(String) : [],
      account: text('account'),
      region: text('region'),
    };
  } catch (error) {
    const [, got = ''] = /'([^' ]*)/.exec(String(error)) ?? [];
    const known = allowed.find((name) => `--${name}` === got);
    if (known) {
      const wrong = OPTIONS[known].type === 'string' ? 'got no value; allowed: one' : 'got a value; allowed: none';
      throw new UsageError(`option ${got} is not valid: ${wrong}; see cdk-gold --help`);
    }
    throw new UsageError(`option is not valid: got '${got}'; allowed: ${allowed.map((name) => `--${name}`).join(', ')}; see cdk-gold --help`);
  }
}
