import { Token, type aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import { FallbackBehavior } from './fallback-behavior';
import type { OversizeHandling } from './oversize-handling';
import { UNSAID } from './private/oversize';
import { refuseUnless } from '../../private/errors';

/** Which of a map's entries are looked into. */
export enum MatchScope {
  /** Names and values. */
  ALL = 'ALL',
  /** Names. */
  KEY = 'KEY',
  /** Values. */
  VALUE = 'VALUE',
}

/** What is done with a body that is no valid JSON. */
export enum InvalidJson {
  /** The rule matches. */
  MATCH = 'MATCH',
  /** The rule does not match. */
  NO_MATCH = 'NO_MATCH',
  /** The body is looked into as text. */
  EVALUATE_AS_STRING = 'EVALUATE_AS_STRING',
}

/** How several entries are looked into. */
export interface EntriesOptions {
  /**
   * Only these, by name. Names of headers are compared regardless of case, those of cookies are not.
   *
   * @default - all
   */
  readonly names?: string[];

  /**
   * Names, values, or both.
   *
   * @default MatchScope.ALL
   */
  readonly matchScope?: MatchScope;

  /**
   * What is done with more than WAF inspects: 8 KB, or 200 entries.
   *
   * @default - what stops the request: MATCH, and NO_MATCH where a match lets it pass, as in a rule that allows or under `noneOf`
   */
  readonly oversize?: OversizeHandling;
}

/** How a body is looked into as JSON. */
export interface JsonBodyOptions {
  /**
   * Only these, by JSON pointer (RFC 6901) of 1 to 512 characters, such as `/login/name`.
   *
   * @default - all
   */
  readonly pointers?: string[];

  /**
   * Names, values, or both.
   *
   * @default MatchScope.ALL
   */
  readonly matchScope?: MatchScope;

  /**
   * What is done with a body that is no valid JSON.
   *
   * @default InvalidJson.EVALUATE_AS_STRING
   */
  readonly invalidJson?: InvalidJson;

  /**
   * What is done with a body larger than WAF inspects.
   *
   * @default - what stops the request: MATCH, and NO_MATCH where a match lets it pass, as in a rule that allows or under `noneOf`
   */
  readonly oversize?: OversizeHandling;
}

/**
 * The part of a request that a statement looks into.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-fields-list.html
 */
export class WafField {
  /** The path. */
  public static uriPath(): WafField { return new WafField({ uriPath: {} }); }

  /** What stands behind the question mark. */
  public static queryString(): WafField { return new WafField({ queryString: {} }); }

  /** The method, such as `POST`. */
  public static httpMethod(): WafField { return new WafField({ method: {} }); }

  /** One header, by name, whatever its case. */
  public static singleHeader(name: string): WafField {
    // CDK passes this one on as it is, so the name is CloudFormation's
    return new WafField({ singleHeader: { Name: checkName('a header', name).toLowerCase() } });
  }

  /** One argument of the query, by name, whatever its case. */
  public static singleQueryArgument(name: string): WafField {
    return new WafField({ singleQueryArgument: { Name: checkName('a query argument', name).toLowerCase() } });
  }

  /** Each argument of the query. It costs 10 WCU more. */
  public static allQueryArguments(): WafField { return new WafField({ allQueryArguments: {} }); }

  /** All headers, or several. */
  public static headers(options: EntriesOptions = {}): WafField {
    return new WafField({
      headers: {
        matchPattern: options.names ? { includedHeaders: checkNames('headers', options.names) } : { all: {} }, ...entriesOf(options),
      },
    });
  }

  /** All cookies, or several. */
  public static cookies(options: EntriesOptions = {}): WafField {
    return new WafField({
      cookies: {
        matchPattern: options.names ? { includedCookies: checkNames('cookies', options.names) } : { all: {} }, ...entriesOf(options),
      },
    });
  }

  /** The names of the headers in the order in which they came, joined by colons. More than WAF inspects stop the request, unless `oversize` says otherwise. */
  public static headerOrder(oversize?: OversizeHandling): WafField {
    return new WafField({ headerOrder: { oversizeHandling: oversize ?? UNSAID } });
  }

  /** The body as text, up to what WAF inspects of it. More of it is taken for what stops the request, unless `oversize` says otherwise. */
  public static body(oversize?: OversizeHandling): WafField { return new WafField({ body: { oversizeHandling: oversize ?? UNSAID } }); }

  /** The body as JSON. It costs twice the statement's base. */
  public static jsonBody(options: JsonBodyOptions = {}): WafField {
    return new WafField({
      jsonBody: {
        matchPattern: options.pointers ? { includedPaths: checkPointers(options.pointers) } : { all: {} },
        matchScope: options.matchScope ?? MatchScope.ALL,
        invalidFallbackBehavior: options.invalidJson ?? InvalidJson.EVALUATE_AS_STRING,
        oversizeHandling: options.oversize ?? UNSAID,
      },
    });
  }

  /** The JA3 fingerprint of the TLS handshake. Only in front of CloudFront and Application Load Balancers, with an exact text. */
  public static ja3Fingerprint(fallback: FallbackBehavior = FallbackBehavior.NO_MATCH): WafField {
    return new WafField({ ja3Fingerprint: { fallbackBehavior: fallback } });
  }

  /** The JA4 fingerprint of the TLS handshake. Only in front of CloudFront and Application Load Balancers, with an exact text. */
  public static ja4Fingerprint(fallback: FallbackBehavior = FallbackBehavior.NO_MATCH): WafField {
    return new WafField({ ja4Fingerprint: { fallbackBehavior: fallback } });
  }

  /** What stands behind the hash, where a client sends it. */
  public static uriFragment(fallback: FallbackBehavior = FallbackBehavior.NO_MATCH): WafField {
    return new WafField({ uriFragment: { fallbackBehavior: fallback } });
  }

  private constructor(
    /** @internal */
    public readonly _json: wafv2.CfnWebACL.FieldToMatchProperty,
  ) {}

  /** Whether it is a fingerprint, which is compared exactly and never transformed. @internal */
  public get _isFingerprint(): boolean { return 'ja3Fingerprint' in this._json || 'ja4Fingerprint' in this._json; }
}

const entriesOf = ({ matchScope = MatchScope.ALL, oversize }: EntriesOptions) =>
  ({ matchScope, oversizeHandling: oversize ?? UNSAID });

function checkName(what: string, name: string): string {
  refuseUnless(name.length >= 1 && name.length <= 64 && !/\s/.test(name), {
    what: `the name of ${what}`, got: name, allowed: '1 to 64 characters without white space', fix: 'pass the name alone, without its value',
  });
  return name;
}

function checkNames(what: string, names: string[]): string[] {
  refuseUnless(names.length >= 1 && names.length <= 199, {
    what: `the ${what} that are looked into`, got: `${names.length} names`, allowed: '1 to 199 names', fix: 'leave `names` out to look into all',
  });
  return names;
}

/** https://docs.aws.amazon.com/waf/latest/APIReference/API_JsonMatchPattern.html */
function checkPointers(pointers: string[]): string[] {
  for (const pointer of pointers) {
    refuseUnless(Token.isUnresolved(pointer) || (/^\/([^~]|~[01])*$/.test(pointer) && pointer.length <= 512), {
      what: 'a JSON pointer', got: pointer, allowed: '1 to 512 characters, a slash first, ~ only as ~0 or ~1', fix: 'write it as /login/name',
    });
  }
  return checkNames('JSON pointers', pointers);
}
