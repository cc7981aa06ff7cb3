export * from './edge-alarms';
export * from './edge-dashboard';
export * from './edge-thresholds';
export * from './health-check';
