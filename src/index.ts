export * as checks from './checks';
