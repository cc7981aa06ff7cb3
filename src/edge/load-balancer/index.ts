export * from './fixed-address';
export * from './load-balancer-access';
export * from './load-balancer-authentication';
export * from './load-balancer-log-bucket';
export * from './secure-load-balancer';
export * from './secure-targets';
