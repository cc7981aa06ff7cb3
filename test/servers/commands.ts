import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import * as path from 'node:path';
import type { ServerFolder } from './server-folder';

/** Folders of daemons that are not in everybody's path. */
const DAEMONS = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin'];

/** Whole path of an installed program. */
export function findCommand(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), ...DAEMONS];
  return folders.map((folder) => path.join(folder, name)).find(isExecutable);
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Runs a program to its end in a server's folder as the server's user, and gives what it printed. */
export function run(command: string, args: readonly string[], folder: ServerFolder, env: NodeJS.ProcessEnv = process.env): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd: folder.root, env, ...folder.owner }, (error, stdout, stderr) => {
      if (error) { reject(new Error(`${error.message}\n${stdout}${stderr}`)); } else { resolve(stdout); }
    });
  });
}

/** Version that a program prints, such as 10.11.19. */
export async function versionOf(command: string, folder: ServerFolder, env?: NodeJS.ProcessEnv): Promise<string> {
  const printed = await run(command, ['--version'], folder, env);
  const version = /\d+(\.\d+)+/.exec(printed);
  if (!version) { throw new Error(`${command} --version printed no version: ${printed}`); }
  return version[0];
}
