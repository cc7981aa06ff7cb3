/** Resource types that are KMS keys. */
export const KEY_TYPES: readonly string[] = ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'];

export const isKeyType = (type: string): boolean => KEY_TYPES.includes(type);
