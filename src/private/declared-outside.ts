import type { IConstruct } from 'constructs';

/** Whom outside its account a resource's policy lets in on purpose. Proofs read it on the resource, so that constructs know nothing of proofs. */
export interface DeclaredOutside {
  readonly organizationId?: string;
  readonly accounts: readonly string[];
}

const DECLARED_OUTSIDE = Symbol.for('cdk-gold.declaredOutside');

/** Declares it, beside what was declared of the resource before. */
export function declareOutside(policy: IConstruct, { organizationId, accounts }: DeclaredOutside): void {
  const before = declaredOutsideOf(policy);
  Object.defineProperty(policy, DECLARED_OUTSIDE, {
    value: { organizationId: before?.organizationId ?? organizationId, accounts: [...new Set([...before?.accounts ?? [], ...accounts])] },
    configurable: true,
  });
}

/** What was declared of a resource. */
export const declaredOutsideOf = (node: IConstruct): DeclaredOutside | undefined =>
  (node as { [DECLARED_OUTSIDE]?: DeclaredOutside })[DECLARED_OUTSIDE];
