export * from './certificate-alarms';
export * from './certificate-expiration-rule';
export * from './certificate-key-algorithm';
export * from './certificate-place';
export * from './imported-certificate';
export * from './private-certificate';
export * from './public-certificate';
