import type { aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import { LIMITS } from './private/limits';
import { refuseUnless } from '../../private/errors';

/** What a blocked client is told. */
export interface BlockResponse {
  /**
   * The HTTP status, one of those that WAF can answer with.
   *
   * @default 403
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/customizing-the-response-status-codes.html
   */
  readonly status?: number;

  /**
   * The key of one of the web ACL's `responseBodies`.
   *
   * @default - no body
   */
  readonly bodyKey?: string;

  /**
   * Headers of the response: 10 at most.
   *
   * @default - none
   */
  readonly headers?: { [name: string]: string };
}

/** What is told to the application about a request that goes through. */
export interface RequestMarks {
  /**
   * Headers that WAF adds to the request, as `x-amzn-waf-` and the name: 10 at most, names of 1 to 64 letters, digits and `.`, `_`, `-`, `$`, values of
   * 1 to 255 characters. A client can send such a header itself, and WAF overwrites it only where it adds it: block requests that come with one.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/customizing-the-incoming-request.html
   */
  readonly insertHeaders?: { [name: string]: string };
}

/**
 * What WAF does with a request that a rule matches.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-action.html
 */
export class WafAction {
  /**
   * The request goes through, and no later rule sees it.
   *
   * @throws if the headers are none that WAF adds
   */
  public static allow(marks: RequestMarks = {}): WafAction { return WafAction.passing('ALLOW', 'allow', marks); }

  /**
   * The request is refused.
   *
   * @throws if the status or the headers are none that WAF answers with
   */
  public static block(response?: BlockResponse): WafAction {
    return new WafAction('BLOCK', { block: response ? { customResponse: renderResponse(response) } : {} }, 0, Object.keys(response?.headers ?? {}).length, response?.bodyKey);
  }

  /**
   * The request is counted, gets the rule's labels, and goes on to the next rule.
   *
   * @throws if the headers are none that WAF adds
   */
  public static count(marks: RequestMarks = {}): WafAction { return WafAction.passing('COUNT', 'count', marks); }

  /**
   * A person has to solve a puzzle, unless they did lately. It costs by the attempt. Headers are added to requests of those who did.
   *
   * @throws if the headers are none that WAF adds
   */
  public static captcha(marks: RequestMarks = {}): WafAction { return WafAction.passing('CAPTCHA', 'captcha', marks); }

  /**
   * The browser has to solve a puzzle silently, unless it did lately. It costs by the response. Headers are added to requests of those that did.
   *
   * @throws if the headers are none that WAF adds
   */
  public static challenge(marks: RequestMarks = {}): WafAction { return WafAction.passing('CHALLENGE', 'challenge', marks); }

  private static passing(name: string, kind: 'allow' | 'captcha' | 'challenge' | 'count', { insertHeaders = {} }: RequestMarks): WafAction {
    return new WafAction(name, { [kind]: renderMarks(insertHeaders) }, Object.keys(insertHeaders).length);
  }

  private constructor(
    /** `ALLOW`, `BLOCK`, `COUNT`, `CAPTCHA` or `CHALLENGE`. */
    public readonly actionName: string,
    /** @internal */
    public readonly _json: wafv2.CfnWebACL.RuleActionProperty,
    /** How many headers it adds to the request. @internal */
    public readonly _requestHeaders: number,
    /** How many headers it answers with. @internal */
    public readonly _responseHeaders: number = 0,
    /** @internal */
    public readonly _bodyKey?: string,
  ) {}

  /** Whether it can stop a request. @internal */
  public get _stops(): boolean { return ['BLOCK', 'CAPTCHA', 'CHALLENGE'].includes(this.actionName); }
}

/** https://docs.aws.amazon.com/waf/latest/developerguide/customizing-the-response-status-codes.html */
const STATUSES = [
  200, 201, 202, 204, 206, 300, 301, 302, 303, 304, 307, 308,
  400, 401, 403, 404, 405, 408, 409, 411, 412, 413, 414, 415, 416, 421, 429,
  500, 501, 502, 503, 504, 505,
];

/** https://docs.aws.amazon.com/waf/latest/APIReference/API_CustomHTTPHeader.html */
const HEADER_NAME = /^[a-zA-Z0-9._$-]{1,64}$/;
const MOST_CHARACTERS = 255;

function renderHeaders(what: string, headers: Readonly<Record<string, string>>): { name: string; value: string }[] | undefined {
  const entries = Object.entries(headers);
  refuseUnless(entries.length <= LIMITS.headersOfAction, {
    what: `the headers of ${what}`, got: `${entries.length} headers`, allowed: `at most ${LIMITS.headersOfAction}`, fix: 'leave some out',
  });
  for (const [name, value] of entries) {
    refuseUnless(HEADER_NAME.test(name), {
      what: `a header of ${what}`, got: name, allowed: '1 to 64 letters, digits and . _ - $', fix: 'pass the name alone, without colon and value',
    });
    refuseUnless(value.length >= 1 && value.length <= MOST_CHARACTERS, {
      what: `the header ${name} of ${what}`, got: `${value.length} characters`, allowed: `1 to ${MOST_CHARACTERS}`, fix: 'shorten it, or leave the header out',
    });
  }
  return entries.length > 0 ? entries.map(([name, value]) => ({ name, value })) : undefined;
}

function renderMarks(headers: Readonly<Record<string, string>>): { customRequestHandling?: wafv2.CfnWebACL.CustomRequestHandlingProperty } {
  const insertHeaders = renderHeaders('a request', headers);
  return insertHeaders ? { customRequestHandling: { insertHeaders } } : {};
}

function renderResponse({ status = 403, bodyKey, headers = {} }: BlockResponse): wafv2.CfnWebACL.CustomResponseProperty {
  refuseUnless(STATUSES.includes(status), {
    what: 'the status of a blocked request', got: status, allowed: STATUSES.join(', '), fix: 'use 403, or 429 for a rate',
  });
  return { responseCode: status, customResponseBodyKey: bodyKey, responseHeaders: renderHeaders('a blocked request', headers) };
}
