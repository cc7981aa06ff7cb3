import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';

/** A key pair of ECDSA on P-256, in PEM: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html */
export interface KeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

export const newKeyPair = (): KeyPair => generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

/** The public key of a private one. */
export const publicKeyOf = (privateKey: string): string => createPublicKey(createPrivateKey(privateKey)).export({ type: 'spki', format: 'pem' }) as string;

/** Whether two PEM texts hold the same key, whatever their line ends. */
export const isSameKey = (one: string, other: string): boolean => withoutSpace(one) === withoutSpace(other);

const withoutSpace = (pem: string): string => pem.replace(/\s/g, '');
