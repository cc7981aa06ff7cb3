import { type ChildProcess, spawn } from 'node:child_process';
import { LAMBDA_NODE } from '../../../../servers/lambda-node';

/** Runs the steps of one rotation, as Lambda's runtime would, and prints the outcome of each. */
const RUNNER = `
const { handler } = require(process.argv[1]);
(async () => {
  for (const Step of ['createSecret', 'setSecret', 'testSecret', 'finishSecret']) {
    await handler({ Step, SecretId: process.env.SECRET_ARN, ClientRequestToken: process.argv[2], RotationToken: process.argv[3] }, { getRemainingTimeInMillis: () => 60000 });
  }
})().catch((error) => { console.error(error); process.exitCode = 1; });
`;

/** A rotation function in a process of its own, on the version of Node.js that Lambda has. */
export class RotationProcess {
  public output = '';
  public readonly ended: Promise<number | NodeJS.Signals>;
  private readonly child: ChildProcess;

  constructor(file: string, token: string, rotationToken: string, environment: Readonly<Record<string, string>>) {
    this.child = spawn(LAMBDA_NODE, ['-e', RUNNER, file, token, rotationToken], { env: { PATH: process.env.PATH, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    const listen = (data: Buffer) => { this.output += data.toString(); };
    this.child.stdout?.on('data', listen);
    this.child.stderr?.on('data', listen);
    this.ended = new Promise((done) => { this.child.on('close', (code, signal) => { done(signal ?? code ?? 1); }); });
  }

  /** Ends it as a machine that goes away does: nothing of it runs on. */
  public kill(): void { this.child.kill('SIGKILL'); }
}
