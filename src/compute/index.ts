export * from './domain-function';
export * from './domain-service';
