import type { RotationRulesType, Tag } from '@aws-sdk/client-secrets-manager';

/** A secret's value as it was put: text, or binary data in base64. */
export interface SecretValue {
  readonly string?: string;
  readonly binary?: string;
}

/** A version; without a value it is the placeholder that RotateSecret makes before it invokes the function. */
export interface Version {
  readonly id: string;
  readonly createdDate: number;
  stages: string[];
  value?: SecretValue;
  lastAccessedDate?: number;
}

export interface Rotation {
  enabled: boolean;
  enabledDate: number;
  lambdaArn?: string;
  rules?: RotationRulesType;
  lastRotatedDate?: number;
  /** The version that is being rotated in; gone once it holds AWSCURRENT. */
  token?: string;
  /** The token of the last rotation that was not cancelled: the service tries again with it. */
  lastToken?: string;
}

export interface Replica {
  readonly region: string;
  readonly kmsKeyId?: string;
  readonly failure?: string;
}

/** All dates are in milliseconds since the epoch, all members plain data: a state is copied before each write. */
export interface Secret {
  readonly name: string;
  readonly region: string;
  readonly arn: string;
  readonly createdDate: number;
  lastChangedDate: number;
  lastAccessedDate?: number;
  description?: string;
  kmsKeyId?: string;
  versions: Version[];
  rotation?: Rotation;
  deletedDate?: number;
  tags?: Tag[];
  policy?: string;
  replicas: Replica[];
}

/** What a request brings beside its parameters. */
export interface Context {
  readonly region: string;
  readonly now: number;
}

/** A type of the client as it travels: binary data in base64. */
export type Wire<T> = T extends Uint8Array ? string
  : T extends Date | string | number | boolean | undefined ? T
    : { [K in keyof T]: Wire<T[K]> };

export const date = (milliseconds: number): Date => new Date(milliseconds);
export const dateIf = (milliseconds?: number): Date | undefined => milliseconds === undefined ? undefined : new Date(milliseconds);
