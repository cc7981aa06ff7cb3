import type { Finding } from './findings';

type Part = 'actions' | 'resources' | 'ways';

/** Findings about the same principals as few as possible: those that differ in one part only are one. */
export function grouped(found: readonly Finding[]): Finding[] {
  const parts: readonly Part[] = ['ways', 'actions', 'resources'];
  return parts.reduce<Finding[]>((all, part) => joined(all, part), [...found]);
}

function joined(found: readonly Finding[], part: Part): Finding[] {
  const groups = new Map<string, Finding>();
  for (const one of found) {
    const key = JSON.stringify([one.who.words, ...(['ways', 'actions', 'resources'] as const).map((other) => (other === part ? 0 : one[other] ?? 'all'))]);
    const known = groups.get(key);
    groups.set(key, known ? { ...known, [part]: union(known[part], one[part]) } : one);
  }
  return [...groups.values()];
}

const union = (one: readonly number[] | undefined, other: readonly number[] | undefined): readonly number[] | undefined =>
  (one && other ? [...new Set([...one, ...other])].sort((a, b) => a - b) : undefined);
