import { randomInt } from 'node:crypto';
import type * as api from '@aws-sdk/client-secrets-manager';
import type { Account } from './account';
import { invalidParameter, invalidRequest } from './errors';
import type { Wire } from './secret';

const LOWERCASE = 'abcdefghijklmnopqrstuvwxyz';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

const pick = (from: string): string => from[randomInt(from.length)];

function shuffled(characters: readonly string[]): string {
  const deck = [...characters];
  for (let last = deck.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [deck[last], deck[other]] = [deck[other], deck[last]];
  }
  return deck.join('');
}

/**
 * At least one character of each included type, unless RequireEachIncludedType is false. A type whose characters are all excluded is not included.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html
 */
export function getRandomPassword(_account: Account, input: Wire<api.GetRandomPasswordRequest>): Wire<api.GetRandomPasswordResponse> {
  const { PasswordLength = 32, ExcludeCharacters = '', RequireEachIncludedType = true } = input;
  const allowed = (type: string): string => [...type].filter(character => !ExcludeCharacters.includes(character)).join('');
  const types = [
    input.ExcludeLowercase ? '' : LOWERCASE,
    input.ExcludeUppercase ? '' : LOWERCASE.toUpperCase(),
    input.ExcludeNumbers ? '' : '0123456789',
    input.ExcludePunctuation ? '' : PUNCTUATION,
  ].map(allowed).filter(type => type !== '');
  const alphabet = types.join('') + allowed(input.IncludeSpace ? ' ' : '');
  if (alphabet === '') { throw invalidRequest('The exclusions leave no character for the password.'); }
  const required = RequireEachIncludedType ? types.map(pick) : [];
  if (required.length > PasswordLength) {
    throw invalidParameter(`The password length ${PasswordLength} is too short for one character of each of ${required.length} types.`);
  }
  const rest = Array.from({ length: PasswordLength - required.length }, () => pick(alphabet));
  return { RandomPassword: shuffled([...required, ...rest]) };
}
