import { type App, type AppProps, type IPolicyValidationPlugin, Stack, Validations } from 'aws-cdk-lib';
import { GoldChecks } from '../../src/checks';
import { Evidence } from '../../src/evidence';
import { testApp } from '../checks/synth';

/** The day on which the tests' evidence is made. */
export const TODAY = new Date('2026-05-15T12:00:00Z');

/** Synthesizes a stack named Shop with the checks, and other plugins, and gives the folder. */
export function synthesize(build: (stack: Stack, app: App) => void, plugins: IPolicyValidationPlugin[] = [], props: AppProps = {}): string {
  const app = testApp(props);
  build(new Stack(app, 'Shop', { env: { region: 'ap-northeast-2' } }), app);
  Validations.of(app).addPlugins(new GoldChecks(), ...plugins);
  return app.synth().directory;
}

export const evidenceOf = (...args: Parameters<typeof synthesize>): Evidence => Evidence.fromAssembly(synthesize(...args), { now: TODAY });

/** Rows of a CSV as objects; for cells without quotes or line breaks. */
export function rowsOf(csv: string): Record<string, string>[] {
  const [header, ...rows] = csv.trimEnd().split('\r\n').map(cells);
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index]])));
}

const cells = (line: string): string[] =>
  [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell]) => (cell.startsWith('"') ? cell.slice(1, -1).replace(/""/g, '"') : cell));
