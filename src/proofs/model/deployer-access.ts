import type { KeyAccess } from './key-access';
import { and, type Formula, not, shown } from '../engine';
import { KMS_ACTIONS } from '../facts/kms-actions';
import type { DeployerAccess } from '../record/proof-run';

const KEYED = KMS_ACTIONS.filter(({ keyed }) => keyed).map(({ name }) => name);

/** What a deploying role may do with a key. */
export type DeployerActions = Pick<DeployerAccess, 'direct' | 'throughServices'>;

/** A way to call: directly, or through a service. */
interface Way {
  readonly service?: string;
  readonly formula: Formula;
}

/**
 * What each of some deploying roles may do with a key, at most.
 *
 * @returns a function that answers, once all formulas of the space are made
 */
export function deployerAccess(access: KeyAccess, deployers: readonly string[]): () => DeployerActions[] {
  const { space } = access;
  const services = [...new Set(space.textsOf('kms:ViaService'))].filter((text) => !/[*?]/.test(text));
  const via = space.context.has('kms:ViaService') ? space.context.key('kms:ViaService') : undefined;
  const ways: Way[] = [
    { formula: via === undefined ? and() : not(via.present) },
    ...services.map((service) => ({ service, formula: access.keyIs('kms:ViaService', service) })),
  ];
  const asked = deployers.map((deployer) => and(access.allowed, access.isAmong([deployer]), space.principals.isOneOf('role')));
  return () => asked.map((formula) => {
    const [direct, ...through] = ways.map((way) => ({ service: shown(way.service ?? ''), actions: space.possibleActions(and(formula, way.formula), KEYED) }));
    return {
      direct: direct.actions,
      throughServices: through.map(({ service, actions }) => ({ service, actions: actions.filter((action) => !direct.actions.includes(action)) }))
        .filter(({ actions }) => actions.length > 0),
    };
  });
}
