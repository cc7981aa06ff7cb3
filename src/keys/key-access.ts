/** What a user of a key may do with it. */
export enum KeyAccess {
  /** Read: decrypt what the service stored. */
  DECRYPT = 'decrypt',
  /** Write: encrypt and make data keys, without reading back. */
  ENCRYPT = 'encrypt',
  /** Read and write. */
  ENCRYPT_DECRYPT = 'encrypt-decrypt',
}
