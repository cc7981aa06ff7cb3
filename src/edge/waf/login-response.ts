import type { aws_wafv2 as wafv2 } from 'aws-cdk-lib';

/** Texts that tell success from failure. */
export interface LoginTexts {
  /** Texts of a success. */
  readonly success: string[];
  /** Texts of a failure. */
  readonly failure: string[];
}

/** Status codes that tell success from failure. */
export interface LoginStatuses {
  /** Statuses of a success. */
  readonly success: number[];
  /** Statuses of a failure. */
  readonly failure: number[];
}

/**
 * How WAF sees in the response whether a login or a registration succeeded. Only in front of CloudFront.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-atp-components.html
 */
export class LoginResponse {
  /** By the status. */
  public static status(statuses: LoginStatuses): LoginResponse {
    return new LoginResponse({ statusCode: { successCodes: statuses.success, failureCodes: statuses.failure } });
  }

  /** By a header's value. */
  public static header(name: string, values: LoginTexts): LoginResponse {
    return new LoginResponse({ header: { name, successValues: values.success, failureValues: values.failure } });
  }

  /** By a text in the body. */
  public static body(texts: LoginTexts): LoginResponse {
    return new LoginResponse({ bodyContains: { successStrings: texts.success, failureStrings: texts.failure } });
  }

  /** By a value in the body, which is JSON. */
  public static json(pointer: string, values: LoginTexts): LoginResponse {
    return new LoginResponse({ json: { identifier: pointer, successValues: values.success, failureValues: values.failure } });
  }

  private constructor(
    /** @internal */
    public readonly _json: wafv2.CfnWebACL.ResponseInspectionProperty,
  ) {}
}
