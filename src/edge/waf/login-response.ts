import type { aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import { checkOutcomes, checkPlace } from './private/outcomes';

/** Texts that tell success from failure. They are compared as they are, upper and lower case apart. */
export interface LoginTexts {
  /** Texts of a success: 1 to 5, in a header 1 to 3, of 1 to 100 characters each, and none of those of a failure. */
  readonly success: string[];
  /** Texts of a failure: 1 to 5, in a header 1 to 3, of 1 to 100 characters each, and none of those of a success. */
  readonly failure: string[];
}

/** Status codes that tell success from failure. */
export interface LoginStatuses {
  /** Statuses of a success: 1 to 10, and none of those of a failure. */
  readonly success: number[];
  /** Statuses of a failure: 1 to 10, and none of those of a success. */
  readonly failure: number[];
}

/**
 * How WAF sees in the response whether a login or a registration succeeded. Only in front of CloudFront, and not over HTTP/3.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-atp-components.html
 */
export class LoginResponse {
  /**
   * By the status.
   *
   * @throws if one of the lists is empty or too long, or a status is no status or in both
   */
  public static status(statuses: LoginStatuses): LoginResponse {
    checkOutcomes('status', statuses);
    return new LoginResponse({ statusCode: { successCodes: statuses.success, failureCodes: statuses.failure } });
  }

  /**
   * By a header's value.
   *
   * @param name of the header, as the application writes it: 1 to 200 characters
   * @throws if one of the lists is empty or too long, or a value is in both
   */
  public static header(name: string, values: LoginTexts): LoginResponse {
    checkPlace('header', name);
    checkOutcomes('header', values);
    return new LoginResponse({ header: { name, successValues: values.success, failureValues: values.failure } });
  }

  /**
   * By a text in the first 64 KB of the body.
   *
   * @throws if one of the lists is empty or too long, or a text is in both
   */
  public static body(texts: LoginTexts): LoginResponse {
    checkOutcomes('body', texts);
    return new LoginResponse({ bodyContains: { successStrings: texts.success, failureStrings: texts.failure } });
  }

  /**
   * By a value in the first 64 KB of the body, which is JSON.
   *
   * @param pointer to the value, such as `/login/success`: 1 to 512 characters
   * @throws if one of the lists is empty or too long, or a value is in both
   */
  public static json(pointer: string, values: LoginTexts): LoginResponse {
    checkPlace('json', pointer);
    checkOutcomes('json', values);
    return new LoginResponse({ json: { identifier: pointer, successValues: values.success, failureValues: values.failure } });
  }

  private constructor(
    /** @internal */
    public readonly _json: wafv2.CfnWebACL.ResponseInspectionProperty,
  ) {}
}
