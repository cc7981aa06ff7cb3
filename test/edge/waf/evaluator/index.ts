export * from './attacks';
export { UnknownPropertyError, type Properties } from './properties';
export type { ProtectedResource, WebRequest } from './request';
export type { TemplateResource } from './resources';
export { transformation } from './transformations';
export { EvaluatedWebAcl, type Outcome } from './web-acl';
export type { OracleRule, World } from './world';
