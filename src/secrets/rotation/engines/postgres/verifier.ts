import { createHash, createHmac, pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(pbkdf2);

/**
 * The SCRAM-SHA-256 verifier of a password, as PostgreSQL stores it: sent instead of the password, so that no log of the server can hold it.
 *
 * Passwords are printable ASCII here, so that SASLprep changes nothing.
 *
 * https://www.rfc-editor.org/rfc/rfc5803, https://www.postgresql.org/docs/current/catalog-pg-authid.html
 */
export async function scramVerifier(password: string, iterations: number): Promise<string> {
  const salt = randomBytes(16);
  const salted = await derive(password, salt, iterations, 32, 'sha256');
  const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const storedKey = createHash('sha256').update(hmac(salted, 'Client Key')).digest('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${hmac(salted, 'Server Key').toString('base64')}`;
}

/** The older form, for servers that are set to it. https://www.postgresql.org/docs/current/catalog-pg-authid.html */
export const md5Verifier = (username: string, password: string): string => `md5${createHash('md5').update(password + username).digest('hex')}`;
