import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import * as path from 'node:path';

/** Python with moto, where `scripts/test-servers.js` puts it. */
export const MOTO_PYTHON = path.join(__dirname, '..', '..', '.cache', 'moto', 'bin', 'python');

/** Whether it is there: the folder is made first and filled then. */
export const isMotoInstalled = (): boolean => existsSync(path.join(path.dirname(MOTO_PYTHON), 'moto_server'));

const PROGRAM = `
import sys
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer(ip_address='127.0.0.1', port=0, verbose=False)
server.start()
print('http://%s:%s' % server.get_host_and_port(), flush=True)
sys.stdin.read()
server.stop()
`;

/** AWS's services as moto has them, on loopback. */
export class MotoServer {
  public static async start(): Promise<MotoServer> {
    const process = spawn(MOTO_PYTHON, ['-c', PROGRAM], { stdio: ['pipe', 'pipe', 'ignore'] });
    const [line] = await once(process.stdout, 'data') as [Buffer];
    return new MotoServer(process, line.toString().trim());
  }

  private constructor(private readonly process: ChildProcess, public readonly endpoint: string) {}

  public async stop(): Promise<void> {
    this.process.stdin!.end();
    if (this.process.exitCode === null) { await once(this.process, 'exit'); }
  }
}
