/** A secret text in the forms in which a log could hold it. */
export function encodingsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const base64 = (text: Buffer) => text.toString('base64').replace(/=+$/, '');
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    secret.replaceAll('\'', '\'\''),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    base64(bytes),
    base64(bytes).replaceAll('+', '-').replaceAll('/', '_'),
    // inside a longer text base64 begins at another bit: the middle of the two shifted forms is the same whatever stands before
    base64(Buffer.concat([Buffer.alloc(1), bytes])).slice(4, -4),
    base64(Buffer.concat([Buffer.alloc(2), bytes])).slice(4, -4),
    Buffer.from(secret, 'utf16le').toString('hex'),
  ];
}

/** How many characters of a form are looked for at first. Shorter secrets are not looked for: anything holds them. */
const HEAD = 8;
const BASE = 31;
const BUCKETS = 65_521;
const BASE_OF_FIRST = BASE ** (HEAD - 1) % BUCKETS;

/**
 * The secrets that a text gives away, as their positions in the list: a message that named them would give them away again.
 *
 * A server's log has many megabytes and a matrix thousands of forms, so the text is read once, with a hash that rolls (Rabin and Karp 1987).
 */
export function leaked(text: string, secrets: readonly string[]): readonly number[] {
  const forms = new Map<string, { readonly form: string; readonly at: number }[]>();
  const buckets = new Uint8Array(BUCKETS);
  const found = new Set<number>();
  secrets.forEach((secret, at) => (secret.length < HEAD ? [] : encodingsOf(secret)).forEach((form) => {
    if (form.length < HEAD) {
      if (text.includes(form)) { found.add(at); }
      return;
    }
    const head = form.slice(0, HEAD);
    forms.set(head, [...forms.get(head) ?? [], { form, at }]);
    buckets[hashOf(head)] = 1;
  }));
  let hash = hashOf(text.slice(0, HEAD));
  for (let end = HEAD; end <= text.length; end += 1) {
    if (buckets[hash] === 1) {
      const start = end - HEAD;
      forms.get(text.slice(start, end))?.filter(({ form }) => text.startsWith(form, start)).forEach(({ at }) => found.add(at));
    }
    hash = ((hash + text.charCodeAt(end - HEAD) * (BUCKETS - BASE_OF_FIRST)) * BASE + text.charCodeAt(end)) % BUCKETS;
  }
  return [...found].sort((one, other) => one - other);
}

function hashOf(head: string): number {
  let hash = 0;
  for (let at = 0; at < head.length; at += 1) { hash = (hash * BASE + head.charCodeAt(at)) % BUCKETS; }
  return hash;
}
