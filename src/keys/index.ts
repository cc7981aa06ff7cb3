export * from './domain-key';
export * from './imported-domain-key';
export * from './key-access';
export * from './key-lifetime';
export * from './key-purpose';
export * from './key-service';
export * from './key-user';
