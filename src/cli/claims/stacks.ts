import * as path from 'node:path';
import { FIELDS } from './field';
import { refuse } from './refuse';
import { readTemplates } from '../../proofs/template/read-templates';
import type { StackTemplate } from '../../proofs/template/stack-template';

/** Where stacks go that don't say so themselves. */
export interface Destination {
  readonly account?: string;
  readonly region?: string;
}

/** The stacks of some places, each place once; two of one name must not be taken for one. */
export function stacksAt(places: readonly string[], { account, region }: Destination): StackTemplate[] {
  if (account !== undefined && !FIELDS.accounts.pattern.test(account)) {
    refuse({ what: '--account', got: account, allowed: '12 digits', fix: 'name the account that the templates go to' });
  }
  if (region !== undefined && !/^[a-z]+(-[a-z]+)+-\d+$/.test(region)) {
    refuse({ what: '--region', got: region, allowed: 'a Region such as ap-northeast-2', fix: 'name the Region that the templates go to' });
  }
  const once = new Map(places.map((place) => [path.resolve(place), place]));
  const all = [...once.values()].flatMap((place) => readTemplates(place));
  const names = all.map(({ stack }) => stack);
  const nameOf = ({ stack, file }: StackTemplate): string => (names.indexOf(stack) === names.lastIndexOf(stack) ? stack : `${stack} (${file})`);
  return all.map((one) => ({ ...one, stack: nameOf(one), account: one.account ?? account, region: one.region ?? region }));
}
