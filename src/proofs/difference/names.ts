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
   */
  constructor(private readonly action: Value, private readonly known: readonly string[], patterns: readonly string[]) {
    const byLetters = new Map(wildcards(patterns).map((text) => [text.toLowerCase(), text]));
    this.phrases = [...byLetters].map(([letters, text]) => ({ text, takes: (name) => glob(letters).takes(name) }));
  }

  public of(cases: readonly number[] | undefined): string[] {
    if (!cases || cases.length === this.action.size) { return ['every action']; }
    const { phrases, rest } = covered(this.action, cases, this.phrases);
    return [...new Set([...phrases, ...rest.flatMap((index) => this.ofCase(index)).sort(othersLast)])].map(shown);
  }

  private ofCase(index: number): string[] {
    const witness = this.action.witness(index)!;
    const alike = isSingle(this.action, index) ? this.known.filter((name) => name.toLowerCase() === witness) : this.knownLike(witness);
    if (alike.length > 0) { return alike; }
    if (isSingle(this.action, index)) { return [witness]; }
    const phrase = narrowest(this.action, index, this.phrases);
    return [phrase === undefined ? 'any action that no policy names' : `any other ${phrase}`];
  }

  /** The known actions of a class that a known one stands for. */
  private knownLike(witness: string): string[] {
    if (!this.known.some((name) => name.toLowerCase() === witness)) { return []; }
    const singles = new Set(this.action.singles.map(({ value }) => value));
    const alike = (name: string): boolean => this.phrases.every((phrase) => phrase.takes(name) === phrase.takes(witness));
    return this.known.filter((name) => !singles.has(name.toLowerCase()) && alike(name.toLowerCase()));
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
    const { phrases, rest } = covered(this.resource, cases, this.phrases);
    return [...new Set([...phrases, ...rest.map((index) => this.ofCase(index)).sort(othersLast)])].map(shown);
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
