import type { IConstruct } from 'constructs';

/** Whom outside its account a resource's policy lets in on purpose. Proofs read it on the resource, so that constructs know nothing of proofs. */
export interface DeclaredOutside {
  readonly organizationId?: string;
  readonly accounts: readonly string[];
}

const DECLARED_OUTSIDE = Symbol.for('cdk-gold.declaredOutside');

/** Declares it, once for each resource. */
export function declareOutside(policy: IConstruct, declared: DeclaredOutside): void {
  Object.defineProperty(policy, DECLARED_OUTSIDE, { value: declared });
}

/** What was declared of a resource. */
export const declaredOutsideOf = (node: IConstruct): DeclaredOutside | undefined =>
  (node as { [DECLARED_OUTSIDE]?: DeclaredOutside })[DECLARED_OUTSIDE];
