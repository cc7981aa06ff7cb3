export * from './claim';
export * from './gold-proofs';
