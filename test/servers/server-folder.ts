import { chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

/** User and group that a server runs as: none where the tests run as an ordinary user. */
export type Owner = Partial<Record<'uid' | 'gid', number>>;

/** Servers refuse root, or should not have it: root runs them as the user who owns nothing. */
function unprivileged(): Owner {
  if (process.getuid?.() !== 0) { return {}; }
  const nobody = /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'));
  if (!nobody) { throw new Error('servers cannot be started as root, and there is no user nobody'); }
  return { uid: Number(nobody[1]), gid: Number(nobody[2]) };
}

/** Whether all may enter a file or folder and all folders that it lies in. */
function isOpenToAll(file: string): boolean {
  const parent = path.dirname(file);
  return /[1357]$/.test(statSync(file).mode.toString(8)) && (parent === file || isOpenToAll(parent));
}

/** A server's private folder, which only its user can read. */
export class ServerFolder {
  public readonly owner = unprivileged();
  public readonly root: string;

  public constructor(name: string) {
    this.root = mkdtempSync(path.join(tmpdir(), `cdk-gold-${name}-`));
    this.give(this.root);
  }

  public path(name: string): string {
    return path.join(this.root, name);
  }

  public write(name: string, text: string): string {
    const file = this.path(name);
    writeFileSync(file, text, { mode: 0o600 });
    return this.give(file);
  }

  public makeFolder(name: string): string {
    const folder = this.path(name);
    mkdirSync(folder, { mode: 0o700 });
    return this.give(folder);
  }

  /** Programs in a checkout that only root can enter are copied to where the server's user can run them. */
  public reachable(file: string): string {
    if (this.owner.uid === undefined || isOpenToAll(file)) { return file; }
    const copy = this.path(path.basename(file));
    cpSync(file, copy, { recursive: true });
    return copy;
  }

  public remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  private give(file: string): string {
    const { uid, gid } = this.owner;
    if (uid !== undefined && gid !== undefined) { chownSync(file, uid, gid); }
    return file;
  }
}
