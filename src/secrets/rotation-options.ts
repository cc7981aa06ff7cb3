import type { aws_ec2 as ec2, aws_lambda as lambda } from 'aws-cdk-lib';
import type { Database } from './database';
import type { RotationStrategy } from './rotation-strategy';

/** Where a rotation function runs. */
export interface RotationFunctionOptions {
  /** The VPC that the function runs in. It needs an endpoint of Secrets Manager. */
  readonly vpc: ec2.IVpc;

  /**
   * The subnets that the function runs in. Needed where the VPC has no isolated ones.
   *
   * @default - the isolated subnets
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * Addresses or security groups of the VPC endpoints that the function calls by HTTPS.
   *
   * @default - the addresses of the VPC
   */
  readonly endpoints?: ec2.IPeer[];

  /**
   * How many may run at once, reserved from the account's own limit. With fewer than 10, AWS warns, rotations may be throttled.
   *
   * @default 10
   * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
   */
  readonly reservedConcurrentExecutions?: number;
}

/** The user of a server whose password rotates. */
export interface UserRotationOptions extends RotationFunctionOptions {
  /** The server. The function connects to no other, whatever the secret says. */
  readonly database: Database;

  /**
   * The user: a letter or underscore, then letters, digits and `_.$#@-`, as long as the engine takes. The function changes no other,
   * whatever the secret says. The user must exist; the second of two that take turns (`<username>_clone`) is made by the function.
   */
  readonly username: string;

  /**
   * How the password changes.
   *
   * @default - one user; with two passwords where the engine always has them (Redis, Valkey, ElastiCache, MemoryDB)
   */
  readonly strategy?: RotationStrategy;

  /**
   * Characters of a password, within what the engine takes.
   *
   * @default - 32, or the most that the engine takes
   */
  readonly passwordLength?: number;

  /**
   * Punctuation marks that no password has, beside those which the engine, a shell or a URL could take for something else.
   *
   * @default - none beside ``%+~`#$&*()|[]{}:;<>?!'/@"\`` and the space
   */
  readonly excludeCharacters?: string;
}

/** The user of a database whose password rotates. */
export interface DatabaseRotationOptions extends UserRotationOptions {
  /**
   * The database that the user and the function log in to. An empty name is refused.
   *
   * @default - the engine's own default; Oracle has none
   */
  readonly databaseName?: string;
}

/** The user of a PostgreSQL database whose password rotates. */
export interface PostgresRotationOptions extends DatabaseRotationOptions {
  /**
   * The role without login that both of two alternating users act as, and that owns what they make.
   *
   * @default - the first user
   */
  readonly actingRole?: string;
}

/** The user of a MariaDB database whose password rotates. */
export interface MariaDbRotationOptions extends DatabaseRotationOptions {
  /**
   * Whether the function sends new passwords as they are, for servers that validate them: MariaDB may then have them in its logs of statements.
   *
   * @default false
   */
  readonly plaintextPassword?: boolean;
}

/** The user of Amazon DocumentDB or MongoDB whose password rotates. */
export interface DocumentDbRotationOptions extends DatabaseRotationOptions {
  /**
   * The database that the user is defined in, where it is not the one it logs in to.
   *
   * @default - `admin` in Amazon DocumentDB, which has all users there; in MongoDB `databaseName`, or `admin`
   */
  readonly usersDatabase?: string;
}

/** The user of Oracle Database whose password rotates. */
export interface OracleRotationOptions extends DatabaseRotationOptions {
  /**
   * The port that takes TLS (TCPS): on Amazon RDS that of the option `SSL` in the option group, which the instance needs, with `SQLNET.SSL_VERSION` 1.2.
   *
   * @default - 2484 with Amazon RDS; the server's own port otherwise
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.Oracle.Options.SSL.html
   */
  readonly tcpsPort?: number;
}

/** Where Redis or Valkey keeps its users over a restart. */
export enum RedisPersistence {
  /** In the file of the setting `aclfile`: saved by `ACL SAVE`. */
  ACL_FILE = 'aclfile',
  /** In the server's own configuration file: saved by `CONFIG REWRITE`. */
  CONFIGURATION = 'config',
}

/** The user of Redis, Valkey, ElastiCache or MemoryDB whose passwords rotate. */
export interface RedisRotationOptions extends UserRotationOptions {
  /**
   * Id of the user in ElastiCache, where it is not its name.
   *
   * @default - the username
   */
  readonly userId?: string;

  /**
   * Id of a replication group of ElastiCache without users: its AUTH token rotates, and the username is `default`.
   *
   * @default - the password of a user rotates
   */
  readonly replicationGroupId?: string;

  /**
   * Further nodes (`host:port`, the port from 1 to 65535 in digits) of Redis or Valkey that you run yourself: replicas and members of a cluster
   * keep users of their own. The function gets a rule for each port in the security groups of `database`, which must be those of the nodes, too.
   *
   * @default - one node
   */
  readonly nodes?: string[];

  /**
   * Where Redis or Valkey that you run yourself keeps its users.
   *
   * @default - something else writes them: the function saves nothing
   */
  readonly persistence?: RedisPersistence;
}

/** A peer that a function may call, and the port. */
export interface RotationEgress {
  /** Whom the function may call. */
  readonly peer: ec2.IPeer;

  /**
   * By which port.
   *
   * @default ec2.Port.HTTPS
   */
  readonly port?: ec2.Port;
}

/** A key that a provider issues. */
export interface ApiKeyRotationOptions extends RotationFunctionOptions {
  /**
   * The code that talks to the provider: a directory with a module that exports `create`, `test` and `revoke`. It is put into a Lambda layer.
   */
  readonly provider: lambda.Code;

  /** Names of the fields in the secret's JSON that the provider makes, such as `apiKey`. Fields beside them are kept as they are. */
  readonly fields: string[];

  /**
   * The module's file inside the code.
   *
   * @default 'provider.js'
   */
  readonly module?: string;

  /**
   * How the provider is reached, such as through a private endpoint. The subnets must have a route to it.
   *
   * @default - nobody is reached but the VPC endpoints
   */
  readonly egress?: RotationEgress[];
}
