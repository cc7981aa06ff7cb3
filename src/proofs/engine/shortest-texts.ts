import type { Bits } from './bits';
import type { Pattern } from './pattern';
import { lettersOf } from './text';
import { TextProduct } from './text-product';
import type { Universe } from './universe';

/**
 * For each set of patterns that takes exactly the same texts of a universe, a shortest text, not one of some. A set that has no other is left out.
 *
 * @param except texts that are cases of their own
 */
export function shortestTexts(patterns: readonly Pattern[], universe: Universe, except: ReadonlySet<string>): [Bits, string][] {
  const product = new TextProduct(patterns, universe);
  const found = new Map<Bits, string | undefined>();
  walk(product, undefined, (taken, text) => {
    if (!found.has(taken)) {
      const shortest = text();
      found.set(taken, except.has(shortest) ? undefined : shortest);
    }
    return false;
  });
  const isMissing = (taken: Bits | undefined) => taken !== undefined && found.has(taken) && found.get(taken) === undefined;
  let missing = [...found.values()].filter((text) => text === undefined).length;
  if (missing > 0) {
    const inTheWay = trieOf([...except].filter((text) => isMissing(product.takenOf(text))));
    walk(product, inTheWay, (taken, text, isExcept) => {
      if (!isExcept && isMissing(taken)) {
        found.set(taken, text());
        missing -= 1;
      }
      return missing === 0;
    });
  }
  return [...found].flatMap(([taken, text]) => (text === undefined ? [] : [[taken, text] as [Bits, string]]));
}

/** Texts by their letters. */
interface Trie {
  readonly next: Map<string, Trie>;
  /** Whether a text ends here. */
  isEnd: boolean;
}

function trieOf(texts: readonly string[]): Trie {
  const root: Trie = { next: new Map(), isEnd: false };
  for (const text of texts) {
    let at = root;
    for (const letter of lettersOf(text)) {
      const next = at.next.get(letter) ?? { next: new Map(), isEnd: false };
      at.next.set(letter, next);
      at = next;
    }
    at.isEnd = true;
  }
  return root;
}

interface Place {
  readonly state: number;
  /** Where the text stands among the texts of the trie; `undefined` once it differs from all of them. */
  readonly trie?: Trie;
  readonly from?: Place;
  readonly letter: string;
}

/**
 * Goes through the states of a product, the shortest texts first, until `visit` says so. A beginning of a text of the trie is a place of its
 * own, so that each state is reached by a text that is none of them where there is one.
 */
function walk(product: TextProduct, trie: Trie | undefined, visit: (taken: Bits, text: () => string, isOfTrie: boolean) => boolean): void {
  const seen: boolean[] = [];
  seen[product.start] = trie === undefined;
  const queue: Place[] = [{ state: product.start, trie, letter: '' }];
  for (const place of queue) {
    const taken = product.taken(place.state);
    if (taken !== undefined && visit(taken, () => textOf(place), place.trie?.isEnd === true)) { return; }
    for (const letter of product.letters(place.state, place.trie?.next.keys() ?? [])) {
      const state = product.step(place.state, letter);
      if (state === undefined) { continue; }
      const next = place.trie?.next.get(letter);
      if (next === undefined) {
        if (seen[state]) { continue; }
        seen[state] = true;
      }
      queue.push({ state, trie: next, from: place, letter });
    }
  }
}

function textOf(place: Place): string {
  const letters: string[] = [];
  for (let at: Place | undefined = place; at; at = at.from) { letters.push(at.letter); }
  return letters.reverse().join('');
}
