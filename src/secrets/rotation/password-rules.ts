import type { GetRandomPasswordCommandInput } from '@aws-sdk/client-secrets-manager';
import { refuseUnless } from './failure';

/** What the generator is asked for, one of each. https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html */
const TYPES: readonly RegExp[] = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/];

/** All characters of those types: what is printed of ASCII. */
const CHARACTERS = String.fromCharCode(...Array.from({ length: 0x7f - 0x21 }, (_, at) => 0x21 + at));

/** Which passwords an engine takes. The secret's first value, of letters and digits, is none of these. */
export class PasswordRules {
  /** What to ask Secrets Manager for. */
  public readonly request: GetRandomPasswordCommandInput;
  private readonly allowed: readonly string[];

  constructor(private readonly length: number, excluded: string) {
    this.allowed = [...CHARACTERS].filter((character) => !excluded.includes(character));
    this.request = { PasswordLength: length, ExcludeCharacters: excluded, IncludeSpace: false, RequireEachIncludedType: true };
  }

  /** Refuses a password that breaks the rules, without a word about it. */
  public check(password: string): void {
    const characters = [...password];
    refuseUnless(characters.length === this.length, 'the generated password has another length than asked for');
    refuseUnless(characters.every((character) => this.allowed.includes(character)), 'the generated password has a character that is excluded');
    const asked = TYPES.filter((type) => this.allowed.some((character) => type.test(character)));
    refuseUnless(asked.every((type) => type.test(password)), 'the generated password lacks a lower-case letter, an upper-case letter, a digit or a punctuation mark');
  }
}
