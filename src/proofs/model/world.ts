import { ENVIRONMENT } from './environment';
import type { KeyFacts, World } from '../engine';
import { memo } from '../engine/memo';
import { alwaysPresent, conditionKeyFacts } from '../facts/condition-keys';
import { KMS_ACTIONS } from '../facts/kms-actions';

/** Values that make a good example where any other would do as well. */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  'principal account': ['999999999999'],
  'principal name': ['AnyOther'],
  'service principal': ['any-other.amazonaws.com'],
  'kms:viaservice': ['any-other.amazonaws.com'],
  'aws:sourceaccount': ['999999999999'],
  'aws:sourceowner': ['999999999999'],
  'aws:sourcearn': ['arn:aws:any:any:999999999999:other'],
  'aws:principalorgid': ['o-anyother00'],
  'kms:granteeprincipal': ['arn:aws:iam::999999999999:role/AnyOther'],
  'kms:granteeserviceprincipal': ['any-other.amazonaws.com'],
};

/** Keys whose values are ids of a known form. */
const TYPES: Readonly<Record<string, KeyFacts['type']>> = {
  'aws:principalorgid': 'organization',
  'aws:sourceorgid': 'organization',
  'aws:resourceorgid': 'organization',
  'aws:sourceaccount': 'account',
  'aws:sourceowner': 'account',
  'aws:resourceaccount': 'account',
};

const ACTIONS = KMS_ACTIONS.map(({ name }) => name);

/** What the engine is told of AWS in a partition. */
export const worldOf = memo((partition: string) => partition, (partition: string): World => ({
  partition,
  keyFacts: (key) => {
    const facts = conditionKeyFacts(key);
    return facts && { multiValued: facts.multiValued, type: TYPES[key] ?? facts.type, alwaysPresent: alwaysPresent.includes(key) };
  },
  actions: ACTIONS,
  examples: EXAMPLES,
  axioms: ENVIRONMENT,
}));
