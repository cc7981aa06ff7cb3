/** Answers kept before all are forgotten: keys of one app repeat each other, and a process may live long. */
const MOST_KEPT = 4_000;

/** A function whose answers are kept by a text that tells its arguments apart. */
export function memo<Arguments extends readonly unknown[], Result>(
  keyOf: (...of: Arguments) => string, make: (...of: Arguments) => Result,
): (...of: Arguments) => Result {
  const kept = new Map<string, Result>();
  return (...of) => {
    const key = keyOf(...of);
    const known = kept.get(key);
    if (known !== undefined) { return known; }
    const made = make(...of);
    if (kept.size >= MOST_KEPT) { kept.clear(); }
    kept.set(key, made);
    return made;
  };
}
