import * as path from 'node:path';
import { Duration, Stack, aws_ec2 as ec2, aws_lambda as lambda, type aws_iam as iam } from 'aws-cdk-lib';
import type { Construct, IDependable } from 'constructs';
import type { EngineOptions } from './engine-options';
import type { RotatedSecret } from './rotated-secret';
import { openKeyOf, readAdministrator, rotateThis, rotationPolicy, useKeyOf } from './rotation-permissions';
import type { PlannedRotation, RotationSubject } from './rotation-plan';
import { DomainFunction } from '../../compute';
import type { Domain } from '../../core';
import { acknowledge } from '../../private/acknowledge';
import { refuseUnless } from '../../private/errors';
import { resolvedText } from '../../private/resolved-text';

/** Where a rotation function runs. */
export interface RotationNetwork {
  readonly vpc: ec2.IVpc;
  readonly vpcSubnets?: ec2.SubnetSelection;
  /** The addresses of the VPC endpoints. */
  readonly endpoints?: readonly ec2.IPeer[];
  readonly reservedConcurrentExecutions?: number;
}

/** What the function is told and may do, beside what every rotation function may. */
export interface RotationFunctionOptions extends RotationNetwork {
  /** Name of the bundle in assets/secrets/rotation. */
  readonly bundle: string;
  readonly title: string;
  readonly strategy: string;
  readonly hosts?: readonly string[];
  readonly usernames?: readonly string[];
  /** What the secret's JSON gets where it says nothing. */
  readonly secretFields?: Readonly<Record<string, string | number | undefined>>;
  readonly administrator?: RotatedSecret;
  /** Whether the administrator's secret is the domain's own. */
  readonly isOwnAdministrator?: boolean;
  readonly passwordLength: number;
  readonly excludedCharacters: string;
  readonly engineOptions: EngineOptions;
  readonly timeoutSeconds: number;
  readonly statements?: readonly iam.PolicyStatement[];
  /** A resource with a wildcard in these statements, and why. */
  readonly wildcard?: { readonly resource: string; readonly reason: string };
}

/** Actions on the key of the secret that rotates. */
export const KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'];

/** Makes the function of one rotation: it rotates one secret, and can do nothing else. */
export function rotationFunction(scope: Construct, { secret, domain }: RotationSubject, options: RotationFunctionOptions): DomainFunction {
  const { vpc, vpcSubnets, reservedConcurrentExecutions } = options;
  return new DomainFunction(scope, 'Function', {
    domain,
    vpc,
    vpcSubnets,
    reservedConcurrentExecutions,
    httpsPeers: options.endpoints === undefined ? [addressesOf(vpc)] : [...options.endpoints],
    code: lambda.Code.fromAsset(path.join(__dirname, '..', '..', '..', 'assets', 'secrets', 'rotation', `${options.bundle}.lambda`)),
    handler: 'index.handler',
    description: `rotates one secret of the domain ${domain.name}: ${options.title}`,
    timeout: Duration.seconds(options.timeoutSeconds),
    environment: environmentOf(scope, secret, options),
  });
}

/** Allows a rotation function what its rotation needs. */
export function allowRotation(
  scope: Construct, { secret, domain }: RotationSubject, handler: DomainFunction, options: RotationFunctionOptions,
): PlannedRotation {
  const role = handler.role as iam.IRole;
  const { administrator, isOwnAdministrator = false, statements = [] } = options;
  const policy = rotationPolicy(scope, domain, role, [
    rotateThis(secret, handler.functionArn),
    ...useKeyOf(scope, 'UseKeyForThisSecret', secret, KEY_ACTIONS),
    ...administrator === undefined ? [] : [readAdministrator(administrator), ...useKeyOf(scope, 'UseKeyForAdministrator', administrator, ['kms:Decrypt'])],
    ...statements,
  ]);
  if (options.wildcard) {
    const { resource, reason } = options.wildcard;
    acknowledge(policy, 'AwsSolutions', `AwsSolutions-IAM5[Resource::${resolvedText(Stack.of(scope).resolve(resource))}]`, reason);
  }
  if (!isKeyOf(domain, secret)) { openKeyOf(scope, domain, secret, role, KEY_ACTIONS); }
  if (administrator !== undefined && !isOwnAdministrator) { openKeyOf(scope, domain, administrator, role, ['kms:Decrypt']); }
  return { handler, before: [policy, handler, scope.node.findChild('FunctionParts'), letSecretsManagerInvoke(scope, secret, handler)] };
}

/** Secrets Manager invokes the function for this secret of this account, and for no other. */
export function letSecretsManagerInvoke(scope: Construct, { arn }: RotatedSecret, handler: lambda.IFunction): IDependable {
  return new lambda.CfnPermission(scope, 'Invoke', {
    action: 'lambda:InvokeFunction',
    functionName: handler.functionArn,
    principal: 'secretsmanager.amazonaws.com',
    sourceAccount: Stack.of(scope).account,
    sourceArn: arn,
  });
}

/** Whether a secret is encrypted with a key of a domain, which knows the domain's roles by their path. */
export const isKeyOf = (domain: Domain, { key }: RotatedSecret): boolean =>
  key !== undefined && domain._owns(key.keyArn);

/** What `settings.ts` reads. */
function environmentOf(scope: Construct, secret: RotatedSecret, options: RotationFunctionOptions): Record<string, string> {
  const { hosts = [], usernames = [], administrator, engineOptions } = options;
  const all: Record<string, string | undefined> = {
    SECRET_ARN: secret.arn,
    SECRET_NAME: secret.name,
    STRATEGY: options.strategy,
    HOSTS: hosts.join(','),
    USERNAMES: usernames.join(','),
    FIELDS: options.secretFields && Stack.of(scope).toJsonString(options.secretFields),
    ADMINISTRATOR_SECRET_ARN: administrator?.arn,
    PASSWORD_LENGTH: String(options.passwordLength),
    EXCLUDED_CHARACTERS: options.excludedCharacters,
    ENGINE_OPTIONS: Object.values(engineOptions).every((value) => value === undefined) ? undefined : Stack.of(scope).toJsonString(engineOptions),
  };
  const environment = Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''));
  const bytes = literalBytes(Stack.of(scope).resolve(environment));
  refuseUnless(bytes <= ENVIRONMENT_BYTES, {
    what: `settings of '${scope.node.path}'`,
    got: `${bytes} bytes, without what only the deployment knows`,
    allowed: `up to ${ENVIRONMENT_BYTES} bytes: Lambda takes no larger environment`,
    fix: 'pass fewer certificates or nodes',
  });
  return environment;
}

/** Of a function's environment variables, all together. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const ENVIRONMENT_BYTES = 4_096;

/** How many bytes of names and values the template itself says. */
function literalBytes(environment: Readonly<Record<string, unknown>>): number {
  const texts = Object.entries(environment).flatMap(([name, value]) => {
    const parts = (value as { readonly 'Fn::Join'?: readonly [string, readonly unknown[]] })['Fn::Join']?.[1] ?? [value];
    return [name, ...parts.filter((part) => typeof part === 'string')];
  });
  return Buffer.byteLength(texts.join(''));
}

/** VPC endpoints have addresses of the VPC, and DNS inside it leads to them. */
function addressesOf(vpc: ec2.IVpc): ec2.IPeer {
  let cidr: string | undefined;
  try { cidr = vpc.vpcCidrBlock; } catch { cidr = undefined; } // CDK throws where a VPC was imported without them
  refuseUnless(cidr !== undefined, {
    what: `addresses of the VPC '${vpc.node.path}'`, got: 'none: it is imported without them', allowed: 'a VPC whose addresses are known', fix: 'pass `endpoints`: the addresses of the VPC endpoints',
  });
  return ec2.Peer.ipv4(cidr as string);
}
