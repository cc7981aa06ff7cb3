import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Scenario } from './scenario';

/** Of which the passwords are counted, not the runs. */
export const NO_LEAK = 'no password in a log';

/** What the matrix found of one engine and strategy, for the table of the README. */
export class MatrixReport {
  private readonly runs = new Map<string, number>();
  private readonly effects: number[] = [];

  constructor(private readonly scenario: Scenario) {}

  /** A property held in so many runs. */
  public found(property: string, runs: number): void { this.runs.set(property, (this.runs.get(property) ?? 0) + runs); }

  /** A rotation has so many effects. */
  public counted(effects: number): void { this.effects.push(effects); }

  /** Writes what is known by now. */
  public write(): void {
    const { server, engine, strategy, tested } = this.scenario;
    const folder = path.join(__dirname, '..', '..', '..', 'test-reports', 'rotation');
    const findings = [...this.runs].map(([property, runs]) => ({ property, runs }));
    const runs = findings.filter(({ property }) => property !== NO_LEAK).reduce((sum, finding) => sum + finding.runs, 0);
    const effects = Math.max(...this.effects);
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, `${`${server}-${strategy}`.replaceAll(/[^a-z0-9]+/gi, '-')}.json`),
      JSON.stringify({ server, engine, strategy, tested, effects, runs, findings }, undefined, 2));
    process.stdout.write(`crash matrix: ${server}, ${strategy} (${tested}): up to ${effects} effects, ${runs} runs\n`);
  }
}
