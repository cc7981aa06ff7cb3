import { Token, type aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import type { ForwardedAddress } from './forwarded-address';
import type { IIpSet } from './ip-set';
import { renderDecoded, renderInspection } from './private/inspection';
import { checkLabelKey } from './private/labels';
import { checkLetterCase } from './private/letter-case';
import { LIMITS } from './private/limits';
import { checkPattern } from './private/pattern';
import type { Reference } from './private/reference';
import type { IRegexPatternSet } from './regex-pattern-set';
import type { SizeComparison } from './size-comparison';
import { SqliSensitivity } from './sqli-sensitivity';
import { StringPosition } from './string-position';
import type { TextInspection } from './text-inspection';
import { refuseUnless } from '../../private/errors';
import { isCountry } from '../private/country';

/** Which address a statement takes for the client's. */
export interface AddressOptions {
  /**
   * The address that a proxy reports.
   *
   * @default - the address that the request comes from
   */
  readonly forwarded?: ForwardedAddress;
}

/** A text that is looked for. */
export interface TextMatch extends TextInspection {
  /** The text: 1 to 200 bytes, of which a letter of Korean takes three. It is compared as it is: with LOWERCASE among the transformations, write it in lower case. */
  readonly text: string;

  /**
   * Where the text is looked for.
   *
   * @default StringPosition.CONTAINS
   */
  readonly position?: StringPosition;
}

/** A pattern that is looked for. */
export interface RegexMatch extends TextInspection {
  /** The regular expression, as PCRE knows it but for a few forms: 1 to 200 characters. */
  readonly pattern: string;
}

/** A set of patterns of which one is looked for. */
export interface RegexSetMatch extends TextInspection {
  /** The patterns. */
  readonly patterns: IRegexPatternSet;
}

/** A size that is looked for. */
export interface SizeMatch extends TextInspection {
  /** How the part's size compares with `bytes`. */
  readonly comparison: SizeComparison;
  /** The number of bytes. */
  readonly bytes: number;
}

/** SQL that is looked for. */
export interface SqliMatch extends TextInspection {
  /**
   * How eagerly SQL is found.
   *
   * @default SqliSensitivity.LOW
   */
  readonly sensitivity?: SqliSensitivity;
}

/**
 * What a rule looks for in a request. Statements nest: `allOf`, `anyOf` and `noneOf` take others, and rates and managed groups are narrowed by one.
 *
 * @example
 * edge.WafStatement.allOf(
 *   edge.WafStatement.byteMatch({ field: edge.WafField.uriPath(), text: '/admin', position: edge.StringPosition.STARTS_WITH }),
 *   edge.WafStatement.noneOf(edge.WafStatement.geo(['KR'])),
 * );
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statements.html
 */
export class WafStatement {
  /** The client's address is in a set. 1 WCU for each set that the addresses take. */
  public static ipSet(addresses: IIpSet, options: AddressOptions = {}): WafStatement {
    const { forwarded } = options;
    const statements = addresses.ipSetArns.map((arn) => new WafStatement({
      ipSetReferenceStatement: {
        arn, ipSetForwardedIpConfig: forwarded && { ...forwarded._render(), position: forwarded.position },
      },
    }, [{ what: `the IP set '${addresses.node.path}'`, arn, aclScope: addresses.aclScope }]));
    return WafStatement.anyOf(...statements);
  }

  /**
   * The client's address is of one of the countries. 1 WCU. One rule names 50 countries at most.
   *
   * @param countries by their codes of two letters (ISO 3166-1), such as `KR`
   * @throws if a code is that of no country
   */
  public static geo(countries: string[], options: AddressOptions = {}): WafStatement {
    refuseUnless(countries.length > 0, { what: 'countries', got: 'none', allowed: 'one or more', fix: 'name countries by their codes, such as KR' });
    for (const country of countries) {
      refuseUnless(Token.isUnresolved(country) || isCountry(country), {
        what: 'a country', got: country, allowed: 'the code of a country in two capital letters (ISO 3166-1 alpha-2)', fix: 'write KR, US or GB',
      });
    }
    return new WafStatement({ geoMatchStatement: { countryCodes: countries, forwardedIpConfig: addressOf(options) } });
  }

  /**
   * The client's address is of one of the networks. 1 WCU.
   *
   * @param networks by their numbers (ASN): 1 to 100
   */
  public static asn(networks: number[], options: AddressOptions = {}): WafStatement {
    const isNumber = (network: number) => Number.isInteger(network) && network >= 0 && network < 2 ** 32;
    refuseUnless(networks.length >= 1 && networks.length <= LIMITS.networks && networks.every(isNumber), {
      what: 'networks', got: networks.join(', ') || 'none', allowed: `1 to ${LIMITS.networks} numbers from 0 to 4294967295`, fix: 'name networks by their AS numbers',
    });
    return new WafStatement({ asnMatchStatement: { asnList: networks, forwardedIpConfig: addressOf(options) } });
  }

  /** An earlier rule gave the request this label: the web ACL's own as it was written, that of a rule group by `group.labelFor(…)`, others' in full. 1 WCU. */
  public static label(label: string): WafStatement {
    return new WafStatement({ labelMatchStatement: { scope: 'LABEL', key: checkLabelKey('a label', label, false) } });
  }

  /** An earlier rule gave the request a label that begins so. The namespace ends with a colon. 1 WCU. */
  public static labelNamespace(namespace: string): WafStatement {
    return new WafStatement({ labelMatchStatement: { scope: 'NAMESPACE', key: checkLabelKey('a namespace of labels', namespace, true) } });
  }

  /**
   * A part of the request has a text. 2 or 10 WCU, by where the text is looked for.
   *
   * @throws if the text can match nothing: it is empty or too long, or its letters are of the case that the transformations leave none of
   */
  public static byteMatch(match: TextMatch): WafStatement {
    const position = match.position ?? StringPosition.CONTAINS;
    checkText(match.text);
    checkLetterCase(match.text, match.transformations);
    refuseUnless(position !== StringPosition.CONTAINS_WORD || /^\w+$/.test(match.text), {
      what: 'the word of a match', got: match.text, allowed: 'letters, digits and underscores', fix: 'use StringPosition.CONTAINS for other texts',
    });
    refuseUnless(!match.field._isFingerprint || (position === StringPosition.EXACTLY && !match.transformations), {
      what: 'the match of a fingerprint',
      got: `${position}, ${match.transformations?.length ?? 0} transformations`,
      allowed: 'EXACTLY, without transformations',
      fix: 'pass `position: StringPosition.EXACTLY` and the whole fingerprint',
    });
    return new WafStatement({ byteMatchStatement: { searchString: match.text, positionalConstraint: position, ...renderInspection(match) } });
  }

  /**
   * A part of the request matches a pattern. 3 WCU.
   *
   * @throws if the pattern is no regular expression
   */
  public static regex(match: RegexMatch): WafStatement {
    checkPattern(match.pattern);
    return new WafStatement({ regexMatchStatement: { regexString: match.pattern, ...renderInspection(match) } });
  }

  /** A part of the request matches one of a set's patterns. 25 WCU. */
  public static regexSet(match: RegexSetMatch): WafStatement {
    const { patterns } = match;
    return new WafStatement({ regexPatternSetReferenceStatement: { arn: patterns.regexPatternSetArn, ...renderInspection(match) } }, [
      { what: `the pattern set '${patterns.node.path}'`, arn: patterns.regexPatternSetArn, aclScope: patterns.aclScope },
    ]);
  }

  /** A part of the request is larger or smaller than a number of bytes. 1 WCU. */
  public static size(match: SizeMatch): WafStatement {
    refuseUnless(Number.isInteger(match.bytes) && match.bytes >= 0, { what: 'bytes', got: match.bytes, allowed: 'a whole number, 0 or more', fix: 'pass bytes, not kilobytes' });
    return new WafStatement({ sizeConstraintStatement: { comparisonOperator: match.comparison, size: match.bytes, ...renderInspection(match) } });
  }

  /** A part of the request holds SQL, as it is or encoded. 20 or 30 WCU, by the sensitivity, and 20 for decoding: `[TextTransformation.NONE]` decodes nothing. */
  public static sqli(match: SqliMatch): WafStatement {
    return new WafStatement({ sqliMatchStatement: { sensitivityLevel: match.sensitivity ?? SqliSensitivity.LOW, ...renderDecoded(match) } });
  }

  /** A part of the request holds a script, as it is or encoded. 40 WCU, and 20 for decoding: `[TextTransformation.NONE]` decodes nothing. */
  public static xss(match: TextInspection): WafStatement {
    return new WafStatement({ xssMatchStatement: renderDecoded(match) });
  }

  /** All of the statements hold. One alone stands for itself. */
  public static allOf(...statements: WafStatement[]): WafStatement {
    return combined('allOf', statements, (parts) => ({ andStatement: { statements: parts } }));
  }

  /** One or more of the statements hold. One alone stands for itself. */
  public static anyOf(...statements: WafStatement[]): WafStatement {
    return combined('anyOf', statements, (parts) => ({ orStatement: { statements: parts } }));
  }

  /** None of the statements holds. */
  public static noneOf(...statements: WafStatement[]): WafStatement {
    const any = combined('noneOf', statements, (parts) => ({ orStatement: { statements: parts } }));
    return WafStatement._of({ notStatement: { statement: any._json } }, any._references);
  }

  /** @internal */
  public static _of(json: wafv2.CfnWebACL.StatementProperty, references: readonly Reference[]): WafStatement {
    return new WafStatement(json, references);
  }

  private constructor(
    /** @internal */
    public readonly _json: wafv2.CfnWebACL.StatementProperty,
    /** @internal */
    public readonly _references: readonly Reference[] = [],
  ) {}
}

/** WAF wants two or more statements in AND and OR. */
function combined(
  name: string, statements: readonly WafStatement[], combine: (parts: wafv2.CfnWebACL.StatementProperty[]) => wafv2.CfnWebACL.StatementProperty,
): WafStatement {
  refuseUnless(statements.length > 0, {
    what: `the statements of ${name}`, got: 'none', allowed: 'one or more', fix: 'pass what it shall combine: a rule over nothing would match every request or none',
  });
  return statements.length === 1 ? statements[0]
    : WafStatement._of(combine(statements.map(({ _json }) => _json)), statements.flatMap(({ _references }) => _references));
}

const addressOf = ({ forwarded }: AddressOptions) => forwarded?._render();

function checkText(text: string): void {
  const bytes = Buffer.byteLength(text);
  refuseUnless(Token.isUnresolved(text) || (bytes >= 1 && bytes <= LIMITS.bytesOfString), {
    what: 'the text of a match', got: `${bytes} bytes`, allowed: `1 to ${LIMITS.bytesOfString}`, fix: 'shorten it, or look for parts of it with allOf(…)',
  });
}
