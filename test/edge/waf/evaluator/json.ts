/** A key or a value of a JSON text, with the path it lies at. */
export interface JsonPart { readonly path: readonly string[]; readonly kind: 'key' | 'value'; readonly text: string }

/** What was read of a JSON text, and whether it could be read to its end. */
export interface JsonParts { readonly parts: readonly JsonPart[]; readonly complete: boolean }

class Unreadable extends Error {}

/**
 * The keys and values of a JSON text up to where it can't be read: at a wrong character, a key that comes twice, the end of a text that was cut, or
 * a root that is neither object nor array. A missing comma, a missing colon and too many of them are read over.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-fields-list.html#waf-rule-statement-request-component-json-body
 */
export function readJson(text: string): JsonParts {
  const parts: JsonPart[] = [];
  let position = 0;
  const skip = (over: RegExp) => { while (position < text.length && over.test(text[position])) { position++; } };
  const scalar = (pattern: RegExp): string => {
    pattern.lastIndex = position;
    const found = pattern.exec(text);
    if (!found) { throw new Unreadable(); }
    position = pattern.lastIndex;
    return found[0];
  };
  const string = (): string => JSON.parse(scalar(/"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y)) as string;

  const value = (path: readonly string[]): void => {
    skip(/\s/);
    if (text[position] === '{') { object(path); } else if (text[position] === '[') { array(path); } else {
      const read = text[position] === '"' ? string() : scalar(/-?\d+(\.\d+)?([eE][+-]?\d+)?|true|false|null/y);
      parts.push({ path, kind: 'value', text: read });
    }
  };
  const object = (path: readonly string[]): void => {
    position++;
    const keys = new Set<string>();
    for (skip(/[\s,]/); text[position] !== '}'; skip(/[\s,]/)) {
      const key = string();
      if (keys.has(key)) { throw new Unreadable(); }
      keys.add(key);
      parts.push({ path: [...path, key], kind: 'key', text: key });
      skip(/[\s:]/);
      value([...path, key]);
    }
    position++;
  };
  const array = (path: readonly string[]): void => {
    position++;
    let index = 0;
    for (skip(/[\s,]/); text[position] !== ']'; skip(/[\s,]/)) { value([...path, String(index++)]); }
    position++;
  };

  try {
    skip(/\s/);
    if (!/[{[]/.test(text[position] ?? '')) { throw new Unreadable(); }
    value([]);
    skip(/\s/);
    return { parts, complete: position === text.length };
  } catch (error) {
    if (!(error instanceof Unreadable)) { throw error; }
    return { parts, complete: false };
  }
}

/** The parts below a JSON pointer; the keys of the pointer itself are not among them. */
export function below(parts: readonly JsonPart[], pointer: string): JsonPart[] {
  const wanted = pointer.split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return parts.filter(({ path, kind }) => wanted.every((step, index) => path[index] === step) && (kind === 'value' || path.length > wanted.length));
}
