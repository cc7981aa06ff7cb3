import { Stack, Token, aws_ec2 as ec2, aws_iam as iam, type aws_lambda as lambda } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ApiKeyRotation } from './private/api-key-rotation';
import { CustomRotation } from './private/custom-rotation';
import { DatabaseRotation, type DatabaseRotationOptions as PlannedOptions } from './private/database-rotation';
import {
  AUTH_TOKEN, DOCUMENT_DB, ELASTICACHE, type EngineFacts, MARIADB, MEMORYDB, MYSQL, ORACLE, POSTGRES, REDIS, REDSHIFT, SQL_SERVER,
} from './private/engines';
import { requireIsolatedSubnets } from './private/isolated-subnets';
import { ManagedRotation } from './private/managed-rotation';
import type { RotationPlan } from './private/rotation-plan';
import { isPort } from './private/server-address';
import type {
  ApiKeyRotationOptions, DatabaseRotationOptions, DocumentDbRotationOptions, MariaDbRotationOptions, OracleRotationOptions, PostgresRotationOptions,
  RedisRotationOptions,
} from './rotation-options';
import { refuseUnless } from '../private/errors';

/**
 * How a secret rotates. A description: `DomainSecret` and `SecretRotation` make something of it, so one rotation can serve several secrets
 * of the same kind.
 *
 * Each rotation function runs in the VPC with a security group of its own, reaches its one server and AWS's endpoints only, and may rotate its
 * one secret only. Server, users and administrator are written into the function when it is deployed: whoever may write the secret can't
 * point the function elsewhere.
 *
 * @example
 * import { aws_rds as rds } from 'aws-cdk-lib';
 *
 * declare const gold: environment.GoldEnvironment;
 * declare const cluster: rds.DatabaseCluster;
 * declare const administrator: secretsmanager.ISecret;
 * const orders = gold.addDomain('Orders');
 * new secrets.DomainSecret(orders, 'Database', {
 *   rotation: secrets.Rotation.postgres({
 *     database: secrets.Database.cluster(cluster),
 *     username: 'orders',
 *     strategy: secrets.RotationStrategy.alternatingUsers(administrator),
 *     vpc: gold.vpc,
 *   }),
 * });
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html
 */
export class Rotation {
  /** A user of PostgreSQL, Amazon RDS for PostgreSQL or Aurora PostgreSQL. */
  public static postgres(options: PostgresRotationOptions): Rotation {
    return Rotation._of(POSTGRES, options, { actingRole: options.actingRole });
  }

  /** A user of MySQL, Amazon RDS for MySQL or Aurora MySQL. */
  public static mysql(options: DatabaseRotationOptions): Rotation { return Rotation._of(MYSQL, options); }

  /** A user of MariaDB or Amazon RDS for MariaDB. */
  public static mariaDb(options: MariaDbRotationOptions): Rotation {
    return Rotation._of(MARIADB, options, { plaintextPassword: options.plaintextPassword ? 'true' : undefined });
  }

  /** A user of Amazon Redshift. */
  public static redshift(options: DatabaseRotationOptions): Rotation { return Rotation._of(REDSHIFT, options); }

  /** A user of Amazon DocumentDB or MongoDB. */
  public static documentDb(options: DocumentDbRotationOptions): Rotation {
    return Rotation._of(DOCUMENT_DB, options, {
      usersDatabase: options.usersDatabase ?? (options.database._kind === 'documentdb' ? 'admin' : undefined),
    });
  }

  /** A user of Microsoft SQL Server or Amazon RDS for SQL Server. */
  public static sqlServer(options: DatabaseRotationOptions): Rotation { return Rotation._of(SQL_SERVER, options); }

  /** A user of Oracle Database or Amazon RDS for Oracle. `databaseName` is needed. */
  public static oracle(options: OracleRotationOptions): Rotation {
    const port = options.tcpsPort ?? (options.database._kind === 'rds' ? TCPS_PORT : options.database.port);
    refuseUnless(Token.isUnresolved(port) || isPort(port), {
      what: 'tcpsPort', got: port, allowed: '1 to 65,535', fix: 'pass the port that takes TLS',
    });
    const { serverName } = options.database._trust;
    refuseUnless(serverName === undefined, {
      what: 'certificateName', got: serverName, allowed: 'none with Oracle, whose driver compares the host itself', fix: 'pass the name that the certificate is for as host',
    });
    return Rotation._of(ORACLE, options, { tcpsPort: Token.isUnresolved(port) ? undefined : String(port) }, { port });
  }

  /**
   * A user of Redis or Valkey (`Database.server`), Amazon ElastiCache (`Database.elastiCache`) or Amazon MemoryDB (`Database.memoryDb`).
   * It has two passwords that both work, of which the older goes at the next rotation.
   */
  public static redis(options: RedisRotationOptions): Rotation {
    const { database, username, userId = username, replicationGroupId, nodes, persistence } = options;
    const isOwn = database._kind === 'server';
    const refuse = (what: string, got: unknown, allowed: boolean) => refuseUnless(got === undefined || allowed, {
      what, got: String(got), allowed: `none with a server of ${database._kind}`, fix: 'leave it out',
    });
    refuse('userId', options.userId, database._kind === 'elasticache' && replicationGroupId === undefined);
    refuse('replicationGroupId', replicationGroupId, database._kind === 'elasticache');
    refuse('nodes', nodes?.join(','), isOwn);
    refuse('persistence', persistence, isOwn);
    if (database._kind === 'memorydb') { return memoryDbUser(options); }
    if (database._kind !== 'elasticache') { return Rotation._of(REDIS, options, { nodes: nodes?.join(','), persist: persistence }); }
    return replicationGroupId === undefined ? elastiCacheUser(options, userId) : authToken(options, replicationGroupId);
  }

  /** A key that a provider issues: a module of your own creates, tests and revokes keys. Versions and labels are the library's business. */
  public static apiKey(options: ApiKeyRotationOptions): Rotation {
    const { egress = [], module = 'provider.js', vpc, vpcSubnets } = options;
    requireIsolatedSubnets(vpc, vpcSubnets);
    return new Rotation(new ApiKeyRotation({ ...options, module, egress: egress.map(({ peer, port = ec2.Port.HTTPS }) => ({ peer, port })) }));
  }

  /**
   * A rotation function of your own: it gets the permissions on the secret and its key, and Secrets Manager may invoke it. Its network, logs
   * and further permissions are yours.
   */
  public static custom(handler: lambda.IFunction): Rotation { return new Rotation(new CustomRotation(handler)); }

  /**
   * Rotation by the service that made the secret: master passwords that Amazon RDS, Aurora, Redshift or DocumentDB manage. There is no
   * function; only the schedule is set.
   *
   * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_managed.html
   */
  public static managed(): Rotation { return new Rotation(new ManagedRotation()); }

  /** @internal */
  public static _of(engine: EngineFacts, options: DatabaseRotationOptions, engineOptions: PlannedOptions['engineOptions'] = {}, further?: Further): Rotation {
    requireIsolatedSubnets(options.vpc, options.vpcSubnets);
    return new Rotation(new DatabaseRotation({ ...options, engine, engineOptions, ...further }));
  }

  /** @internal */
  public readonly _plan: RotationPlan;

  private constructor(plan: RotationPlan) { this._plan = plan; }
}

type Further = Pick<PlannedOptions, 'statements' | 'wildcard' | 'port'>;

/** Of the option SSL. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.Oracle.Options.SSL.html */
const TCPS_PORT = 2484;

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticache.html */
function elastiCacheUser(options: RedisRotationOptions, userId: string): Rotation {
  const arn = (scope: Construct, resource: string) => Stack.of(scope).formatArn({ service: 'elasticache', resource });
  return Rotation._of(ELASTICACHE, options, { userId }, {
    statements: (scope) => [
      changeCache(['elasticache:DescribeUsers', 'elasticache:ModifyUser'], arn(scope, `user:${userId}`)),
      lookAtGroups(['elasticache:DescribeUserGroups'], arn(scope, 'usergroup:*')),
    ],
    wildcard: (scope) => ({ resource: arn(scope, 'usergroup:*'), reason: GROUPS_ARE_UNKNOWN }),
  });
}

function authToken(options: RedisRotationOptions, replicationGroupId: string): Rotation {
  refuseUnless(options.username === 'default', {
    what: 'username of an AUTH token', got: options.username, allowed: 'default', fix: 'an AUTH token is for no other user',
  });
  return Rotation._of(AUTH_TOKEN, options, { replicationGroupId }, {
    statements: (scope) => [changeCache(
      ['elasticache:DescribeReplicationGroups', 'elasticache:ModifyReplicationGroup'], Stack.of(scope).formatArn({ service: 'elasticache', resource: `replicationgroup:${replicationGroupId}` }),
    )],
  });
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonmemorydb.html */
function memoryDbUser(options: RedisRotationOptions): Rotation {
  const arn = (scope: Construct, resource: string) => Stack.of(scope).formatArn({ service: 'memorydb', resource });
  return Rotation._of(MEMORYDB, options, {}, {
    statements: (scope) => [
      changeCache(['memorydb:DescribeUsers', 'memorydb:UpdateUser'], arn(scope, `user/${options.username}`)),
      lookAtGroups(['memorydb:DescribeACLs'], arn(scope, 'acl/*')),
    ],
    wildcard: (scope) => ({ resource: arn(scope, 'acl/*'), reason: GROUPS_ARE_UNKNOWN }),
  });
}

const changeCache = (actions: string[], arn: string): iam.PolicyStatement => new iam.PolicyStatement({ sid: 'ChangeThisUser', actions, resources: [arn] });
const lookAtGroups = (actions: string[], arn: string): iam.PolicyStatement => new iam.PolicyStatement({ sid: 'LookAtGroups', actions, resources: [arn] });

const GROUPS_ARE_UNKNOWN = 'the function only looks whether the groups that its user is in are used by a cache, and which those are is known when it runs';
