import { checkServerIdentity } from 'node:tls';
import { Connection as Driver, Request } from 'tedious';
import type { Deadline } from '../../deadline';
import { RotationError } from '../../failure';
import type { Credential } from '../../secret-value';
import { type Trust, tlsOptions } from '../trust';
import { loginFailure, statementFailure } from './failure';

/** A row, by names of columns. */
export type Row = Readonly<Record<string, unknown>>;

/** An open connection. */
export interface Connection {
  /** Runs a batch as it is: inside dynamic SQL, as a parameterized request is, the server would not hide passwords from its traces. */
  run(statement: string): Promise<readonly Row[]>;
  close(): Promise<void>;
}

/** Opens a connection; tests put a stand-in for the server in its place. */
export type Connect = (credential: Credential) => Promise<Connection>;

const CONNECT_MILLISECONDS = 8_000;
const STATEMENT_MILLISECONDS = 15_000;
/** How long the server has to say that it gave up a statement, after its time: less than the deadline keeps back. */
const CANCEL_MILLISECONDS = 500;

/** Opens connections with the driver `tedious`, to the host that is given and to no other. */
export function connectWith(trust: Trust, deadline: Deadline): Connect {
  return async ({ username, password, host, port, database }) => {
    const { ca, minVersion } = tlsOptions(trust, host);
    const serverName = trust.serverName ?? host;
    const driver = new Driver({
      server: host,
      authentication: { type: 'default', options: { userName: username, password } },
      options: {
        port,
        database,
        encrypt: true,
        trustServerCertificate: false,
        serverName,
        cryptoCredentialsDetails: { ca, minVersion },
        connectTimeout: deadline.budget(CONNECT_MILLISECONDS),
        requestTimeout: deadline.budget(STATEMENT_MILLISECONDS),
        cancelTimeout: CANCEL_MILLISECONDS,
        maxRetriesOnTransientErrors: 0, // a second try could be a second failed login
        rowCollectionOnRequestCompletion: true,
        appName: 'cdk-gold-rotation',
      },
    });
    driver.on('error', () => undefined); // a connection that the server cuts while nothing runs: the next statement tells
    guard(driver, serverName);
    const ended = new Promise<void>((done) => { driver.once('end', () => done()); }); // it ends once, also by itself
    await loggedIn(driver);
    return {
      run: (statement) => new Promise((resolve, reject) => {
        driver.execSqlBatch(new Request(statement, (error, _count, rows) => {
          if (error) { reject(statementFailure(error)); } else { resolve((rows as Cell[][] | undefined ?? []).map(rowOf)); }
        }));
      }),
      close: async () => {
        driver.close();
        await ended;
      },
    };
  };
}

function loggedIn(driver: Driver): Promise<void> {
  return new Promise((resolve, reject) => {
    const numbers: number[] = [];
    driver.on('errorMessage', ({ number }) => { numbers.push(number); }); // the error itself does not have them
    driver.connect((error) => {
      if (error === undefined || error === null) { return resolve(); }
      driver.close();
      reject(loginFailure(error, numbers));
    });
  });
}

interface Cell {
  readonly value: unknown;
  readonly metadata: { readonly colName: string };
}

const rowOf = (cells: readonly Cell[]): Row => Object.fromEntries(cells.map(({ metadata, value }) => [metadata.colName, value]));

/** The parts of the driver that send the password, and that follow a server which names another one. */
interface Guarded {
  sendLogin7Packet(): void;
  performReRouting(): Promise<void>;
}

/** The driver would send the password in clear if the server said that it has no TLS, and connect to whatever host it named. */
function guard(driver: Driver, name: string): void {
  const guarded = driver as unknown as Guarded;
  if (typeof guarded.sendLogin7Packet !== 'function' || typeof guarded.performReRouting !== 'function') {
    throw new RotationError('tls', 'the driver logs in in a way that rotation does not know');
  }
  let isVerified = false;
  driver.on('secure', (socket) => { isVerified = socket.authorized && checkServerIdentity(name, socket.getPeerCertificate()) === undefined; });
  const send = guarded.sendLogin7Packet.bind(driver);
  guarded.sendLogin7Packet = () => {
    if (!isVerified) { throw new RotationError('tls', 'the server does not encrypt connections, or its certificate is for another host'); }
    send();
  };
  guarded.performReRouting = async () => { throw new RotationError('refused', 'the server names another host to connect to: name that one in the secret and the construct'); };
}

/** Runs work in a transaction. An error ends the connection, and with it the transaction. */
export async function inTransaction(connection: Connection, work: () => Promise<void>): Promise<void> {
  await connection.run('SET XACT_ABORT ON; BEGIN TRANSACTION');
  await work();
  await connection.run('COMMIT TRANSACTION');
}
