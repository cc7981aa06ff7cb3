import { accountHints, namedAccounts, unnamedAccounts } from './account-hints';
import { readArguments } from './arguments';
import { type Destination, stacksAt } from './claims/stacks';
import { type Colour, count, paint, plain, type Terminal, UsageError } from './terminal';
import { type AccessChange, accessDifference, type AccessDifference, type OpenChange, type Place, sentence } from '../proofs/difference';

/** So many accounts that templates name are tried for the stack's own. */
const MOST_ACCOUNTS = 4;

/** Longer lists of actions are cut; JSON has them whole. */
const MOST_ACTIONS = 12;

/** Decides who gained and lost what access between two synthesized apps or templates. */
export function diff(args: string[], terminal: Terminal): number {
  const { json, positionals, ...destination } = readArguments(args, 'json', 'account', 'region');
  const [older, newer, ...more] = positionals;
  if (older === undefined || newer === undefined || more.length > 0) {
    throw new UsageError(`diff takes two places: got ${positionals.length}; allowed: CloudFormation templates, or output folders of cdk synth;`
      + ' name the old one, then the new one');
  }
  const stacks = stacksAt([older], destination).concat(stacksAt([newer], destination));
  const compared = (place: Destination): AccessDifference => accessDifference(stacksAt([older], place), stacksAt([newer], place));
  const difference = compared(destination);
  // an account that is named and may be the stack's own can make a change what it is not otherwise
  const tried = namedAccounts(stacks).slice(0, MOST_ACCOUNTS);
  const isOpen = tried.some((account) => sizeOf(compared({ ...destination, account })) !== sizeOf(difference));
  const unknown = isOpen ? unnamedAccounts(stacks) : [];
  const { gained, lost, undecided } = difference;
  const found = { gained, lost, undecided, ...isOpen ? { accountUnknown: unknown } : {} };
  terminal.out(json ? `${JSON.stringify(found, undefined, 2)}\n` : `${text(terminal, difference)}${accountHints(terminal, unknown)}`);
  return gained.length + lost.length + undecided.length + unknown.length > 0 ? 1 : 0;
}

const sizeOf = ({ gained, lost, undecided }: AccessDifference): string =>
  [gained, lost, undecided].map((changes) => changes.length).concat(gained.concat(lost).flatMap(({ actions }) => actions.length)).join();

function text(terminal: Terminal, { policies, gained, lost, undecided }: AccessDifference): string {
  const lines = [
    ...gained.map((change) => ({ place: change, line: changeLines(terminal, 'gained', 'red', change) })),
    ...lost.map((change) => ({ place: change, line: changeLines(terminal, 'lost', 'green', change) })),
    ...undecided.map((change) => ({ place: change, line: openLine(terminal, change) })),
  ];
  const byPlace = new Map<string, string[]>();
  for (const { place, line } of lines) {
    const title = titleOf(terminal, place);
    byPlace.set(title, [...byPlace.get(title) ?? [], line]);
  }
  const body = [...byPlace].map(([title, all]) => `${title}${all.join('')}\n`).join('');
  const total = `${count(policies, 'policy').replace(/policys$/, 'policies')} compared: `;
  if (lines.length === 0) { return `${total}${paint(terminal, 'green', 'nobody gained or lost access')}\n`; }
  const shown = [
    paint(terminal, gained.length > 0 ? 'red' : 'green', `${gained.length} gained`), `${lost.length} lost`,
    paint(terminal, undecided.length > 0 ? 'yellow' : 'green', `${undecided.length} undecided`),
  ];
  return `${body}${total}${shown.join(', ')}\n`;
}

function titleOf(terminal: Terminal, { construct, resourceType, about }: Place): string {
  return `${paint(terminal, 'bold', plain(construct))} ${paint(terminal, 'dim', plain(`${resourceType}${about === undefined ? '' : `, ${about}`}`))}\n`;
}

function changeLines(terminal: Terminal, label: string, colour: Colour, change: AccessChange): string {
  const { principal, actions, resources, ways, example, because, when } = change;
  const listed = actions.length > MOST_ACTIONS ? [...actions.slice(0, MOST_ACTIONS), `and ${actions.length - MOST_ACTIONS} more`] : actions;
  const what = `${listed.join(', ')}${ways.length > 0 ? ` ${ways.join(' or ')}` : ''}${resources ? ` on ${resources.join(', ')}` : ''}`;
  const by = because === undefined ? '' : `, ${because}`;
  return `  ${paint(terminal, colour, `${label}:`)} ${plain(`${principal}: ${what}${whenOf(when)}`)}\n`
    + `      ${paint(terminal, 'dim', plain(`example: ${sentence(example)}${by}`))}\n`;
}

const openLine = (terminal: Terminal, { reason, when }: OpenChange): string => `  ${paint(terminal, 'yellow', 'undecided:')} ${plain(`${reason}${whenOf(when)}`)}\n`;

const whenOf = (when: string | undefined): string => (when === undefined ? '' : `, when ${when}`);
