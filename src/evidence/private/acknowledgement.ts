/** Who accepted a finding, until when and why: what a reason of the form `owner=NAME; until=YYYY-MM-DD; TEXT` says. */
export interface Acceptance {
  readonly owner?: string;
  /** Last day it holds, as written. */
  readonly until?: string;
  readonly text: string;
}

/** An acknowledgement as the app declared it, and what became of it. */
export interface Acknowledgement extends Acceptance {
  /** `<plugin>::<rule>`. */
  readonly id: string;
  /** Path of the construct it was declared on. */
  readonly at: string;
  readonly state: 'active' | 'expired' | 'unmatched';
  /** Paths of the constructs whose findings it accepts. */
  readonly constructs: readonly string[];
}

/** Reads a reason; owner and until come first, in any order, and either may be missing. */
export function readReason(reason: string): Acceptance {
  const fields: { owner?: string; until?: string } = {};
  let text = reason.trim();
  for (let match = FIELD.exec(text); match; match = FIELD.exec(text)) {
    const name = match[1].toLowerCase() as keyof typeof fields;
    fields[name] ??= match[2].trim();
    text = text.slice(match[0].length).trim();
  }
  return { ...fields, text };
}

const FIELD = /^(owner|until)\s*=([^;]*)(?:;|$)/i;

/** Whether the last day is over, in UTC. A day that can't be read has passed: otherwise a slip of the pen would accept for ever. */
export function isExpired({ until }: Acceptance, now: Date): boolean {
  if (until === undefined) { return false; }
  const day = /^\d{4}-\d{2}-\d{2}$/.test(until) ? Date.parse(`${until}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(day) || new Date(day).toISOString().slice(0, 10) !== until || now.toISOString().slice(0, 10) > until;
}
