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

/** The secrets that a text gives away, as their positions in the list: a message that named them would give them away again. */
export function leaked(text: string, secrets: readonly string[]): readonly number[] {
  const isIn = (secret: string) => secret.length >= 8 && encodingsOf(secret).some((form) => text.includes(form));
  return secrets.map((secret, at) => (isIn(secret) ? at : -1)).filter((at) => at >= 0);
}
