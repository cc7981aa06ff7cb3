import { refuseUnless } from './failure';
import { PasswordRules } from './password-rules';
import type { SecretFields } from './secret-value';
import type { EngineOptions } from '../private/engine-options';

/** What the construct tells its function, in environment variables: what the secret itself may not decide. */
export interface RotationSettings {
  /** The one secret that the function rotates. */
  readonly secretArn: string;
  /** Dimension of the metrics. */
  readonly secretName: string;
  readonly strategy: string;
  /** Hosts that the function may connect to; the first is the one for secrets that name none. */
  readonly hosts: readonly string[];
  /** What the secret's JSON gets where it says nothing: where the server is. */
  readonly fields: SecretFields;
  /** Users that the function may change; none where the construct does not know them. */
  readonly usernames: readonly string[];
  /** The secret of the administrator that changes the user. */
  readonly administratorArn?: string;
  readonly passwordRules: PasswordRules;
  /** What is only one engine's. */
  readonly options: EngineOptions;
}

/** The names are written by `rotation-function.ts` and read here. */
export function settingsOf(environment: Readonly<Record<string, string | undefined>>): RotationSettings {
  const need = (name: string): string => {
    const value = environment[name];
    refuseUnless(value !== undefined && value !== '', 'an environment variable of the function is missing: deploy it with its construct');
    return value;
  };
  const list = (name: string): readonly string[] => (environment[name] ?? '').split(',').filter((item) => item !== '');
  const secretArn = need('SECRET_ARN');
  const administratorArn = environment.ADMINISTRATOR_SECRET_ARN;
  refuseUnless(administratorArn !== secretArn, 'the administrator\'s secret is the one that rotates: an administrator can\'t be its own');
  return {
    secretArn,
    secretName: need('SECRET_NAME'),
    strategy: need('STRATEGY'),
    hosts: list('HOSTS'),
    usernames: list('USERNAMES'),
    fields: JSON.parse(environment.FIELDS ?? '{}') as SecretFields,
    administratorArn,
    passwordRules: new PasswordRules(Number(need('PASSWORD_LENGTH')), environment.EXCLUDED_CHARACTERS ?? ''),
    options: JSON.parse(environment.ENGINE_OPTIONS ?? '{}') as EngineOptions,
  };
}
