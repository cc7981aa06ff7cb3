/** What a line of the log may say. No field holds text that somebody outside this function chose, so no line can be forged. */
export interface LogFields {
  readonly step?: string;
  readonly engine?: string;
  readonly strategy?: string;
  /** What became of the step: `done`, `nothing-to-do` or `failed`. */
  readonly outcome?: string;
  /** The kind of a failure. */
  readonly kind?: string;
  /** A fixed sentence. */
  readonly fact?: string;
  /** Which stored version logged in: `current`, `pending`, `previous`, `working`, `committing`, `unlabelled` or `administrator`. */
  readonly by?: string;
  readonly failedLogins?: number;
  readonly milliseconds?: number;
  /** The version's id, a UUID that Secrets Manager chose; anything else is left out. */
  readonly version?: string;
}

const NAMES: readonly (keyof LogFields)[] = ['step', 'engine', 'strategy', 'outcome', 'kind', 'fact', 'by', 'failedLogins', 'milliseconds', 'version'];
const VERSION = /^[A-Za-z0-9-]{32,64}$/;

/** Writes one JSON line. Metrics go in CloudWatch's embedded metric format, so that no call is needed for them. */
export class Log {
  /** @param secretName name of the secret, as the construct gave it to the function: the dimension of the metrics */
  constructor(private readonly secretName: string, private readonly write: (line: string) => void = (line) => { process.stdout.write(`${line}\n`); }) {}

  public fact(fields: LogFields): void { this.write(JSON.stringify({ time: new Date().toISOString(), ...allowed(fields) })); }

  /** The line of a step, with the metrics of it. */
  public step(fields: LogFields & { readonly outcome: string; readonly milliseconds: number }): void {
    this.write(JSON.stringify({
      _aws: {
        Timestamp: Date.now(),
        CloudWatchMetrics: [{
          Namespace: 'CdkGold/Rotation',
          Dimensions: [['Secret'], ['Secret', 'Step']],
          Metrics: [{ Name: 'Failed', Unit: 'Count' }, { Name: 'Duration', Unit: 'Milliseconds' }, { Name: 'FailedLogins', Unit: 'Count' }],
        }],
      },
      Secret: this.secretName,
      Step: fields.step,
      Failed: fields.outcome === 'failed' ? 1 : 0,
      Duration: fields.milliseconds,
      FailedLogins: fields.failedLogins ?? 0,
      ...allowed(fields),
    }));
  }
}

/** Only the fields above: whatever else an object carries stays out. */
function allowed(fields: LogFields): LogFields {
  const known = NAMES.filter((name) => fields[name] !== undefined).map((name) => [name, fields[name]]);
  const { version, ...rest } = Object.fromEntries(known) as LogFields;
  return version !== undefined && VERSION.test(version) ? { ...rest, version } : rest;
}
