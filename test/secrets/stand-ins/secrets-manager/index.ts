export type { Call } from './calls';
export { clientOf, type ClientOptions } from './client';
export type { Faults, Hook, LagOptions, Phase } from './faults';
export { AWSCURRENT, AWSPENDING, AWSPREVIOUS } from './labels';
export type { Action } from './parameters';
export { STEPS, type RotationAttempt, type RotationEvent, type RotationHandler, type RotationOutcome, type Step } from './rotation';
export { ApiError } from './errors';
export { REGION, SecretsManagerStandIn, type VersionSummary } from './stand-in';
