import { namesAccounts } from './claims/stacks';
import { count, paint, plain, type Terminal } from './terminal';
import { POLICY_RESOURCES } from '../proofs/facts/policy-resources';
import type { ProofRun } from '../proofs/private/proof-run';
import type { StackTemplate } from '../proofs/template/stack-template';

/** Longer lists of resources are cut; JSON has them whole. */
const MOST_RESOURCES = 10;

/** What the claims leave out, each a line: it fails nothing, and must not go by unseen. */
export function notices(terminal: Terminal, run: ProofRun, stacks: readonly StackTemplate[]): string {
  return [...unknownAccounts(run, stacks), ...nothingClaimed(run), ...unread(run)].map((line) => `${paint(terminal, 'yellow', plain(line))}\n`).join('');
}

/** To a template whose account is not known, every account that it names is another. */
function unknownAccounts({ records }: ProofRun, stacks: readonly StackTemplate[]): string[] {
  const isOpen = records.some(({ verdict, accepted }) => verdict === 'refuted' || (verdict === 'undecided' && accepted === undefined));
  const why = 'names accounts and does not say which one it goes to: every one counts as another; --account says it';
  return isOpen ? stacks.filter(namesAccounts).map(({ file }) => `${file} ${why}`) : [];
}

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
