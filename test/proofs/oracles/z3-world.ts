import { ACTIONS, KEYS } from './pools';
import { type Axiom, IAM_TYPES, implies, equivalent, textTest, literal, type PrincipalType, type World } from '../../../src/proofs/engine';

const onlyOf = (name: string, types: readonly PrincipalType[]): Axiom => ({
  id: `${name} is only there for ${types.join(', ')}`,
  formula: ({ context, principals }) => (context.has(name) ? implies(context.key(name).present, principals.isOneOf(...types)) : undefined),
});

const [SINGLE, MULTI] = ['kms:EncryptionContext:app', 'kms:EncryptionContextKeys'];

/** The world that {@link Encoding} tells z3 of, for the engine: the same keys and the same rules, written in the engine's terms. */
export const Z3_WORLD: World = {
  partition: 'aws',
  keyFacts: (name) => {
    const key = KEYS.find((known) => known.name.toLowerCase() === name);
    return key && { multiValued: key.isMulti ?? false, type: key.type };
  },
  actions: ACTIONS,
  axioms: [
    ...KEYS.flatMap(({ name, of }) => (of === 'iam' ? [onlyOf(name, IAM_TYPES)] : of === 'service' ? [onlyOf(name, ['service'])] : [])),
    {
      id: 'an encryption context names its keys',
      formula: ({ context }) => (context.has(SINGLE) && context.has(MULTI)
        ? equivalent(context.key(SINGLE).present, context.key(MULTI).passesAny([textTest(literal('app'))])) : undefined),
    },
  ],
};
