import { covered, isSingle, narrowest, type Phrase } from './phrases';
import { glob, shown } from '../engine';
import type { Value } from '../engine/dimension';
import { readPolicy } from '../engine/policy';
import { resourcePattern } from '../engine/statement';

/** The texts with wildcards among what policies write, once each. */
const wildcards = (texts: readonly string[]): string[] => [...new Set(texts)].filter((text) => /[*?]/.test(text));

/** All that some policies write as actions, or as resources. */
export const written = (documents: readonly unknown[], element: 'action' | 'resource'): string[] =>
  documents.flatMap((document) => readPolicy(document).statements.flatMap((statement) => statement[element].values));

/** Puts classes of actions into words. */
export class ActionNames {
  private readonly phrases: readonly Phrase[];

  /**
   * @param known actions that exist
   * @param patterns what policies write, and what bounds the question
   * @param idle known actions that nobody can call, and that need no mention
   */
  constructor(
    private readonly action: Value,
    private readonly known: readonly string[],
    patterns: readonly string[],
    private readonly idle: readonly string[],
  ) {
    const byLetters = new Map(wildcards([...patterns, '*']).map((text) => [text.toLowerCase(), text]));
    this.phrases = [...byLetters].map(([letters, text]) => ({ text, takes: (name) => glob(letters).takes(name) }));
  }

  public of(cases: readonly number[] | undefined): string[] {
    if (!cases || cases.length === this.action.size) { return ['every action']; }
    const idle = this.idle.flatMap((name) => this.action.caseOf(name.toLowerCase()) ?? []);
    const { covers, rest } = covered(this.action, [...cases, ...idle], this.phrases, true);
    const named = (indexes: readonly number[]): string[] => indexes.flatMap((index) => this.ofCase(index)).sort(othersLast);
    const wide = covers.map(({ text, except }) => {
      const exceptions = [...except.covers.map((cover) => cover.text), ...named(except.rest)];
      return `${text === '*' ? 'every action' : text}${exceptions.length > 0 ? ` except ${exceptions.join(' and ')}` : ''}`;
    });
    return [...new Set([...wide, ...named(rest.filter((index) => cases.includes(index)))])].map(shown);
  }

  private ofCase(index: number): string[] {
    const alike = this.known.filter((name) => this.action.caseOf(name.toLowerCase()) === index);
    if (alike.length > 0) { return alike; }
    if (isSingle(this.action, index)) { return [this.action.witness(index)!]; }
    const phrase = narrowest(this.action, index, this.phrases);
    return [phrase === undefined || phrase === '*' ? 'any action that no policy names' : `any other ${phrase}`];
  }
}

/** Puts classes of resources into words. */
export class ResourceNames {
  private readonly phrases: readonly Phrase[];

  constructor(private readonly resource: Value, patterns: readonly string[]) {
    this.phrases = wildcards(patterns).filter((text) => text !== '*').map((text) => ({ text, takes: (arn) => resourcePattern(text).takes(arn) }));
  }

  public of(cases: readonly number[] | undefined): string[] {
    if (!cases || cases.length === this.resource.size) { return ['every resource']; }
    const { covers, rest } = covered(this.resource, cases, this.phrases);
    return [...new Set([...covers.map(({ text }) => text), ...rest.map((index) => this.ofCase(index)).sort(othersLast)])].map(shown);
  }

  private ofCase(index: number): string {
    if (isSingle(this.resource, index)) { return this.resource.witness(index)!; }
    const phrase = narrowest(this.resource, index, this.phrases);
    return phrase === undefined ? 'any resource that no policy names' : `any other ${phrase}`;
  }
}

/** Puts the ways of a call into words: directly, or through a service. */
export class WayNames {
  /** @param suffix what names of services of the stack's own Region end with */
  constructor(private readonly via: Value, private readonly suffix: string) {}

  public of(cases: readonly number[] | undefined): string[] {
    if (!cases || cases.length === this.via.size) { return []; }
    return [...new Set([...cases].sort((one, other) => one - other).map((index) => this.ofCase(index)).sort(othersLast))];
  }

  private ofCase(index: number): string {
    const service = this.via.witness(index);
    if (service === undefined) { return 'directly'; }
    if (!isSingle(this.via, index)) { return 'through any other service'; }
    return `through ${shown(service.endsWith(this.suffix) ? service.slice(0, -this.suffix.length) : service)}`;
  }
}

const isOther = (text: string): boolean => /\bany (other|action|resource)\b/.test(text);

const othersLast = (one: string, other: string): number => Number(isOther(one)) - Number(isOther(other));
