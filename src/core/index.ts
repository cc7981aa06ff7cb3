export * from './classification';
export * from './domain';
export * from './domain-props';
export * from './domain-role';
export * from './key-granularity';
