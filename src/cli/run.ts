import { check } from './check';
import { diff } from './diff';
import { HELP } from './help';
import { prove } from './prove';
import { report } from './report';
import { plain, type Terminal, UsageError } from './terminal';
import { VERSION } from '../checks/private/version';
import { UnreadableError } from '../private/unreadable-error';

/** Each takes the arguments after its name and gives the exit code. */
const COMMANDS: Readonly<Record<string, (args: string[], terminal: Terminal) => number>> = { check, diff, prove, report };

/** Bad input, or a file that can't be read; 1 is for findings. */
const EXIT_UNUSABLE = 2;

/** Runs a command line and gives its exit code. */
export function run(args: readonly string[], terminal: Terminal): number {
  const [name, ...rest] = args;
  try {
    if (name === undefined || args.includes('--help') || args.includes('-h') || name === 'help') {
      terminal.out(HELP);
      return name === undefined ? EXIT_UNUSABLE : 0;
    }
    if (name === '--version' || name === '-v') {
      terminal.out(`${VERSION}\n`);
      return 0;
    }
    if (!Object.hasOwn(COMMANDS, name)) {
      throw new UsageError(`command is not valid: got '${name}'; allowed: ${Object.keys(COMMANDS).join(', ')}; see cdk-gold --help`);
    }
    return COMMANDS[name](rest, terminal);
  } catch (error) {
    if (!isForUser(error)) { throw error; }
    terminal.err(`cdk-gold: ${plain(error.message.replace(/\s*\n\s*/g, ' '))}\n`);
    return EXIT_UNUSABLE;
  }
}

/** Anything else is a defect, which needs its stack trace; errors of the file system and of `parseArgs` carry a code. */
const isForUser = (error: unknown): error is Error =>
  error instanceof UsageError || error instanceof UnreadableError || (error instanceof Error && 'code' in error && typeof error.code === 'string');
