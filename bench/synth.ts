import { byHand } from './by-hand';
import { gold } from './gold';
import { compare, report, type Resource, synthesize } from './measure';

/** How many resources there are of each type. */
function countsOf(resources: readonly Resource[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { Type } of resources) { counts[Type] = (counts[Type] ?? 0) + 1; }
  return counts;
}

/** The statements of key policies that speak of principals, without their names; those of services are written by the L2s themselves. */
const statementsOf = (resources: readonly Resource[]): readonly string[] => resources.filter(({ Type }) => Type === 'AWS::KMS::Key').flatMap(({ Properties = {} }) => {
  const { Statement } = Properties.KeyPolicy as { readonly Statement: readonly Readonly<Record<string, unknown>>[] };
  return Statement.filter(({ Sid, Principal }) => Sid !== undefined && !JSON.stringify(Principal).includes('Service')).map((statement) => sorted({ ...statement, Sid: undefined }));
}).sort();

/** JSON whose keys are in order. */
const sorted = (value: unknown): string => JSON.stringify(value, (_key, item: unknown) => (typeof item === 'object' && item !== null && !Array.isArray(item)
  ? Object.fromEntries(Object.entries(item).sort(([one], [other]) => (one < other ? -1 : 1))) : item));

/** Synth of a gold environment against the same resources by hand with L2s. */
export function benchSynth(): boolean {
  const [ours, byHands] = [synthesize(gold).resources, synthesize(byHand).resources];
  const [counts, countsByHand] = [countsOf(ours), countsOf(byHands)];
  const different = [...new Set([...Object.keys(counts), ...Object.keys(countsByHand)])].filter((type) => counts[type] !== countsByHand[type]);
  if (different.length > 0) {
    throw new Error(`the two apps differ: ${different.map((type) => `${type} ${counts[type] ?? 0} ≠ ${countsByHand[type] ?? 0}`).join(', ')}`);
  }
  const [statements, statementsByHand] = [statementsOf(ours), statementsOf(byHands)];
  const odd = [...statements, ...statementsByHand].filter((statement) => !statements.includes(statement) || !statementsByHand.includes(statement));
  if (odd.length > 0 || statements.length !== statementsByHand.length) { throw new Error(`the key policies differ: ${odd.join(', ')}`); }
  for (let warmUp = 0; warmUp < 3; warmUp++) {
    synthesize(gold);
    synthesize(byHand);
  }
  return report(`synth of ${ours.length} resources, gold ÷ by hand`, compare(41, () => synthesize(gold).milliseconds, () => synthesize(byHand).milliseconds), 1.15);
}
