export * from './claim-summary';
export * from './evidence';
export * from './evidence-summary';
