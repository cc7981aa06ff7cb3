/** What a domain's key protects. A domain has one key for each purpose, or one for all (`KeyGranularity`). */
export enum KeyPurpose {
  /** Objects, tables, databases, files. */
  DATA = 'data',
  /** Secrets, parameters and encrypted environment variables. */
  SECRETS = 'secrets',
  /** Log groups and trails. */
  LOGS = 'logs',
  /** Queues, topics, streams and event buses. */
  MESSAGES = 'messages',
}
