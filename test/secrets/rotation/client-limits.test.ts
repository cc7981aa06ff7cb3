import { once } from 'node:events';
import { type AddressInfo, type Server, type Socket, createServer } from 'node:net';
import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CLIENT_LIMITS } from '../../../src/secrets/rotation/client-limits';

/** Milliseconds that a rotation function has at least: that of an API key. */
const SHORTEST = 60_000;

/** Milliseconds for all but the waiting. */
const MARGIN = 2_000;

let server: Server;
const sockets = new Set<Socket>();
beforeAll(async () => {
  server = createServer((socket) => { sockets.add(socket.on('error', () => undefined)); }).listen(0, '127.0.0.1'); // it takes connections, and never answers
  await once(server, 'listening');
});
afterAll(async () => {
  sockets.forEach((socket) => socket.destroy());
  server.close();
  await once(server, 'close');
});

test('a service that does not answer ends a call within the limit, as a timeout', async () => {
  const { requestTimeout } = CLIENT_LIMITS.requestHandler;
  const client = new SecretsManagerClient({
    ...CLIENT_LIMITS,
    maxAttempts: 1,
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
  });
  const started = Date.now();
  await expect(client.send(new DescribeSecretCommand({ SecretId: 'any' }))).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(Date.now() - started).toBeLessThan(requestTimeout + MARGIN);
  expect(sockets.size).toBe(1);
  client.destroy();
}, CLIENT_LIMITS.requestHandler.requestTimeout + 2 * MARGIN);

test('all attempts of a call end before the function does', () => {
  const { maxAttempts, requestHandler: { connectionTimeout, requestTimeout } } = CLIENT_LIMITS;
  expect(maxAttempts * (connectionTimeout + requestTimeout)).toBeLessThan(SHORTEST);
});
