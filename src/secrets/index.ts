export * from './domain-secret';
