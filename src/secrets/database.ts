import {
  Token, aws_ec2 as ec2, aws_secretsmanager as secretsmanager, type aws_docdb as docdb, type aws_rds as rds, type aws_redshift as redshift,
} from 'aws-cdk-lib';
import { CertificateAuthority } from './certificate-authority';
import type { EngineOptions } from './private/engine-options';
import type { DatabaseKind } from './private/engines';
import { isHost, isPort } from './private/server-address';
import { InvalidInputError, refuseUnless } from '../private/errors';

/** How the rotation function knows the server's certificate. */
export interface DatabaseCertificateOptions {
  /**
   * Who signed the server's certificate.
   *
   * @default - `CertificateAuthority.RDS` for databases of Amazon RDS, Aurora and DocumentDB, otherwise `CertificateAuthority.AMAZON`
   */
  readonly certificateAuthority?: CertificateAuthority;

  /**
   * The name that the certificate is for, where it is not the host: behind a CNAME.
   *
   * @default - the host
   */
  readonly certificateName?: string;
}

/** A server that is known by its address. */
export interface DatabaseServerOptions extends DatabaseCertificateOptions {
  /** Host name, as the server's certificate has it. */
  readonly host: string;

  /** Port: 1 to 65,535. */
  readonly port: number;

  /** What the server is reached through: its security groups, or a construct that has them. They get a rule for the rotation function. */
  readonly access: ec2.IConnectable;

  /**
   * What Secrets Manager writes into the secret as its database (engine, host, port, name): a construct such as the `Cluster` of
   * aws-redshift-alpha.
   *
   * @default - the rotation function writes them where the secret lacks them
   */
  readonly attachTo?: secretsmanager.ISecretAttachmentTarget;
}

/**
 * The server whose users rotate: where it is, how it is reached, and whether Secrets Manager can attach secrets to it.
 *
 * The rotation function connects to this host only, whatever the secret says.
 */
export class Database implements ec2.IConnectable {
  /**
   * A database instance of Amazon RDS, made here or imported with its endpoint and security groups.
   *
   * @param options who signed the certificate: needed in a Region whose authorities of Amazon RDS the library does not have
   */
  public static instance(instance: rds.IDatabaseInstance, options: DatabaseCertificateOptions = {}): Database {
    return Database.ofAws('rds', instance, () => instance.instanceEndpoint, options, instance.engine?.engineType);
  }

  /**
   * A cluster of Amazon Aurora or Amazon RDS, made here or imported with its endpoint, port and security groups.
   *
   * @param options who signed the certificate: needed in a Region whose authorities of Amazon RDS the library does not have
   */
  public static cluster(cluster: rds.IDatabaseCluster, options: DatabaseCertificateOptions = {}): Database {
    return Database.ofAws('rds', cluster, () => cluster.clusterEndpoint, options, cluster.engine?.engineType);
  }

  /**
   * A cluster of Amazon DocumentDB, made here or imported with its endpoint, port and security group.
   *
   * @param options who signed the certificate: needed in a Region whose authorities of Amazon RDS the library does not have
   */
  public static documentDb(cluster: docdb.IDatabaseCluster, options: DatabaseCertificateOptions = {}): Database {
    return Database.ofAws('documentdb', cluster, () => cluster.clusterEndpoint, options);
  }

  /**
   * A provisioned cluster of Amazon Redshift. For Redshift Serverless use `Database.server` with the workgroup's endpoint.
   *
   * @param securityGroups the cluster's security groups
   */
  public static redshift(cluster: redshift.CfnCluster, ...securityGroups: ec2.ISecurityGroup[]): Database {
    return new Database('redshift', {
      host: cluster.attrEndpointAddress,
      port: Token.asNumber(cluster.attrEndpointPort),
      access: new ec2.Connections({ securityGroups }),
      attachTo: { asSecretAttachmentTarget: () => ({ targetId: cluster.ref, targetType: secretsmanager.AttachmentTargetType.REDSHIFT_CLUSTER }) },
    });
  }

  /** A replication group or serverless cache of Amazon ElastiCache whose users are in a user group. */
  public static elastiCache(options: DatabaseServerOptions): Database { return new Database('elasticache', options); }

  /** A cluster of Amazon MemoryDB whose users are in its access control list. */
  public static memoryDb(options: DatabaseServerOptions): Database { return new Database('memorydb', options); }

  /** Any other server: on EC2, on premises, or of a service that is not named above. */
  public static server(options: DatabaseServerOptions): Database { return new Database('server', options); }

  private static ofAws(
    kind: DatabaseKind, database: rds.IDatabaseInstance | rds.IDatabaseCluster | docdb.IDatabaseCluster, read: () => rds.Endpoint,
    { certificateAuthority = CertificateAuthority.RDS, certificateName }: DatabaseCertificateOptions, engineType?: string,
  ): Database {
    const { hostname: host, port } = Database.endpointOf(database.node.path, read);
    return new Database(kind, { host, port, access: database, attachTo: database, certificateAuthority, certificateName }, engineType);
  }

  private static endpointOf(path: string, read: () => rds.Endpoint): { readonly hostname: string; readonly port: number } {
    try {
      return read();
    } catch {
      throw new InvalidInputError({
        what: `database '${path}'`,
        got: 'no endpoint: it is imported without one',
        allowed: 'a database whose endpoint and port are known',
        fix: 'import it with its endpoint address and port',
      });
    }
  }

  /** The only host that the rotation function connects to. */
  public readonly host: string;
  /** The port. */
  public readonly port: number;
  /** The security groups of the server. */
  public readonly connections: ec2.Connections;
  /** What Secrets Manager can attach a secret to, if it knows the server. */
  public readonly attachmentTarget?: secretsmanager.ISecretAttachmentTarget;

  /** @internal */
  public readonly _trust: EngineOptions;
  /** @internal */
  public readonly _kind: DatabaseKind;
  /** @internal */
  public readonly _engineType?: string;

  private constructor(kind: DatabaseKind, options: DatabaseServerOptions, engineType?: string) {
    const { host, port, access, attachTo, certificateAuthority = CertificateAuthority.AMAZON, certificateName } = options;
    refuseUnless(isHost(host), {
      what: 'host of the database', got: host, allowed: 'a host name or an address', fix: 'pass it without scheme, port and path',
    });
    refuseUnless(isPort(port), { what: 'port of the database', got: port, allowed: '1 to 65,535', fix: 'pass the port that the server listens on' });
    refuseUnless(access.connections.securityGroups.length > 0, {
      what: `security groups of the database '${Token.isUnresolved(host) ? 'whose host is a token' : host}'`,
      got: 'none',
      allowed: 'one or more',
      fix: 'import the database with its security groups, or pass them: the rotation function needs a rule to reach it',
    });
    this.host = host;
    this.port = port;
    this.connections = access.connections;
    this.attachmentTarget = attachTo;
    this._trust = { ...certificateAuthority._options, ...certificateName === undefined ? {} : { serverName: certificateName } };
    this._kind = kind;
    this._engineType = engineType;
  }
}
