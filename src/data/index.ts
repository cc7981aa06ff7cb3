export * from './access-log-bucket';
export * from './domain-bucket';
export * from './domain-log-group';
export * from './domain-queue';
export * from './domain-table';
export * from './domain-topic';
