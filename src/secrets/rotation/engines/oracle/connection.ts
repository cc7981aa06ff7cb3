import oracledb from 'oracledb';
import { clientIdentity } from './client-identity';
import { OracleFailure, failureOf } from './failure';
import { guardTransport } from './transport';
import type { Deadline } from '../../deadline';
import { RotationError, refuseUnless } from '../../failure';
import type { Credential } from '../../secret-value';
import { type Trust, tlsOptions } from '../trust';

/** A row, by names of columns in upper case. */
export type Row = Readonly<Record<string, unknown>>;

/** Values of a statement, by the names that it has for them. */
export type Values = Readonly<Record<string, string>>;

/** An open connection. Oracle commits with every statement that changes users or grants. */
export interface Connection {
  run(statement: string, values?: Values): Promise<readonly Row[]>;
  close(): Promise<void>;
}

/** Opens a connection; tests put a stand-in for the server in its place. */
export type Connect = (credential: Credential) => Promise<Connection>;

const CONNECT_MILLISECONDS = 8_000;
const STATEMENT_MILLISECONDS = 15_000;
/** What the driver says where the server can't be reached in time. */
const TIMED_OUT = 'NJS-510';

guardTransport();

/**
 * Opens connections with the driver `oracledb` in its thin mode: TCPS only.
 *
 * @param tcpsPort the port for it, where secrets name another: CloudFormation writes the one without TLS into the secret that it attaches to an
 * instance of RDS
 */
export function connectWith(trust: Trust, deadline: Deadline, tcpsPort?: string): Connect {
  refuseUnless(tcpsPort === undefined || /^[1-9]\d{0,4}$/.test(tcpsPort), 'the option tcpsPort is no port: deploy the function with its construct');
  refuseUnless(trust.serverName === undefined, 'the driver compares the certificate of an Oracle server with its host only: take the option serverName away, and give the host that the certificate is for');
  return async (credential) => {
    const limit = deadline.budget(CONNECT_MILLISECONDS);
    const seconds = Math.ceil(limit / 1_000);
    const driver = await inTime(limit, oracledb.getConnection({
      user: credential.username,
      password: credential.password,
      connectString: addressOf({ ...credential, port: Number(tcpsPort ?? credential.port) }),
      walletContent: `${clientIdentity()}${String(tlsOptions(trust, credential.host).ca)}`,
      connectTimeout: seconds,
      transportConnectTimeout: seconds,
    }));
    driver.callTimeout = deadline.budget(STATEMENT_MILLISECONDS);
    const connection: Connection = {
      run: async (statement, values = {}) => {
        const { rows = [] } = await told(driver.execute<Row>(statement, values, { outFormat: oracledb.OUT_FORMAT_OBJECT }));
        return rows;
      },
      close: async () => told(driver.close()),
    };
    await checkProtocol(connection);
    return connection;
  };
}

/** Nothing of the secret gets into the address unchecked: it could name other hosts, or no encryption. */
export function addressOf({ host, port, database }: Credential): string {
  refuseUnless(database !== undefined && /^[A-Za-z0-9_$#.-]+$/.test(database), 'the secret has no dbname, or one that is no name of a service');
  return `(DESCRIPTION=(ADDRESS=(PROTOCOL=tcps)(HOST=${host})(PORT=${port}))(CONNECT_DATA=(SERVICE_NAME=${database}))(SECURITY=(SSL_SERVER_DN_MATCH=yes)))`;
}

/** TLS may end at a proxy before the server: no password is put into a statement before the server itself has said that it is encrypted. */
async function checkProtocol(connection: Connection): Promise<void> {
  const [row] = await connection.run('SELECT SYS_CONTEXT(\'USERENV\', \'NETWORK_PROTOCOL\') AS PROTOCOL FROM DUAL');
  if (row?.PROTOCOL === 'tcps') { return; }
  await connection.close().catch(() => undefined);
  throw new RotationError('tls', 'the connection is not encrypted: use the port of TCPS, on Amazon RDS that of the option SSL');
}

/** The driver limits how long it takes to reach the server, but not how long the login does. */
async function inTime(limit: number, opening: Promise<oracledb.Connection>): Promise<oracledb.Connection> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      opening.then(async (driver) => driver.close()).catch(() => undefined);
      reject(new OracleFailure([TIMED_OUT]));
    }, limit);
  });
  try {
    return await Promise.race([told(opening), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function told<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw failureOf(error);
  }
}
