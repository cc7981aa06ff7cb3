import { type FailureKind, RotationError } from '../../failure';
import { networkFailure } from '../network-failure';

/** What the driver or the server answered: nothing but codes is kept, since messages quote hosts, names and statements. */
export class OracleFailure extends Error {
  /** @param codes such as `ORA-01017`, `NJS-503` and `ECONNREFUSED` */
  constructor(public readonly codes: readonly string[]) { super('the server refused'); }
}

const CODE = /\b(?:ORA-\d{5}|NJS-\d{3}|E[A-Z]{3,})\b/g;

/** https://docs.oracle.com/en/error-help/db/, https://node-oracledb.readthedocs.io/en/latest/user_guide/exception_handling.html */
const KINDS: readonly (readonly [FailureKind, RegExp])[] = [
  ['tls', /^NJS-50[5-8]$|^NJS-533$/],
  ['timeout', /^NJS-(040|123|510)$|^ORA-(00054|01013|02049|03136|04021|12170|30006)$/],
  ['locked-out', /^ORA-(28000|28001|28365)$/],
  ['capacity', /^ORA-(00018|00020|02391|12516|12518|12519|12520|12526|12527|12528)$/],
  ['privilege', /^ORA-(00942|00990|01031|01045|01720|01749|01919|01924|01927|01929|01931|01932|01934|01950|01951|01952|04042|04043|28150|41900)$/],
  ['name-resolution', /^NJS-530$|^ORA-12545$/],
  ['refused', /^NJS-(500|501|511|518|519|521)$|^ORA-(01033|01034|01035|01089|03113|03114|03135|12505|12514|12537|12541|12547)$/],
];

/** What kind of failure an error is. Only the server's own word alone makes it a wrong password. */
export function kindOf(error: unknown): FailureKind {
  if (!(error instanceof OracleFailure)) { return networkFailure(error) ?? 'unexpected'; }
  const known = KINDS.find(([, pattern]) => error.codes.some((code) => pattern.test(code)))?.[0];
  const network = error.codes.map((code) => networkFailure({ code })).find((kind) => kind !== undefined);
  return known ?? network ?? (error.codes.length > 0 && error.codes.every((code) => code === 'ORA-01017') ? 'authentication' : 'unexpected');
}

/** Answers that rotation can explain. */
const FACTS: readonly (readonly [RegExp, string])[] = [
  [/^ORA-(00972|00988|28003|28007|28219)$/, 'the password does not meet the rules of the user\'s profile, or is longer than the server takes: change the length of the password'],
  [/^NJS-116$/, 'the user has a password of Oracle 10 or older only, which the driver does not know: set its password once by hand'],
];

/** What to throw for an error of the driver. */
export function failureOf(error: unknown): Error {
  if (error instanceof RotationError) { return error; }
  const { code, message } = (error ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  const codes = [...new Set(`${String(code)} ${String(message)}`.match(CODE) ?? [])];
  const fact = FACTS.find(([pattern]) => codes.some((one) => pattern.test(one)))?.[1];
  return fact === undefined ? new OracleFailure(codes) : new RotationError('refused-input', fact);
}

export const hasCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof OracleFailure && error.codes.some((code) => codes.includes(code));
