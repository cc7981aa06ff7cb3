import { type Duration, type aws_kms as kms, aws_iam as iam, aws_lambda as lambda } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type Domain, DomainRole } from '../../core';
import { DomainLogGroup } from '../../data';
import { acknowledge } from '../../private/acknowledge';

/** A function of the library itself that calls what no VPC endpoint leads to. */
export interface FunctionOutsideVpcProps {
  readonly domain: Domain;
  /** What it does, for the descriptions of function and role. */
  readonly description: string;
  readonly code: lambda.Code;
  readonly timeout: Duration;
  readonly environment?: Record<string, string>;
  readonly environmentEncryption?: kms.IKey;
  /** Why it is in no VPC, and who invokes it. */
  readonly outside: string;
  /** What becomes of its failures, since it has no dead-letter queue. */
  readonly failures: string;
}

/** Packs of cdk-nag that want every function in a VPC, with a dead-letter queue. */
const STOCK_PACKS = ['NIST.800.53.R5', 'HIPAA.Security', 'PCI.DSS.321'];

/** Makes the function with its role and log group, as `Function`, `Role` and `Logs` of a scope. */
export function functionOutsideVpc(
  scope: Construct, props: FunctionOutsideVpcProps,
): { readonly function: lambda.Function; readonly role: DomainRole } {
  const { domain, description } = props;
  const role = new DomainRole(scope, 'Role', { domain, assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'), description });
  return { function: functionWithRole(scope, role, props), role };
}

/** The same with a role that is made already, where it must be none of the domain's. */
export function functionWithRole(scope: Construct, role: iam.Role, props: FunctionOutsideVpcProps): lambda.Function {
  const { domain, description, outside, failures } = props;
  const logGroup = new DomainLogGroup(scope, 'Logs', { domain });
  const made = new lambda.Function(scope, 'Function', {
    description,
    code: props.code,
    handler: 'index.handler',
    runtime: lambda.Runtime.NODEJS_24_X,
    architecture: lambda.Architecture.ARM_64,
    memorySize: 256,
    timeout: props.timeout,
    reservedConcurrentExecutions: 5,
    environment: props.environment,
    environmentEncryption: props.environmentEncryption,
    role,
    logGroup,
  });
  domain.tag(scope);
  logGroup.grantWrite(role);
  acknowledge(made, 'Gold', 'lambda.in-vpc', outside);
  acknowledge(made, 'Gold', 'lambda.dead-letter', failures);
  for (const pack of STOCK_PACKS) {
    acknowledge(made, pack, `${pack}-LambdaInsideVPC`, outside);
    acknowledge(made, pack, `${pack}-LambdaDLQ`, failures);
  }
  return made;
}
