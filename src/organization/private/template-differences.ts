const MOST = 3;

/** Where two templates differ, for a message: the first few paths. */
export function differences(one: string, other: string): string {
  const paths = [...pathsOf(JSON.parse(one), JSON.parse(other), '')];
  const more = paths.length - MOST;
  return `${paths.slice(0, MOST).join(', ') || 'in its order'}${more > 0 ? ` and ${more} more` : ''}`;
}

function* pathsOf(one: unknown, other: unknown, at: string): Generator<string> {
  if (!isTree(one) || !isTree(other)) {
    if (JSON.stringify(one) !== JSON.stringify(other)) { yield at; }
    return;
  }
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    yield* pathsOf((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key], at === '' ? key : `${at}.${key}`);
  }
}

const isTree = (value: unknown): value is object => typeof value === 'object' && value !== null;
