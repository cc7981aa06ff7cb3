export * from './acknowledgement';
export * from './gold-checks';
export * from './gold-nag-pack';
export * from './gold-nag-rules';
