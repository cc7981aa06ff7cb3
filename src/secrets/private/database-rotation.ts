import { Stack, Token, type aws_ec2 as ec2, type aws_iam as iam, type aws_lambda as lambda, type aws_secretsmanager as secretsmanager } from 'aws-cdk-lib';
import type { Construct, IConstruct, IDependable } from 'constructs';
import type { EngineOptions } from './engine-options';
import type { EngineFacts } from './engines';
import { firstValue } from './first-value';
import { RDS_REGIONS } from './rds-regions';
import { type RotatedSecret, rotatedSecret } from './rotated-secret';
import { claimUser } from './rotated-users';
import { type RotationFunctionOptions, type RotationNetwork, allowRotation, isKeyOf, rotationFunction } from './rotation-function';
import type { PlannedRotation, RotationPlan, RotationSubject } from './rotation-plan';
import { portsOfNodes } from './server-address';
import { letReach } from './server-rules';
import { usersOf } from './username';
import type { Domain } from '../../core';
import { refuseUnless } from '../../private/errors';
import type { Database } from '../database';
import type { RotationStrategy } from '../rotation-strategy';

/** What is known of the users of a server that rotate. */
export interface DatabaseRotationOptions extends RotationNetwork {
  readonly engine: EngineFacts;
  readonly database: Database;
  readonly username: string;
  readonly databaseName?: string;
  readonly strategy?: RotationStrategy;
  readonly passwordLength?: number;
  readonly excludeCharacters?: string;
  /** The port that the function connects to, where it is not the database's own. */
  readonly port?: number;
  /** What only this engine's function reads. */
  readonly engineOptions?: EngineOptions;
  readonly statements?: (scope: Construct) => readonly iam.PolicyStatement[];
  /** A resource with a wildcard in these statements, and why. */
  readonly wildcard?: (scope: Construct) => { readonly resource: string; readonly reason: string };
}

/** Rotates a user of a server, by a function of its own that reaches this server and AWS's endpoints only. */
export class DatabaseRotation implements RotationPlan {
  public readonly hasOwnRules = true;
  public readonly attachmentTarget?: secretsmanager.ISecretAttachmentTarget;
  public readonly vpc: ec2.IVpc;
  public readonly vpcSubnets?: ec2.SubnetSelection;

  private readonly strategy: string;
  private readonly administrator?: secretsmanager.ISecret;
  private readonly usernames: readonly string[];
  private readonly passwordLength: number;
  private readonly excludedCharacters: string;

  constructor(private readonly options: DatabaseRotationOptions) {
    const { engine, database, strategy, username } = options;
    this.vpc = options.vpc;
    this.vpcSubnets = options.vpcSubnets;
    this.attachmentTarget = database.attachmentTarget;
    this.strategy = strategy?._name ?? engine.strategies[0];
    this.administrator = strategy?._administrator;
    this.passwordLength = options.passwordLength ?? engine.password.usual;
    this.excludedCharacters = [...new Set(`${engine.excluded}${options.excludeCharacters ?? ''}`)].join('');
    this.check();
    this.usernames = usersOf(engine, username, this.strategy === 'alternating-users');
  }

  public firstValue(scope: IConstruct): secretsmanager.SecretStringGenerator {
    return firstValue('password', Stack.of(scope).toJsonString({ username: this.options.username }));
  }

  public wire(scope: Construct, subject: RotationSubject): PlannedRotation {
    this.claimUsers(scope);
    const options = this.functionOptions(scope, subject);
    const handler = rotationFunction(scope, subject, options);
    const rules = this.letReach(handler);
    const planned = allowRotation(scope, subject, handler, options);
    return { ...planned, before: [...planned.before, ...rules] };
  }

  /** Oracle and MongoDB may have users of one name in several databases. */
  private claimUsers(scope: Construct): void {
    const { engine, database: { host, port }, databaseName, engineOptions } = this.options;
    const place = [engine.id, host, port, engineOptions?.usersDatabase, engine.needsDatabase ? databaseName : undefined];
    for (const username of this.usernames) { claimUser(scope, username, ...place); }
  }

  private functionOptions(scope: Construct, { secret, domain }: RotationSubject): RotationFunctionOptions {
    const { engine, database, engineOptions = {}, statements, wildcard } = this.options;
    const administrator = this.administrator && rotatedSecret(`administrator of '${scope.node.path}'`, this.administrator, scope);
    if (administrator) { checkAdministrator(scope, secret, administrator, domain); }
    const isChosen = this.strategy === 'dual-password' && engine.strategies[0] !== this.strategy; // otherwise the engine has no other way
    return {
      ...this.options,
      bundle: engine.id,
      title: engine.title,
      strategy: this.strategy === 'alternating-users' ? this.strategy : 'single-user',
      hosts: [database.host],
      secretFields: { engine: engine.jsonName, host: database.host, port: database.port, dbname: this.options.databaseName },
      usernames: this.usernames,
      administrator,
      isOwnAdministrator: administrator && isKeyOf(domain, administrator),
      passwordLength: this.passwordLength,
      excludedCharacters: this.excludedCharacters,
      engineOptions: { ...database._trust, ...engineOptions, ...isChosen ? { dualPassword: 'true' } : {} },
      timeoutSeconds: engine.timeoutSeconds,
      statements: statements?.(scope),
      wildcard: wildcard?.(scope),
    };
  }

  /** The way to the server, whose certificate the function must be able to verify. */
  private letReach(handler: lambda.IFunction): readonly IDependable[] {
    const { database, port = database.port, engineOptions } = this.options;
    const { region } = Stack.of(handler);
    refuseUnless(database._trust.authority !== 'rds' || Token.isUnresolved(region) || RDS_REGIONS.includes(region), {
      what: `Region of '${handler.node.scope?.node.path}'`,
      got: region,
      allowed: 'a Region whose authorities of Amazon RDS the library has',
      fix: 'pass the database its `certificateAuthority`: CertificateAuthority.pem(…), with the root that signed its certificate',
    });
    return letReach(handler, database, [port, ...portsOfNodes(engineOptions?.nodes)]);
  }

  private check(): void {
    const { engine, database, databaseName, excludeCharacters, engineOptions } = this.options;
    refuseUnless(engine.kinds.includes(database._kind), {
      what: `database for ${engine.title}`, got: `a server of ${database._kind}`, allowed: engine.kinds.join(', '), fix: 'choose the rotation of that engine, or Database.server(…)',
    });
    refuseUnless(database._engineType === undefined || engine.rdsEngines.some((name) => database._engineType?.startsWith(name)), {
      what: `database for ${engine.title}`, got: `a database with the engine ${database._engineType}`, allowed: engine.rdsEngines.join(', '), fix: 'choose the rotation of that engine',
    });
    refuseUnless(engine.strategies.some((name) => name === this.strategy), {
      what: `strategy for ${engine.title}`, got: this.strategy, allowed: engine.strategies.join(', '), fix: 'choose one that the engine has',
    });
    refuseUnless(this.administrator === undefined || engine.strategies.length > 1, {
      what: `administrator for ${engine.title}`, got: 'a secret', allowed: 'none', fix: 'leave it out: the function changes the user by the API of AWS',
    });
    refuseUnless(databaseName !== undefined || engine.needsDatabase !== true, {
      what: `databaseName for ${engine.title}`, got: databaseName, allowed: 'the name of the service or database', fix: 'pass it: without it nobody can log in',
    });
    refuseUnless(databaseName !== '', {
      what: `databaseName for ${engine.title}`, got: '', allowed: 'a name', fix: engine.needsDatabase === true ? 'pass it: without it nobody can log in' : 'leave it out for the engine\'s default',
    });
    portsOfNodes(engineOptions?.nodes);
    const { min, max } = engine.password;
    refuseUnless(Number.isInteger(this.passwordLength) && this.passwordLength >= min && this.passwordLength <= max, {
      what: `passwordLength for ${engine.title}`, got: this.passwordLength, allowed: `${min} to ${max} characters`, fix: 'leave it out for the usual length',
    });
    refuseUnless(/^[\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e]*$/.test(excludeCharacters ?? '') && leftOver(this.excludedCharacters) > 0, {
      what: 'excludeCharacters', got: excludeCharacters, allowed: 'punctuation, of which one kind must be left', fix: 'passwords must keep letters, digits and a punctuation mark',
    });
  }
}

/** How many punctuation marks a password may still have: Secrets Manager wants one of each kind. */
const leftOver = (excluded: string): number => [...'!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'].filter((mark) => !excluded.includes(mark)).length;

function checkAdministrator(scope: Construct, secret: RotatedSecret, administrator: RotatedSecret, domain: Domain): void {
  refuseUnless(administrator.owner !== secret.owner && Stack.of(scope).resolve(administrator.arn) !== Stack.of(scope).resolve(secret.arn), {
    what: `administrator of '${scope.node.path}'`, got: 'the secret that rotates', allowed: 'the secret of another user', fix: 'pass the secret of a user that may change this one',
  });
  const { domain: other } = administrator.owner as { readonly domain?: Domain };
  refuseUnless(other === undefined || other.name === domain.name, {
    what: `administrator of '${scope.node.path}'`,
    got: `a secret of the domain '${other?.name}'`,
    allowed: `a secret of the domain '${domain.name}', or of none`,
    fix: 'rotate the secret in the domain of its administrator, or make a secret of an administrator in this domain: another domain\'s is not read',
  });
}
