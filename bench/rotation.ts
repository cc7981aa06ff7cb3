import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { gzipSync } from 'node:zlib';
import { createMaster, postgresScenario } from '../test/secrets/rotation/engines/postgres/scenario';
import { RotationRun } from '../test/secrets/rotation/rotation-run';
import { SecretsManagerStandIn } from '../test/secrets/stand-ins/secrets-manager';
import { isLambdaNodeInstalled, LAMBDA_NODE } from '../test/servers/lambda-node';
import { PostgresServer } from '../test/servers/postgres';

const ASSETS = path.join(__dirname, '..', 'assets', 'secrets', 'rotation');
const STARTS = 9;
const ROTATIONS = 20;

/** Cold import of PostgreSQL's bundle, in milliseconds of the importing thread. */
const BUDGET = 60;

/** What the functions run on, where it is installed: Node.js 20 lacks what the driver asks for first, and loads its whole `fetch` instead. */
const NODE = isLambdaNodeInstalled() ? LAMBDA_NODE : process.execPath;

/** Milliseconds of processor time that a fresh process takes to load a bundle, beyond its own start. */
interface ColdImport {
  /** Of the thread that imports: what a clock shows on a machine that does nothing else. Node.js 20 can't tell it, and gives that of all threads. */
  readonly thread: number;
  /** With V8's helpers, which compile and collect garbage beside it. */
  readonly all: number;
}

const IMPORT = `
  const threadUsage = (process.threadCpuUsage ?? process.cpuUsage).bind(process);
  const milliseconds = ({ user, system }) => (user + system) / 1000;
  const before = [threadUsage(), process.cpuUsage()];
  require(process.argv[1]);
  console.log(JSON.stringify({ thread: milliseconds(threadUsage(before[0])), all: milliseconds(process.cpuUsage(before[1])) }));
`;

function coldImport(file: string): ColdImport {
  const environment = { ...process.env, AWS_REGION: 'ap-northeast-2', NODE_NO_WARNINGS: '1' };
  const times = Array.from({ length: STARTS }, () => JSON.parse(execFileSync(NODE, ['-e', IMPORT, file], { env: environment, encoding: 'utf8' })) as ColdImport);
  const median = (of: keyof ColdImport) => times.map((time) => time[of]).sort((a, b) => a - b)[Math.floor(STARTS / 2)];
  return { thread: median('thread'), all: median('all') };
}

/** Size and cold import of each rotation function, and a whole rotation against PostgreSQL on loopback. */
export async function benchRotation(): Promise<boolean> {
  let isWithin = true;
  console.log(`functions on Node.js ${execFileSync(NODE, ['--version'], { encoding: 'utf8' }).trim()}`);
  for (const name of fs.readdirSync(ASSETS).sort()) {
    const file = path.join(ASSETS, name, 'index.js');
    const bundle = fs.readFileSync(file);
    const { thread, all } = coldImport(file);
    const isPostgres = name === 'postgres.lambda';
    const over = isPostgres && thread > BUDGET;
    if (over) { isWithin = false; }
    const sizes = `${Math.round(bundle.length / 1024)} KB, ${Math.round(gzipSync(bundle).length / 1024)} KB packed`;
    const times = `cold import ${thread.toFixed(1)} ms, ${all.toFixed(1)} ms with V8's helpers`;
    console.log(`${over ? '✗' : '✓'} ${name.replace('.lambda', '')}: ${sizes}, ${times}${isPostgres ? `, budget ${BUDGET}` : ''}`);
  }
  const [server, secretsManager] = await Promise.all([PostgresServer.start(), SecretsManagerStandIn.start()]);
  try {
    const master = await createMaster(server);
    for (const strategy of ['single-user', 'alternating-users'] as const) {
      const run = await RotationRun.start(postgresScenario(() => server, () => master, 'PostgreSQL', strategy), secretsManager);
      const times: number[] = [];
      for (let rotation = 0; rotation < ROTATIONS; rotation += 1) {
        const token = secretsManager.rotate(run.arn);
        const started = process.hrtime.bigint();
        const failure = await run.rotate(token);
        if (failure) { throw failure; }
        times.push(Number(process.hrtime.bigint() - started) / 1e6);
      }
      times.sort((a, b) => a - b);
      console.log(`✓ a whole rotation, PostgreSQL ${server.version} on loopback, ${strategy}: median ${times[Math.floor(times.length / 2)].toFixed(0)} ms, slowest ${times[times.length - 1].toFixed(0)} ms`);
    }
  } finally {
    await Promise.all([server.stop(), secretsManager.stop()]);
  }
  return isWithin;
}
