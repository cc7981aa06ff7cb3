export * from './signing-key-group';
