import * as net from 'node:net';
import * as path from 'node:path';
import { RotationProcess } from './child';
import { createMaster, postgresScenario } from './scenario';
import type { Credentials } from '../../../../servers/database-server';
import { PostgresServer } from '../../../../servers/postgres';
import { describeWithServer } from '../../../../servers/required';
import { SecretsManagerStandIn } from '../../../stand-ins/secrets-manager';
import { leaked } from '../../canaries';
import { ROTATION_TOKEN, RotationRun } from '../../rotation-run';

jest.setTimeout(300_000);

/** Between the function and the server: counts what the server answers, and tells of it before the function learns. */
class Relay {
  public static async start(target: number): Promise<Relay> {
    const relay = new Relay(target);
    await new Promise<void>((done) => { relay.listener.listen(0, '127.0.0.1', done); });
    return relay;
  }

  public answers = 0;
  private readonly sockets = new Set<net.Socket>();
  private readonly listener: net.Server;
  private readonly watchers: ((count: number) => void)[] = [];

  private constructor(target: number) {
    this.listener = net.createServer((client) => {
      const server = net.connect(target, '127.0.0.1');
      for (const socket of [client, server]) {
        this.sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => { client.destroy(); server.destroy(); });
      }
      client.on('data', (data) => server.write(data));
      server.on('data', (data) => {
        this.answers += 1;
        this.watchers.forEach((watch) => { watch(this.answers); });
        client.write(data);
      });
    });
  }

  public get port(): number { return (this.listener.address() as net.AddressInfo).port; }

  /** Told of each answer before the function learns of it. */
  public watch(watcher: (count: number) => void): void { this.watchers.push(watcher); }

  public async stop(): Promise<void> {
    this.sockets.forEach((socket) => socket.destroy());
    await new Promise<void>((done) => { this.listener.close(() => { done(); }); });
  }
}

describeWithServer('Node.js 24', 'PostgreSQL\'s function', () => describeWithServer('PostgreSQL from npm', 'in a process that is killed', () => {
  const file = path.join(__dirname, '../../../../../assets/secrets/rotation/postgres.lambda/index.js'); // as it is shipped
  let server: PostgresServer;
  let master: Credentials;
  let secretsManager: SecretsManagerStandIn;

  beforeAll(async () => {
    [server, secretsManager] = await Promise.all([PostgresServer.start(), SecretsManagerStandIn.start()]);
    master = await createMaster(server);
  });
  afterAll(async () => { await Promise.all([server.stop(), secretsManager.stop()]); });

  test.each(['single-user', 'alternating-users'] as const)('killed at any call of Secrets Manager and any answer of the server, %s, the next one ends the rotation', async (strategy) => {
    const scenario = postgresScenario(() => server, () => master, 'PostgreSQL 18', strategy);
    let run = await RotationRun.start(scenario, secretsManager);
    const outputs: string[] = [];
    const passwords = new Set<string>();
    const start = (token: string) => new RotationProcess(file, token, ROTATION_TOKEN, {
      ...run.environment(),
      ENGINE_OPTIONS: JSON.stringify({ authorities: server.ca }),
      AWS_REGION: run.arn.split(':')[3],
      AWS_ENDPOINT_URL: secretsManager.endpoint,
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'example',
      AWS_SESSION_TOKEN: 'example',
    });
    /** The server behind a relay of its own. */
    const behindRelay = async () => {
      const relay = await Relay.start(server.port);
      secretsManager.putSecretValue(run.arn, JSON.stringify({ ...run.current(), port: relay.port }));
      return relay;
    };
    const whole = await behindRelay();
    const calls = () => secretsManager.calls.length;
    const before = calls();
    const undisturbed = start(secretsManager.rotate(run.arn));
    expect([await undisturbed.ended, undisturbed.output]).toEqual([0, expect.any(String)]);
    const places = { calls: calls() - before, answers: whole.answers };
    await whole.stop();
    expect(places.answers).toBeGreaterThan(10);

    // every call of Secrets Manager, and every fourth answer of the server: a login alone takes several
    const kills = [
      ...Array.from({ length: places.calls }, (_, at) => ({ kind: 'call', at: at + 1 })),
      ...Array.from({ length: Math.floor(places.answers / 4) }, (_, at) => ({ kind: 'answer', at: (at * 4) + 1 + (at % 4) })),
    ];
    for (const { kind, at } of kills) {
      run = run.again();
      const relay = await behindRelay();
      const token = secretsManager.rotate(run.arn);
      const doomed = start(token);
      const from = calls();
      const unhook = secretsManager.faults.onCall((_call, phase) => {
        if (kind === 'call' && phase === 'after' && calls() - from >= at) { doomed.kill(); }
      });
      relay.watch((count) => { if (kind === 'answer' && count >= at) { doomed.kill(); } });
      await doomed.ended;
      unhook();
      const next = start(token);
      expect([kind, at, await next.ended, next.output]).toEqual([kind, at, 0, expect.any(String)]);
      outputs.push(doomed.output, next.output);
      await relay.stop();
      run.stored().forEach(({ password }) => passwords.add(String(password)));
      expect(await run.world.loginWorks(run.current())).toBe(true);
      expect(await run.world.snapshot(String(run.current().username))).toEqual(run.before);
    }
    expect(leaked(outputs.join('\n'), [...passwords, ROTATION_TOKEN, master.password])).toEqual([]);
    expect(leaked(server.log(), [...passwords])).toEqual([]);
  });
}));
