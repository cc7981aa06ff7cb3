import { aws_lambda as lambda, type aws_ec2 as ec2, type aws_secretsmanager as secretsmanager } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { firstValue } from './first-value';
import { type RotationFunctionOptions, type RotationNetwork, allowRotation, rotationFunction } from './rotation-function';
import type { PlannedRotation, RotationPlan, RotationSubject } from './rotation-plan';
import { refuseUnless } from '../../private/errors';

/** A peer and a port that a function may call. */
export interface Way { readonly peer: ec2.IPeer; readonly port: ec2.Port }

/** What is known of a provider of API keys. */
export interface ApiKeyRotationOptions extends RotationNetwork {
  readonly provider: lambda.Code;
  readonly module: string;
  readonly fields: readonly string[];
  readonly egress: readonly Way[];
}

/** Rotates a key that a provider issues: the user's own module talks to the provider, the library's function does the rest. */
export class ApiKeyRotation implements RotationPlan {
  public readonly vpc: ec2.IVpc;
  public readonly vpcSubnets?: ec2.SubnetSelection;

  constructor(private readonly options: ApiKeyRotationOptions) {
    refuseUnless(/^[A-Za-z0-9_][\w./-]*\.(c|m)?js$/.test(options.module) && !options.module.includes('..'), {
      what: 'module of the provider', got: options.module, allowed: 'a path inside the provider\'s code that ends with .js, .cjs or .mjs', fix: 'name the file that exports create, test and revoke',
    });
    refuseUnless(options.fields.length > 0 && options.fields.every((field) => /^\w[\w.-]*$/.test(field)), {
      what: 'fields of the API key', got: options.fields.join(', ') || 'none', allowed: 'one name or more, of letters, digits and _.-', fix: 'name the fields that the provider makes',
    });
    this.vpc = options.vpc;
    this.vpcSubnets = options.vpcSubnets;
  }

  /** JSON without a key: an operator stores the first one of the provider. */
  public firstValue(): secretsmanager.SecretStringGenerator { return firstValue('placeholder', '{}'); }

  public wire(scope: Construct, subject: RotationSubject): PlannedRotation {
    const options: RotationFunctionOptions = {
      ...this.options,
      bundle: 'api-key',
      title: 'API key',
      strategy: 'api-key',
      passwordLength: 32,
      excludedCharacters: '',
      engineOptions: { providerModule: `/opt/${this.options.module}`, fields: this.options.fields.join(',') },
      timeoutSeconds: 60,
    };
    const handler = rotationFunction(scope, subject, options);
    handler.addLayers(new lambda.LayerVersion(scope, 'Provider', {
      code: this.options.provider, compatibleRuntimes: [lambda.Runtime.NODEJS_24_X], description: 'talks to the provider of an API key',
    }));
    for (const { peer, port } of this.options.egress) { handler.connections.allowTo(peer, port, 'provider of the API key'); }
    return allowRotation(scope, subject, handler, options);
  }
}
