import { ResourceError } from '../../../secrets/parameter/resource-error';

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a key's policy says. */
export function parsedPolicy(text: string): Fields {
  try {
    const policy: unknown = JSON.parse(text);
    if (isFields(policy)) { return policy; }
  } catch { /* said below */ }
  throw new ResourceError('the key\'s policy is no JSON object');
}

export const statementsOf = (policy: Fields): unknown[] => [policy.Statement].flat();

/** Whether a policy has a statement of this name. */
export const hasStatement = (text: string, sid: string): boolean => statementsOf(parsedPolicy(text)).some((one) => isFields(one) && one.Sid === sid);

/** Whether two policies say the same: AWS KMS may give back other spaces, orders and lists of one. */
export const saysTheSame = (one: string, other: string): boolean => canonical(parsedPolicy(one)) === canonical(parsedPolicy(other));

function canonical(value: unknown): string {
  if (Array.isArray(value)) { return value.length === 1 ? canonical(value[0]) : `[${[...new Set(value.map(canonical))].sort().join()}]`; }
  if (isFields(value)) { return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join()}}`; }
  return JSON.stringify(String(value));
}
