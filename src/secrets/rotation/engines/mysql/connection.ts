import { connect as openSocket, isIP } from 'node:net';
import { type TLSSocket, checkServerIdentity } from 'node:tls';
import { type Connection as Driver, createConnection } from 'mysql2';
import type { Deadline } from '../../deadline';
import { RotationError } from '../../failure';
import type { Credential } from '../../secret-value';
import { type Trust, tlsOptions } from '../trust';
import { loginFailure, statementFailure } from './failure';

/** The values of a row, by column. */
export type Row = readonly unknown[];

/** An open connection. */
export interface Connection {
  run(statement: string): Promise<readonly Row[]>;
  close(): Promise<void>;
}

/** Opens a connection; tests put a wrapper around it. */
export type Connect = (credential: Credential) => Promise<Connection>;

const CONNECT_MILLISECONDS = 8_000;
const STATEMENT_MILLISECONDS = 15_000;

/** Opens connections with the driver `mysql2`. */
export function connectWith(trust: Trust, deadline: Deadline): Connect {
  return async ({ username, password, host, port, database }) => {
    const { ca, rejectUnauthorized, minVersion } = tlsOptions(trust, host);
    const name = trust.serverName ?? host;
    const driver = createConnection({
      user: username,
      password,
      host: name, // the driver compares it with the certificate, and the stream goes to the host
      stream: () => openSocket({ host, port, noDelay: true }),
      database,
      ssl: { ca: ca as string, rejectUnauthorized, minVersion, verifyIdentity: isIP(name) === 0 },
      connectTimeout: deadline.budget(CONNECT_MILLISECONDS),
      flags: ['-LOCAL_FILES'],
      disableEval: true,
      rowsAsArray: true,
    });
    driver.on('error', () => undefined); // a connection that the server cuts while nothing runs: the next statement tells
    checkIdentity(driver, name);
    await loggedIn(driver);
    let answers = true;
    return {
      run: (sql) => new Promise((resolve, reject) => {
        driver.query({ sql, timeout: deadline.budget(STATEMENT_MILLISECONDS) }, (error, rows) => {
          if (error === null) { return resolve(Array.isArray(rows) ? rows as Row[] : []); }
          const failure = statementFailure(error);
          answers = failure.errno !== undefined;
          reject(failure);
        });
      }),
      close: () => new Promise((done) => {
        if (answers) { driver.end(() => done()); } else { done(driver.destroy()); } // the driver would wait for the answer
      }),
    };
  };
}

function loggedIn(driver: Driver): Promise<void> {
  return new Promise((resolve, reject) => {
    driver.connect((error) => {
      if (error === null) { return resolve(); }
      driver.destroy();
      reject(loginFailure(error));
    });
  });
}

/** The part of the driver that begins TLS, before it sends anything of the user. */
interface Upgradable {
  readonly stream: TLSSocket;
  startTLS(secured: (error?: Error) => void): void;
}

/** The driver compares no certificate with an IP address, so it is done here, whatever the host is. */
function checkIdentity(driver: Driver, name: string): void {
  const upgradable = driver as unknown as Upgradable;
  if (typeof upgradable.startTLS !== 'function') { throw new RotationError('tls', 'the driver begins TLS in a way that rotation does not know'); }
  const startTLS = upgradable.startTLS.bind(driver);
  upgradable.startTLS = (secured) => {
    startTLS((error) => { secured(error ?? checkServerIdentity(name, upgradable.stream.getPeerCertificate())); });
  };
}
