import { and, inRe, literal, or } from './smt';

/** Stands for a string in what is said about it. */
export const TERM = '<term>';

/** What strings may be: anything of their shape, or one of their candidates only. */
export type Attempt = 'any' | 'candidates';

const MOST_STARS = 8;

/** The beginning of a pattern and the end of another, both with a star. */
const crossed = (one: string, other: string): string => one.slice(0, one.lastIndexOf('*')) + other.slice(other.indexOf('*') + 1);

/** Which of its candidates a string is. */
const choice = (name: string): string => `|choice ${name.replaceAll('|', '')}|`;

/**
 * The strings of a question. z3 rarely finds strings by itself in time, so each has candidates: what the policies say about it, which is where a
 * solution mostly lies. With those, z3 has only to evaluate its regular expressions and to choose.
 */
export class Strings {
  private readonly candidates = new Map<string, Set<string>>();
  private readonly stars = new Map<string, Set<string>>();
  private readonly atoms = new Map<string, { readonly name: string; readonly of: string; readonly statement: string }>();
  private readonly shapes: string[] = [];

  /** Makes sure that there is a string of this name and shape. */
  declare(name: string, shape: string, example: string): string {
    if (!this.candidates.has(name)) {
      this.guess(name, example);
      this.shapes.push(this.is(name, inRe(TERM, shape)));
    }
    return name;
  }

  /** Texts (or what patterns take) that a string may be; two patterns with stars may take a text that starts like the one and ends like the other. */
  guess(name: string, ...texts: readonly string[]): void {
    const known = this.candidates.get(name) ?? new Set();
    const stars = this.stars.get(name) ?? new Set();
    this.candidates.set(name, known);
    this.stars.set(name, stars);
    for (const text of texts) {
      if (text.includes('*') && stars.size < MOST_STARS) { stars.add(text); }
      const mixed = text.includes('*') ? [...stars].flatMap((other) => [crossed(text, other), crossed(other, text)]) : [];
      for (const filled of [text.replaceAll('*', ''), text.replaceAll('*', 'x'), ...mixed]) { known.add(filled.replaceAll('?', 'x').replaceAll('*', 'x')); }
    }
  }

  /** A statement about one string, with {@link TERM} in its place. */
  is(of: string, statement: string): string {
    const id = statement.replaceAll(TERM, () => of);
    const atom = this.atoms.get(id) ?? { name: `|atom ${this.atoms.size}|`, of, statement };
    this.atoms.set(id, atom);
    return atom.name;
  }

  /** Declares the strings and defines what is said about them. */
  definitions(attempt: Attempt): string[] {
    const names = [...this.candidates.keys()];
    const isAny = attempt === 'any';
    return [
      ...names.map((name) => `(declare-const ${isAny ? `${name} String` : `${choice(name)} (_ BitVec 10)`})`),
      ...[...this.atoms].map(([id, { name, of, statement }]) => `(define-fun ${name} () Bool ${isAny ? id : this.guessed(of, statement)})`),
    ];
  }

  /** What holds of the strings. */
  facts(attempt: Attempt): string[] {
    return [...this.shapes, ...attempt === 'any' ? [] : [...this.candidates].map(([name, texts]) => `(bvult ${choice(name)} (_ bv${texts.size} 10))`)];
  }

  /** What is said about a string, said about each of its candidates. */
  private guessed(name: string, statement: string): string {
    return or(...[...this.candidates.get(name)!].map((text, index) => and(`(= ${choice(name)} (_ bv${index} 10))`, statement.replaceAll(TERM, () => literal(text)))));
  }
}
