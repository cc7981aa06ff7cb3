export * from './domain-function';
