import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as path from 'node:path';

const PROGRAM = path.join(__dirname, '..', '..', '.cache', 'cfn-lint', 'bin', 'cfn-lint');

/** Whether `scripts/test-servers.js` has installed it. */
export const isCfnLintInstalled = (): boolean => existsSync(PROGRAM);

/** A finding of cfn-lint. */
export interface LintFinding {
  readonly Rule: { readonly Id: string };
  readonly Message: string;
  readonly Location: { readonly Path: readonly (string | number)[] | null };
  readonly Filename: string;
}

/** What cfn-lint finds of templates, but for some rules. */
export function cfnLint(files: readonly string[], ...ignored: readonly string[]): Promise<LintFinding[]> {
  return new Promise((found, failed) => {
    // it exits with what it found; only an answer that is none is a failure
    execFile(PROGRAM, ['--format', 'json', ...ignored.flatMap((rule) => ['--ignore-checks', rule]), '--', ...files], { maxBuffer: 64_000_000 }, (_error, stdout, stderr) => {
      try { found(JSON.parse(stdout) as LintFinding[]); } catch { failed(new Error(`cfn-lint: ${stderr || stdout}`)); }
    });
  });
}
