import { refuseUnless } from '../../private/errors';

/** What a rule did with a request. */
export enum LoggedAction {
  /** It let the request through. */
  ALLOW = 'ALLOW',
  /** It blocked the request. */
  BLOCK = 'BLOCK',
  /** It counted the request. */
  COUNT = 'COUNT',
  /** It asked for a puzzle, and none was solved. */
  CAPTCHA = 'CAPTCHA',
  /** It asked for a silent puzzle, and none was solved. */
  CHALLENGE = 'CHALLENGE',
  /** A rule group's action that was overridden to count. */
  EXCLUDED_AS_COUNT = 'EXCLUDED_AS_COUNT',
}

/**
 * Which requests are logged.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/logging-management.html
 */
export class LogFilter {
  /**
   * Only requests with which a rule did one of these.
   *
   * @throws if it is none
   */
  public static onlyActions(...actions: LoggedAction[]): LogFilter {
    return new LogFilter(actions.map((Action) => ({ ActionCondition: { Action } })));
  }

  /**
   * Only requests with one of these labels, in full: `awswaf:managed:aws:core-rule-set:NoUserAgent_Header`.
   *
   * @throws if it is none
   */
  public static onlyLabels(...labels: string[]): LogFilter {
    return new LogFilter(labels.map((LabelName) => ({ LabelNameCondition: { LabelName } })));
  }

  /** @internal */
  public readonly _json: object;

  private constructor(conditions: object[]) {
    refuseUnless(conditions.length > 0, { what: 'the conditions of a log filter', got: 'none', allowed: 'one at least', fix: 'pass no filter, and all is logged; WebAclLogging.off(reason) logs nothing' });
    // CDK passes this on as it is, so the names are CloudFormation's
    this._json = { DefaultBehavior: 'DROP', Filters: [{ Behavior: 'KEEP', Requirement: 'MEETS_ANY', Conditions: conditions }] };
  }
}
