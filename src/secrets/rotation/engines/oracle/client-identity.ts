import { generateKeyPairSync, sign } from 'node:crypto';

/** One value of DER. https://www.itu.int/rec/T-REC-X.690 */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head = length < 128 ? [tag, length] : length < 256 ? [tag, 0x81, length] : [tag, 0x82, Math.floor(length / 256), length % 256];
  return Buffer.concat([Buffer.from(head), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
const object = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));

/** Common name, and the signature algorithm ecdsa-with-SHA256. https://www.rfc-editor.org/rfc/rfc5280, https://www.rfc-editor.org/rfc/rfc5758 */
const NAME = sequence(der(0x31, sequence(object('550403'), der(0x0c, Buffer.from('nobody')))));
const ALGORITHM = sequence(object('2a8648ce3d040302'));

/**
 * A certificate that nobody trusts and its key, in PEM, made anew each time.
 *
 * The driver takes authorities only in a wallet, and refuses a wallet without a client's certificate and key. A server sees them only if it asks
 * clients for certificates, and then refuses this one.
 */
export function clientIdentity(): string {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const validity = sequence(der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from('491231235959Z')));
  const version = der(0xa0, der(0x02, Buffer.from([2])));
  const toSign = sequence(version, der(0x02, Buffer.from([1])), ALGORITHM, NAME, validity, NAME, publicKey.export({ type: 'spki', format: 'der' }));
  const certificate = sequence(toSign, ALGORITHM, der(0x03, Buffer.from([0]), sign('sha256', toSign, privateKey)));
  const lines = certificate.toString('base64').replace(/.{64}/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n${privateKey.export({ type: 'pkcs8', format: 'pem' }) as string}`;
}
