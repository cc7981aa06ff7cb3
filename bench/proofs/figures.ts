/** The value below which a part of some values lies. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);
export const p95 = (values: readonly number[]): number => quantile(values, 0.95);

/** Median and 95th percentile, in words. */
export const spread = (milliseconds: readonly number[]): string => `median ${shortest(median(milliseconds))}, p95 ${shortest(p95(milliseconds))}`;

export const shortest = (milliseconds: number): string => `${milliseconds.toFixed(milliseconds < 10 ? 2 : 0)} ms`;

/** How often each value comes, in words. */
export function counted(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) { counts.set(value, (counts.get(value) ?? 0) + 1); }
  return [...counts].sort().map(([value, count]) => `${count} ${value}`).join(', ');
}

/** One line of the result, with its budget. */
export function line(isWithin: boolean, title: string, figures: string, budget: string): boolean {
  console.log(`${isWithin ? '✓' : '✗'} ${title}: ${figures}, budget ${budget}`);
  return isWithin;
}
