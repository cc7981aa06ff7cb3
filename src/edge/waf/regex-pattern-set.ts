import { aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { globalName } from '../private/global-name';
import { LIMITS } from './private/limits';
import { checkPattern } from './private/pattern';
import { placeOf } from './private/place';
import { WebAclScope } from './web-acl-scope';
import { Domain } from '../../core';
import { refuseUnless } from '../../private/errors';

/** Regular expressions that rules share. */
export interface IRegexPatternSet extends IConstruct {
  /** What kind of web ACL may refer to it. */
  readonly aclScope: WebAclScope;
  /** Its ARN, as the stack that it lies in knows it. */
  readonly regexPatternSetArn: string;
}

/** Properties of a pattern set. */
export interface RegexPatternSetProps {
  /** The regular expressions: 1 to 10, of 1 to 200 characters each. */
  readonly patterns: string[];

  /**
   * The domain.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;

  /**
   * What kind of web ACL may refer to it.
   *
   * @default WebAclScope.REGIONAL
   */
  readonly aclScope?: WebAclScope;
}

/**
 * Regular expressions that rules share. A rule pays 25 WCU for it, however many they are.
 *
 * @example
 * const orders = new core.Domain(this, 'Orders');
 * const scanners = new edge.RegexPatternSet(orders, 'Scanners', { patterns: ['^sqlmap/', '^nikto/'] });
 */
export class RegexPatternSet extends Construct implements IRegexPatternSet {
  /** What kind of web ACL may refer to it. */
  public readonly aclScope: WebAclScope;
  /** Its ARN, as the stack that it lies in knows it. */
  public readonly regexPatternSetArn: string;

  constructor(scope: Construct, id: string, props: RegexPatternSetProps) {
    super(scope, id);
    const { patterns } = props;
    refuseUnless(patterns.length >= 1 && patterns.length <= LIMITS.patternsOfSet, {
      what: 'patterns', got: `${patterns.length} patterns`, allowed: `1 to ${LIMITS.patternsOfSet}`, fix: 'join patterns with |, or make a second set and use anyOf(…)',
    });
    patterns.forEach(checkPattern);
    this.aclScope = props.aclScope ?? WebAclScope.REGIONAL;
    const place = placeOf(this, this.aclScope, 'a pattern set for CloudFront');
    this.regexPatternSetArn = new wafv2.CfnRegexPatternSet(place, 'Resource', {
      name: globalName(this, 128), scope: this.aclScope, regularExpressionList: patterns,
    }).attrArn;
    (props.domain ?? Domain.of(scope)).tag(place);
  }
}
