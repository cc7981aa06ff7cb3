export * from './key-tamper-alarm';
