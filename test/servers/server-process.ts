import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { findCommand } from './commands';
import { freePorts } from './free-ports';
import { ServerFolder } from './server-folder';

/** How a server is started once its folder is prepared. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** What the server logs when it takes connections. */
  readonly ready: RegExp;
  /** The signal that ends the server at once, whatever clients are connected. */
  readonly stopSignal: NodeJS.Signals;
  /** Further files that the server logs to. */
  readonly logFiles?: readonly string[];
}

/** Two free ports: most servers that take both TLS and plaintext use one for each. */
export interface Ports {
  readonly tls: number;
  readonly plaintext: number;
}

const ATTEMPTS = 5;
const START_LIMIT = 60_000;
const STOP_LIMIT = 10_000;
const LOG = 'server.log';

/** A server's process in its private folder. */
export class ServerProcess {
  /** Prepares a folder and starts a server there; another process may take a free port first, so that is tried again. */
  public static async start(name: string, prepare: (folder: ServerFolder, ports: Ports) => Promise<Launch>): Promise<ServerProcess> {
    for (let attempt = 1; ; attempt++) {
      const folder = new ServerFolder(name);
      const [tls, plaintext] = await freePorts(2);
      try {
        const started = new ServerProcess(await prepare(folder, { tls, plaintext }), folder);
        await started.untilReady();
        return started;
      } catch (error) {
        folder.remove();
        if (attempt === ATTEMPTS || !/address already in use|error: 98/i.test(String(error))) { throw error; }
      }
    }
  }

  private readonly child: ChildProcess;
  private lastLog?: string;

  private constructor(private readonly launch: Launch, public readonly folder: ServerFolder) {
    const output = openSync(folder.path(LOG), 'a');
    const [command, ...args] = [...endedWithParent(launch.stopSignal), launch.command, ...launch.args];
    this.child = spawn(command, args, { cwd: folder.root, env: launch.env ?? process.env, stdio: ['ignore', output, output], ...folder.owner });
    closeSync(output);
  }

  public get pid(): number {
    return this.child.pid!;
  }

  /** Everything that was logged. Servers write to files, so that what they logged before they answered is here when the answer is. */
  public log(): string {
    return this.lastLog ?? [this.folder.path(LOG), ...this.launch.logFiles ?? []]
      .filter((file) => existsSync(file)).map((file) => readFileSync(file, 'utf8')).join('');
  }

  /** Ends the process and removes its folder; the log can still be read. */
  public async stop(): Promise<void> {
    if (this.lastLog !== undefined) { return; }
    await this.end();
    this.lastLog = this.log();
    this.folder.remove();
  }

  private get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  private async untilReady(): Promise<void> {
    if (this.child.pid === undefined) { await once(this.child, 'spawn'); }
    const limit = Date.now() + START_LIMIT;
    while (!this.launch.ready.test(this.log())) {
      if (this.hasEnded || Date.now() > limit) {
        await this.end();
        throw new Error(`${this.launch.command} does not start:\n${this.log()}`);
      }
      await delay(10);
    }
  }

  private async end(): Promise<void> {
    if (this.hasEnded) { return; }
    const ended = once(this.child, 'exit');
    const force = setTimeout(() => this.child.kill('SIGKILL'), STOP_LIMIT);
    this.child.kill(this.launch.stopSignal);
    await ended;
    clearTimeout(force);
  }
}

/** On Linux a server ends with the process that started it, even if that is killed. */
function endedWithParent(signal: NodeJS.Signals): readonly string[] {
  const setpriv = process.platform === 'linux' ? findCommand('setpriv') : undefined;
  return setpriv ? [setpriv, '--pdeathsig', signal.slice('SIG'.length), '--'] : [];
}
