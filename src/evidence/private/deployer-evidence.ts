import type { DeployerAccess } from '../../proofs/record/proof-run';

/** What a role that deploys may do, and the keys with which it may do the same. */
export interface DeployerEvidence extends Pick<DeployerAccess, 'deployer' | 'direct' | 'throughServices' | 'identity'> {
  readonly keys: readonly Pick<DeployerAccess, 'stack' | 'construct' | 'logicalId'>[];
}

/** Mostly one role may do the same with every key: that is said once. */
export function deployerEvidence(accesses: readonly DeployerAccess[]): DeployerEvidence[] {
  const groups = new Map<string, DeployerEvidence & { readonly keys: DeployerEvidence['keys'][number][] }>();
  for (const { deployer, direct, throughServices, identity, stack, construct, logicalId } of accesses) {
    const key = JSON.stringify([deployer, direct, throughServices, identity]);
    const group = groups.get(key) ?? { deployer, direct, throughServices, identity, keys: [] };
    group.keys.push({ stack, construct, logicalId });
    groups.set(key, group);
  }
  return [...groups.values()];
}
