export * from './evidence';
export * from './evidence-summary';
