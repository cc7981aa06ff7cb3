import { paint, plain, type Terminal } from './terminal';
import type { StackTemplate } from '../proofs/template/stack-template';

/** Files that name accounts while nothing says which one is their own: to them, every one that they name is another. */
export const unnamedAccounts = (stacks: readonly StackTemplate[]): string[] => stacks.filter(namesAccounts).map(({ file }) => file);

/** The accounts that such files name. */
export const namedAccounts = (stacks: readonly StackTemplate[]): string[] =>
  [...new Set(stacks.filter(namesAccounts).flatMap(({ template }) => JSON.stringify(template).match(/(?<=[":])\d{12}(?=[":])/g) ?? []))];

const namesAccounts = ({ account, template }: StackTemplate): boolean => account === undefined && /[":]\d{12}[",:}\]]/.test(JSON.stringify(template));

const HINT = 'names accounts and does not say which one it goes to: every one counts as another; --account says it';

export const accountHints = (terminal: Terminal, files: readonly string[]): string =>
  files.map((file) => `${paint(terminal, 'yellow', plain(`${file} ${HINT}`))}\n`).join('');
