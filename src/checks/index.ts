export * from './gold-checks';
