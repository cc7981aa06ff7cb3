import { randomInt } from 'node:crypto';
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type Pause, patiently, sleep } from './patience';
import type { ValueSource } from './request';
import { ResourceError } from './resource-error';

/** Makes new values. They go to Parameter Store and nowhere else. */
export class ParameterValues {
  constructor(private readonly client: SecretsManagerClient, private readonly pause: Pause = sleep) {}

  /** A value from its source; for one that an operator enters, random text that opens nothing. */
  public async make(source: ValueSource): Promise<string> {
    if (source.Kind !== 'secret') { return randomText(Number(source.Length), source.Alphabet); }
    const { SecretString } = await patiently('GetSecretValue',
      () => this.client.send(new GetSecretValueCommand({ SecretId: source.SecretArn, VersionStage: 'AWSCURRENT' })), this.pause);
    const value = source.Field === undefined ? SecretString : fieldOf(SecretString, source.Field);
    if (typeof value !== 'string' || value === '') {
      throw new ResourceError(source.Field === undefined ? 'the secret holds no text' : `the field '${source.Field}' of the secret is no text`);
    }
    return value;
  }
}

/** The parser's own message quotes what it could not read, so it is not passed on. */
function fieldOf(text: string | undefined, field: string): unknown {
  try {
    const fields: unknown = JSON.parse(text ?? '');
    return typeof fields === 'object' && fields !== null && Object.hasOwn(fields, field) ? (fields as Record<string, unknown>)[field] : undefined;
  } catch {
    throw new ResourceError('the secret is no JSON: leave `field` out to copy the whole of it');
  }
}

const randomText = (length: number, alphabet: string): string => Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
