export * from './endpoint-service';
export * from './isolated-vpc';
export * from './private-endpoints';
