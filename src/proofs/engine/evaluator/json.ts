/** Whether a value is an object and no list. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A list; one value stands for a list of it alone. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
