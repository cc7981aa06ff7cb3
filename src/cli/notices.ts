import { accountHints, unnamedAccounts } from './account-hints';
import { count, paint, plain, type Terminal } from './terminal';
import { POLICY_RESOURCES } from '../proofs/facts/policy-resources';
import type { ProofRun } from '../proofs/record/proof-run';
import type { StackTemplate } from '../proofs/template/stack-template';

/** Longer lists of resources are cut; JSON has them whole. */
const MOST_RESOURCES = 10;

/** What the claims leave out, each a line: it fails nothing, and must not go by unseen. */
export function notices(terminal: Terminal, run: ProofRun, stacks: readonly StackTemplate[]): string {
  const others = [...nothingClaimed(run), ...unread(run)].map((line) => `${paint(terminal, 'yellow', plain(line))}\n`);
  return [accountHints(terminal, isOpen(run) ? unnamedAccounts(stacks) : []), ...others].join('');
}

const isOpen = ({ records }: ProofRun): boolean =>
  records.some(({ verdict, accepted }) => verdict === 'refuted' || (verdict === 'undecided' && accepted === undefined));

function nothingClaimed({ records }: ProofRun): string[] {
  const types = POLICY_RESOURCES.map(({ type }) => type).join(', ');
  return records.length > 0 ? [] : [`no policy in these templates is of a type that claims can be made about: ${types}`];
}

function unread({ unread: resources }: ProofRun): string[] {
  if (resources.length === 0) { return []; }
  const shown = resources.slice(0, MOST_RESOURCES).map(({ construct, resourceType }) => `${construct} (${resourceType})`);
  const more = resources.length > shown.length ? ` and ${resources.length - shown.length} more` : '';
  return [`${count(resources.length, 'resource')} may give access in ways that are not read: ${shown.join(', ')}${more}`];
}
