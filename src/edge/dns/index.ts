export * from './alias-record';
export * from './dns-zone';
export * from './dnssec-key';
