/** What a construct tells the function of one engine, in the variable ENGINE_OPTIONS: text, since JSON with tokens can't say more. */
export interface EngineOptions {
  /** PostgreSQL: the role that both of two users act as. */
  readonly actingRole?: string;
  /** The only authorities to trust, in PEM: of servers that are not AWS's. */
  readonly authorities?: string;
  /** Whose authorities to trust where there are no own ones: `rds`, the default, or `amazon`. */
  readonly authority?: string;
  /** MySQL, Oracle: `true` where the password that is replaced works on. */
  readonly dualPassword?: string;
  /** API keys: the fields of the secret that the provider makes, with commas between. */
  readonly fields?: string;
  /** Signing keys of CloudFront: the key group that trusts them. */
  readonly keyGroupId?: string;
  /** Redis: further nodes, `host:port` with commas between. */
  readonly nodes?: string;
  /** Redis: where users are saved, `aclfile` or `config`. */
  readonly persist?: string;
  /** Signing keys of CloudFront: the public key that the group was made with. */
  readonly placeholderId?: string;
  /** MariaDB: `true` where the server is told the password and not its hash. */
  readonly plaintextPassword?: string;
  /** Signing keys of CloudFront: what names of public keys begin with. */
  readonly prefix?: string;
  /** API keys: path of the user's module in its layer. */
  readonly providerModule?: string;
  /** ElastiCache: the replication group whose AUTH token rotates. */
  readonly replicationGroupId?: string;
  /** The name that the certificate must be for, where it is not the host. */
  readonly serverName?: string;
  /** Oracle: the port that takes TLS. */
  readonly tcpsPort?: string;
  /** ElastiCache: id of the user, where it is not its name. */
  readonly userId?: string;
  /** MongoDB: the database that the user is defined in. */
  readonly usersDatabase?: string;
}
