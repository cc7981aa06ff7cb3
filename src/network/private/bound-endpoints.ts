import type { aws_ec2 as ec2, aws_iam as iam } from 'aws-cdk-lib';

const BOUND = Symbol.for('cdk-gold.boundEndpoint');

/** Opens an endpoint for something of the app: it opens no more for the whole account then. */
export function bindTo(endpoint: ec2.VpcEndpoint, statement: iam.PolicyStatement): void {
  Object.defineProperty(endpoint, BOUND, { value: true, configurable: true });
  endpoint.addToPolicy(statement);
}

/** Whether something of the app is bound to an endpoint. */
export const isBound = (endpoint: ec2.VpcEndpoint): boolean => BOUND in endpoint;
