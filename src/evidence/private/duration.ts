/** Milliseconds as a person reads them: `12 ms`, `3.1 ms`, `0.04 ms`. */
export function duration(elapsedMs: number): string {
  const digits = elapsedMs === 0 || elapsedMs >= 10 ? 0 : elapsedMs >= 0.1 ? 1 : 2;
  return `${elapsedMs.toFixed(digits)} ms`;
}
