import type { BaselineGroupOptions } from './baseline-rule-options';
import type { LoginResponse } from './login-response';

/** How the fields of a form are sent. */
export enum FormPayload {
  /** As JSON. Fields are JSON pointers, such as `/login/name`. */
  JSON = 'JSON',
  /** As a form. Fields are names. */
  FORM_ENCODED = 'FORM_ENCODED',
}

/** Where a login request holds what. */
export interface LoginFields {
  /** How the fields are sent. */
  readonly payload: FormPayload;
  /** The field of the user's name. */
  readonly username: string;
  /** The field of the password. */
  readonly password: string;
}

/** The account takeover group. */
export interface AccountTakeoverOptions extends BaselineGroupOptions {
  /** The path that logins are sent to, such as `/login`. */
  readonly loginPath: string;

  /**
   * Where a login request holds what.
   *
   * @default - AWS looks for it by itself
   */
  readonly fields?: LoginFields;

  /**
   * How WAF sees whether a login succeeded. Only in front of CloudFront.
   *
   * @default - WAF does not look into responses
   */
  readonly response?: LoginResponse;
}

/** Where a registration holds what. */
export interface RegistrationFields {
  /** How the fields are sent. */
  readonly payload: FormPayload;

  /**
   * The field of the user's name.
   *
   * @default - none
   */
  readonly username?: string;

  /**
   * The field of the password.
   *
   * @default - none
   */
  readonly password?: string;

  /**
   * The field of the e-mail address.
   *
   * @default - none
   */
  readonly email?: string;

  /**
   * The fields of the telephone number.
   *
   * @default - none
   */
  readonly phoneNumbers?: string[];

  /**
   * The fields of the postal address.
   *
   * @default - none
   */
  readonly addresses?: string[];
}

/** The account creation fraud group. */
export interface FakeAccountsOptions extends BaselineGroupOptions {
  /** The path of the page with the form, such as `/register`. */
  readonly registrationPagePath: string;
  /** The path that registrations are sent to, such as `/accounts`. */
  readonly creationPath: string;
  /** Where a registration holds what. */
  readonly fields: RegistrationFields;

  /**
   * How WAF sees whether a registration succeeded. Only in front of CloudFront.
   *
   * @default - WAF does not look into responses
   */
  readonly response?: LoginResponse;
}
