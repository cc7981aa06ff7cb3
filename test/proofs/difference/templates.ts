import { type AccessDifference, accessDifference } from '../../../src/proofs/difference';
import type { StackTemplate } from '../../../src/proofs/template/stack-template';

export type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export const ACCOUNT = '111122223333';

const stackOf = (Resources: Resources, more: object): StackTemplate =>
  ({ stack: 'Shop', file: 'Shop.template.json', account: ACCOUNT, region: 'eu-west-1', template: { ...more, Resources } });

/** The difference between two templates of one stack. */
export const differenceOf = (older: Resources, newer: Resources, more: object = {}, newerMore: object = more): AccessDifference =>
  accessDifference([stackOf(older, more)], [stackOf(newer, newerMore)]);

export const policy = (...statements: readonly object[]) => ({ Version: '2012-10-17', Statement: statements });

export const key = (...statements: readonly object[]): Resources => ({ Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: policy(...statements) } } });

export const allow = (Principal: unknown, Action: unknown, more: object = {}) => ({ Effect: 'Allow', Principal, Action, Resource: '*', ...more });

export const deny = (Principal: unknown, Action: unknown, more: object = {}) => ({ ...allow(Principal, Action, more), Effect: 'Deny' });

export const ROOT = { AWS: `arn:aws:iam::${ACCOUNT}:root` };

/** `who: actions ways on resources` for each change. */
export function words({ gained, lost, undecided }: AccessDifference) {
  const line = ({ principal, actions, ways, resources, when }: AccessDifference['gained'][number]) =>
    `${principal}: ${[actions.join(', '), ...ways].join(' ')}${resources ? ` on ${resources.join(', ')}` : ''}${when === undefined ? '' : ` when ${when}`}`;
  return { gained: gained.map(line), lost: lost.map(line), undecided: undecided.map(({ reason, when }) => `${reason}${when === undefined ? '' : ` when ${when}`}`) };
}
