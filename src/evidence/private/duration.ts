/** Milliseconds as a person reads them: `12 ms`, `3.1 ms`, `0.04 ms`. */
export function duration(milliseconds: number): string {
  const digits = milliseconds === 0 || milliseconds >= 10 ? 0 : milliseconds >= 0.1 ? 1 : 2;
  return `${milliseconds.toFixed(digits)} ms`;
}
