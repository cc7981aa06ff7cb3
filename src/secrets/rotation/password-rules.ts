import type { GetRandomPasswordCommandInput } from '@aws-sdk/client-secrets-manager';
import { refuseUnless } from './failure';

/** Which passwords an engine takes. The first value of the secret and every rotated one are made by the same rules. */
export class PasswordRules {
  /** What to ask Secrets Manager for. */
  public readonly request: GetRandomPasswordCommandInput;

  constructor(private readonly length: number, private readonly excluded: string) {
    this.request = { PasswordLength: length, ExcludeCharacters: excluded, IncludeSpace: false, RequireEachIncludedType: true };
  }

  /** Refuses a password that breaks the rules, without a word about it. */
  public check(password: string): void {
    const characters = [...password];
    refuseUnless(characters.length === this.length, 'the generated password has another length than asked for');
    refuseUnless(characters.every((character) => /^[\x21-\x7e]$/.test(character) && !this.excluded.includes(character)), 'the generated password has a character that is excluded');
  }
}
