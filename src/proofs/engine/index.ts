export { RequestSpace, type PolicyFormulas } from './request-space';
export { and, FALSE, type Formula, implies, inCases, equivalent, not, or, TRUE, unknown } from './formula';
export { arnGlob, glob, literal, literalIgnoringCase, type Pattern } from './pattern';
export { textTest, numberTest, type ValueTest } from './value-test';
export { IAM_TYPES } from './principals';
export { type Principal, principalArn, type PrincipalType, type Request } from './request';
export { hasSymbol, hole, holeIn, shown, symbol } from './text';
export type { Axiom, KeyFacts, World } from './world';
export { compare } from './comparison';
