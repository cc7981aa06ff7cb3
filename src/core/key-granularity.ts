/** How many keys a domain has. Each costs about a dollar a month. */
export enum KeyGranularity {
  /** One key for each purpose (data, secrets, logs, messages), made when it is first used. */
  PER_PURPOSE = 'per-purpose',
  /** One key for everything: cheaper, and whoever may read messages may read data. */
  PER_DOMAIN = 'per-domain',
}
