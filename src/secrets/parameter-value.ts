import type { aws_iam as iam, aws_secretsmanager as secretsmanager } from 'aws-cdk-lib';
import type { ValueSource } from './parameter/request';
import { PARAMETER_LIMITS } from './private/parameter-name';
import { refuseUnless } from '../private/errors';

/** How a value is made up. */
export interface GeneratedValueOptions {
  /**
   * Number of characters: 16 to 4096.
   *
   * @default 32
   */
  readonly length?: number;

  /**
   * Whether there are punctuation marks in it beside letters and digits. Quotes, backslashes and braces are left out always.
   *
   * @default false
   */
  readonly punctuation?: boolean;

  /**
   * Characters that must not be in it. At least 32 others must be left.
   *
   * @default - none
   */
  readonly excludeCharacters?: string;

  /**
   * Which value it is: another whole number has a new one made at the next deployment. Nothing else does.
   *
   * @default 1
   */
  readonly generation?: number;
}

/** What is copied from a secret. */
export interface CopiedValueOptions {
  /**
   * The field of the secret's JSON that is copied. It must hold text.
   *
   * @default - the whole text of the secret
   */
  readonly field?: string;

  /**
   * Which copy it is: another whole number has the secret copied again at the next deployment.
   *
   * @default 1
   */
  readonly generation?: number;
}

/** Where the value of a parameter comes from. It is never in the template. */
export class ParameterValue {
  /** Random text, made up where it is stored. */
  public static generated(options: GeneratedValueOptions = {}): ParameterValue {
    const { length = 32, punctuation = false, excludeCharacters = '' } = options;
    const { min, max } = LENGTH;
    refuseUnless(Number.isInteger(length) && length >= min && length <= max, {
      what: 'length', got: String(length), allowed: `${min} to ${max} characters`, fix: 'pass a whole number within it, or leave it out for 32',
    });
    const alphabet = [...LETTERS_AND_DIGITS, ...punctuation ? PUNCTUATION : ''].filter((character) => !excludeCharacters.includes(character)).join('');
    refuseUnless(alphabet.length >= FEWEST_CHARACTERS, {
      what: 'excludeCharacters', got: `${alphabet.length} characters left`, allowed: `${FEWEST_CHARACTERS} or more left`, fix: 'exclude fewer, or set punctuation',
    });
    const Generation = generationText(options.generation);
    return new ParameterValue(() => ({ Kind: 'generated', Length: String(length), Alphabet: alphabet, Generation }));
  }

  /**
   * A copy of a secret's current value, made at deployment.
   *
   * It does not follow the secret: what rotates or changes there stays as it was here until `generation` changes. Grant readers the secret
   * itself wherever they can read it.
   */
  public static fromSecret(secret: secretsmanager.ISecret, options: CopiedValueOptions = {}): ParameterValue {
    const { field } = options;
    refuseUnless(field !== '', { what: 'field', got: '', allowed: 'the name of a field', fix: 'leave it out to copy the whole secret' });
    const Generation = generationText(options.generation);
    return new ParameterValue((copier) => {
      secret.grantRead(copier, ['AWSCURRENT']);
      return { Kind: 'secret', SecretArn: secret.secretFullArn ?? secret.secretArn, Field: field, Generation };
    });
  }

  /** A value that an operator stores after the first deployment. Until then random text stands there, and no deployment writes over it. */
  public static enteredByOperator(): ParameterValue {
    return new ParameterValue(() => ({ Kind: 'operator', Length: '32', Alphabet: LETTERS_AND_DIGITS }));
  }

  private constructor(private readonly bind: (copier: iam.IGrantable) => ValueSource) {}

  /**
   * The source, as the function that stores the value reads it; the function's role is granted what it needs for it.
   *
   * @internal
   */
  public _bind(copier: iam.IGrantable): ValueSource { return this.bind(copier); }
}

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** No quotes, backslashes and backticks, which shells and JSON read; no braces, since Parameter Store refuses double ones. */
const PUNCTUATION = '!#$%&()*+,-./:;<=>?@[]^_|~';

/** 16 of 32 characters are 80 bits. */
const FEWEST_CHARACTERS = 32;
const LENGTH = { min: 16, max: PARAMETER_LIMITS.standardBytes };

function generationText(generation = 1): string {
  refuseUnless(Number.isInteger(generation) && generation >= 1, {
    what: 'generation', got: String(generation), allowed: 'a whole number, 1 or more', fix: 'count it up by one to have a new value',
  });
  return String(generation);
}
