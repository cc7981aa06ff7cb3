import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { REGION } from './stand-in';

export interface ClientOptions {
  readonly region?: string;
  /** Tells this client's calls and crashes from another's. */
  readonly accessKeyId?: string;
  /** The SDK makes three attempts by default. */
  readonly maxAttempts?: number;
}

/** A client of the real SDK, with credentials of nobody. */
export const clientOf = ({ endpoint }: { readonly endpoint: string }, { region = REGION, accessKeyId = 'AKIATEST', maxAttempts }: ClientOptions = {}) =>
  new SecretsManagerClient({ endpoint, region, maxAttempts, credentials: { accessKeyId, secretAccessKey: 'test' } });
