/** How a password may change while clients use it. */
export type StrategyName = 'single-user' | 'alternating-users' | 'dual-password';

/** Where a server runs, as far as rotation must know it. */
export type DatabaseKind = 'rds' | 'documentdb' | 'redshift' | 'elasticache' | 'memorydb' | 'server';

/** What rotation must know of one kind of server: its rules for users and passwords, with their source. */
export interface EngineFacts {
  /** Name of the bundle in assets/secrets/rotation. */
  readonly id: string;
  readonly title: string;
  /** `engine` in the secret's JSON, as AWS's own functions and clients read it. */
  readonly jsonName: string;
  /** The first is the default. */
  readonly strategies: readonly StrategyName[];
  readonly kinds: readonly DatabaseKind[];
  /** What `engineType` of a database of RDS begins with. */
  readonly rdsEngines: readonly string[];
  /** Whether the secret's JSON must name a database. */
  readonly needsDatabase?: boolean;
  /** Bytes of UTF-8. */
  readonly longestUsername: number;
  readonly password: { readonly min: number; readonly max: number; readonly usual: number };
  /** Characters that no password has. */
  readonly excluded: string;
  /** Longer than anything that the function waits for. */
  readonly timeoutSeconds: number;
  readonly sources: readonly string[];
}

/**
 * What neither a shell, nor a URL, nor a connection string takes for something else: letters, digits and `,-.=^_` are left.
 * It is what CDK excludes for databases, too: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_rds.DatabaseSecret.html
 */
export const EXCLUDED = ' %+~`#$&*()|[]{}:;<>?!\'/@"\\';

/** ElastiCache and MemoryDB take no commas either. */
const EXCLUDED_BY_CACHES = `${EXCLUDED},`;

const DOCS = 'https://docs.aws.amazon.com';

/** A rotation of two users with many grants in many databases runs a hundred statements and more; what hangs is ended by limits of its own. */
const TIMEOUT_SECONDS = 300;

export const POSTGRES: EngineFacts = {
  id: 'postgres',
  title: 'PostgreSQL',
  jsonName: 'postgres',
  strategies: ['single-user', 'alternating-users'],
  kinds: ['rds', 'server'],
  rdsEngines: ['postgres', 'aurora-postgresql'],
  longestUsername: 63,
  password: { min: 8, max: 128, usual: 32 },
  excluded: EXCLUDED,
  timeoutSeconds: TIMEOUT_SECONDS,
  sources: ['https://www.postgresql.org/docs/current/limits.html', `${DOCS}/AmazonRDS/latest/UserGuide/CHAP_Limits.html`],
};

export const MYSQL: EngineFacts = {
  id: 'mysql',
  title: 'MySQL',
  jsonName: 'mysql',
  strategies: ['single-user', 'alternating-users', 'dual-password'],
  kinds: ['rds', 'server'],
  rdsEngines: ['mysql', 'aurora-mysql'],
  longestUsername: 32,
  password: { min: 8, max: 41, usual: 32 },
  excluded: EXCLUDED,
  timeoutSeconds: TIMEOUT_SECONDS,
  sources: [
    'https://dev.mysql.com/doc/refman/8.4/en/user-names.html', 'https://dev.mysql.com/doc/refman/8.4/en/password-management.html',
    `${DOCS}/AmazonRDS/latest/UserGuide/CHAP_Limits.html`,
  ],
};

export const MARIADB: EngineFacts = {
  id: 'mariadb',
  title: 'MariaDB',
  jsonName: 'mariadb',
  strategies: ['single-user', 'alternating-users'],
  kinds: ['rds', 'server'],
  rdsEngines: ['mariadb'],
  longestUsername: 80,
  password: { min: 8, max: 41, usual: 32 },
  excluded: EXCLUDED,
  timeoutSeconds: TIMEOUT_SECONDS,
  sources: ['https://mariadb.com/kb/en/identifier-names/', `${DOCS}/AmazonRDS/latest/UserGuide/CHAP_Limits.html`],
};

export const REDSHIFT: EngineFacts = {
  id: 'redshift',
  title: 'Amazon Redshift',
  jsonName: 'redshift',
  strategies: ['single-user', 'alternating-users'],
  kinds: ['redshift', 'server'],
  rdsEngines: [],
  longestUsername: 127,
  password: { min: 8, max: 64, usual: 32 },
  excluded: EXCLUDED,
  timeoutSeconds: TIMEOUT_SECONDS,
  sources: [`${DOCS}/redshift/latest/dg/r_CREATE_USER.html`, `${DOCS}/redshift/latest/dg/r_names.html`],
};

export const DOCUMENT_DB: EngineFacts = {
  id: 'document-db',
  title: 'Amazon DocumentDB',
  jsonName: 'mongo',
  strategies: ['single-user', 'alternating-users'],
  kinds: ['documentdb', 'server'],
  rdsEngines: [],
  longestUsername: 63,
  password: { min: 8, max: 100, usual: 32 },
  excluded: EXCLUDED,
  timeoutSeconds: TIMEOUT_SECONDS,
  sources: [`${DOCS}/documentdb/latest/developerguide/limits.html`],
};

export const SQL_SERVER: EngineFacts = {
  id: 'sql-server',
  title: 'Microsoft SQL Server',
  jsonName: 'sqlserver',
  strategies: ['single-user', 'alternating-users'],
  kinds: ['rds', 'server'],
  rdsEngines: ['sqlserver'],
  longestUsername: 128,
  password: { min: 8, max: 128, usual: 32 },
  excluded: EXCLUDED,
  timeoutSeconds: TIMEOUT_SECONDS,
  sources: ['https://learn.microsoft.com/sql/t-sql/statements/create-login-transact-sql', `${DOCS}/AmazonRDS/latest/UserGuide/CHAP_Limits.html`],
};

export const ORACLE: EngineFacts = {
  id: 'oracle',
  title: 'Oracle Database',
  jsonName: 'oracle',
  strategies: ['single-user', 'alternating-users', 'dual-password'],
  kinds: ['rds', 'server'],
  rdsEngines: ['oracle', 'custom-oracle'],
  needsDatabase: true,
  longestUsername: 128,
  password: { min: 8, max: 30, usual: 30 },
  excluded: EXCLUDED,
  timeoutSeconds: TIMEOUT_SECONDS,
  sources: [
    'https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/Database-Object-Names-and-Qualifiers.html',
    `${DOCS}/AmazonRDS/latest/UserGuide/CHAP_Limits.html`,
  ],
};

export const REDIS: EngineFacts = {
  id: 'redis',
  title: 'Redis or Valkey',
  jsonName: 'redis',
  strategies: ['dual-password', 'alternating-users'],
  kinds: ['server'],
  rdsEngines: [],
  longestUsername: 255,
  password: { min: 16, max: 128, usual: 32 },
  excluded: EXCLUDED,
  timeoutSeconds: TIMEOUT_SECONDS,
  sources: ['https://valkey.io/topics/acl/'],
};

export const ELASTICACHE: EngineFacts = {
  ...REDIS,
  id: 'elasticache',
  title: 'Amazon ElastiCache',
  strategies: ['dual-password'],
  kinds: ['elasticache'],
  longestUsername: 120,
  excluded: EXCLUDED_BY_CACHES,
  timeoutSeconds: 840,
  sources: [`${DOCS}/AmazonElastiCache/latest/dg/Clusters.RBAC.html`, `${DOCS}/AmazonElastiCache/latest/APIReference/API_CreateUser.html`],
};

export const MEMORYDB: EngineFacts = {
  ...REDIS,
  id: 'memory-db',
  title: 'Amazon MemoryDB',
  strategies: ['dual-password'],
  kinds: ['memorydb'],
  longestUsername: 40,
  excluded: EXCLUDED_BY_CACHES,
  timeoutSeconds: 840,
  sources: [`${DOCS}/memorydb/latest/devguide/clusters.acls.html`, `${DOCS}/memorydb/latest/APIReference/API_CreateUser.html`],
};

/** The AUTH token of a replication group without users. It takes letters, digits and `!&#$^<>-`. */
export const AUTH_TOKEN: EngineFacts = {
  ...ELASTICACHE,
  title: 'the AUTH token of Amazon ElastiCache',
  longestUsername: 'default'.length,
  excluded: `${EXCLUDED_BY_CACHES}.=_`,
  sources: [`${DOCS}/AmazonElastiCache/latest/dg/auth.html`],
};

/** All of them. */
export const ENGINES: readonly EngineFacts[] = [
  POSTGRES, MYSQL, MARIADB, REDSHIFT, DOCUMENT_DB, SQL_SERVER, ORACLE, REDIS, ELASTICACHE, AUTH_TOKEN, MEMORYDB,
];
