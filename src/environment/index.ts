export * from './gold-environment';
