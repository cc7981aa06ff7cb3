import oracledb from 'oracledb';
import { Deadline } from '../../../../../src/secrets/rotation/deadline';
import { connectWith } from '../../../../../src/secrets/rotation/engines/oracle/connection';
import { OracleEngine } from '../../../../../src/secrets/rotation/engines/oracle/oracle-engine';
import type { Credential } from '../../../../../src/secrets/rotation/secret-value';

jest.mock('oracledb', () => ({ __esModule: true, default: { getConnection: jest.fn() } }));

const CREDENTIAL: Credential = { username: 'app', password: 'canary-of-a-password', host: 'localhost', port: 2484, database: 'ORCL', fields: {} };

/** A connection that the driver opened, at a server that calls it by a protocol. */
function opened(protocol?: string) {
  const rows = protocol === undefined ? [] : [{ PROTOCOL: protocol }];
  const driver = { execute: jest.fn(async () => ({ rows })), close: jest.fn(async () => undefined), callTimeout: 0 };
  const getConnection = jest.mocked(oracledb.getConnection as (options: oracledb.ConnectionAttributes) => Promise<unknown>).mockResolvedValue(driver);
  return { driver, getConnection };
}

const connect = connectWith({ authorities: '' }, new Deadline(() => 2_500));

test.each(['tcp', 'ipc', undefined])('a connection that the server calls unencrypted, by the protocol %p, is closed before anything is sent on it', async (protocol) => {
  const { driver } = opened(protocol);
  const engine = new OracleEngine(connect, { dualPassword: false });
  await expect(engine.commit(CREDENTIAL, { ...CREDENTIAL, password: 'pending' })).rejects.toMatchObject({ kind: 'tls' });
  expect(driver.execute).toHaveBeenCalledTimes(1);
  expect(driver.close).toHaveBeenCalledTimes(1);
});

test('a connection and its statements take no longer than the function has', async () => {
  const { driver, getConnection } = opened('tcps');
  await connect(CREDENTIAL);
  const [[{ connectTimeout, transportConnectTimeout }]] = getConnection.mock.calls;
  expect([connectTimeout, transportConnectTimeout]).toEqual([1, 1]); // seconds
  expect(driver.callTimeout).toBeGreaterThan(0);
  expect(driver.callTimeout).toBeLessThanOrEqual(1_000);
});

test('a driver that opens connections in a way that rotation does not know is not used', () => {
  jest.resetModules();
  jest.doMock('oracledb/lib/thin/sqlnet/ntTcp.js', () => class { });
  expect(() => jest.requireActual('../../../../../src/secrets/rotation/engines/oracle/connection')).toThrow('tls: the driver connects in a way that rotation does not know');
});
