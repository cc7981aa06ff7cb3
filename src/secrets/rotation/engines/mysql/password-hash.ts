import { createHash, randomBytes, randomInt } from 'node:crypto';

const digest = (algorithm: 'sha1' | 'sha256', ...parts: readonly (Buffer | string)[]): Buffer => {
  const hash = createHash(algorithm);
  for (const part of parts) { hash.update(part); }
  return hash.digest();
};

/** What `mysql_native_password` keeps. https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_authentication_methods_native_password_authentication.html */
export const nativeHash = (password: string): string => `*${digest('sha1', digest('sha1', password)).toString('hex').toUpperCase()}`;

/** A hash of `mysql_native_password` that no known password has. */
export const unusableNativeHash = (): string => `*${randomBytes(20).toString('hex').toUpperCase()}`;

const ALPHABET = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SALT_LENGTH = 20;
const HASH_LENGTH = 43;
/** 5 thousands of rounds: the default of MySQL, which reads the number from the hash. */
const ROUNDS = 5_000;

const randomCharacters = (count: number): string => Array.from({ length: count }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');

/**
 * What `caching_sha2_password` keeps: SHA-crypt with SHA-256, and a salt of 20 bytes.
 *
 * https://www.akkadia.org/drepper/SHA-crypt.txt, https://dev.mysql.com/doc/refman/8.4/en/caching-sha2-pluggable-authentication.html
 */
export const cachingSha2Hash = (password: string, salt = randomCharacters(SALT_LENGTH)): string => `$A$005$${salt}${shaCrypt(Buffer.from(password), Buffer.from(salt, 'latin1'))}`;

/** A hash of `caching_sha2_password` that no known password has. */
export const unusableCachingSha2Hash = (): string => `$A$005$${randomCharacters(SALT_LENGTH + HASH_LENGTH)}`;

/** The order in which the digest's bytes are written, by three, from the lowest bits. */
const ORDER = [
  [0, 10, 20], [21, 1, 11], [12, 22, 2], [3, 13, 23], [24, 4, 14], [15, 25, 5], [6, 16, 26], [27, 7, 17], [18, 28, 8], [9, 19, 29],
] as const;

function shaCrypt(password: Buffer, salt: Buffer): string {
  const other = digest('sha256', password, salt, password);
  const bits: Buffer[] = [];
  for (let length = password.length; length > 0; length = Math.floor(length / 2)) { bits.push(length % 2 === 1 ? other : password); }
  let result = digest('sha256', password, salt, repeated(other, password.length), ...bits);
  const p = repeated(digest('sha256', ...Array<Buffer>(password.length).fill(password)), password.length);
  const s = repeated(digest('sha256', ...Array<Buffer>(16 + result[0]).fill(salt)), salt.length);
  for (let round = 0; round < ROUNDS; round += 1) {
    const isOdd = round % 2 === 1;
    result = digest('sha256', isOdd ? p : result, ...round % 3 === 0 ? [] : [s], ...round % 7 === 0 ? [] : [p], isOdd ? result : p);
  }
  return ORDER.map(([a, b, c]) => encoded(result[a] * 65_536 + result[b] * 256 + result[c], 4)).join('') + encoded(result[31] * 256 + result[30], 3);
}

/** Bytes over and over, up to a length. */
const repeated = (bytes: Buffer, length: number): Buffer => Buffer.alloc(length, bytes);

/** A number in base 64, the lowest digit first. */
const encoded = (value: number, digits: number): string => Array.from({ length: digits }, (_, at) => ALPHABET[Math.floor(value / 64 ** at) % 64]).join('');
