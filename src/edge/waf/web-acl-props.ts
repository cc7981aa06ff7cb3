import type { Duration } from 'aws-cdk-lib';
import type { BodyInspection } from './body-inspection';
import type { ResponseBody } from './response-body';
import type { RuleMode } from './rule-mode';
import type { WafAction } from './waf-action';
import type { WebAclBaseline } from './web-acl-baseline';
import type { WebAclLogging } from './web-acl-logging';
import type { WebAclRule } from './web-acl-rule';
import type { WebAclScope } from './web-acl-scope';
import type { Domain } from '../../core';

/** Properties of a web ACL. */
export interface WebAclProps {
  /**
   * The domain that owns the web ACL.
   *
   * @default - the domain that the scope lies in
   */
  readonly domain?: Domain;

  /**
   * What it protects.
   *
   * @default WebAclScope.REGIONAL
   */
  readonly aclScope?: WebAclScope;

  /**
   * Its name: 1 to 128 letters, digits, hyphens or underscores, once in its scope, account and Region. Another name makes another web ACL: see "Limits"
   * in the README for what becomes of the old one.
   *
   * @default - made of the construct's path, so that no change of rules changes it
   */
  readonly name?: string;

  /**
   * What it is for: 3 to 256 letters and digits of ASCII, `_+=:#@/-,.` and spaces between them.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * The switch of the whole web ACL: with COUNT nothing is stopped, whatever the rules would do, and a default action that blocks allows. Rules that
   * have a mode of their own keep it.
   *
   * @default RuleMode.ENFORCE
   */
  readonly mode?: RuleMode;

  /**
   * The curated rules.
   *
   * @default WebAclBaseline.recommended()
   */
  readonly baseline?: WebAclBaseline;

  /**
   * Rules of one's own, in their order.
   *
   * @default - none
   */
  readonly rules?: WebAclRule[];

  /**
   * What becomes of a request that no rule decided about: allow or block.
   *
   * @default WafAction.allow()
   */
  readonly defaultAction?: WafAction;

  /**
   * Addresses and blocks whose requests are let through before any other rule sees them: those of one's own scanners, say. Priority 1.
   *
   * @default - none
   */
  readonly trustedAddresses?: string[];

  /**
   * Addresses and blocks whose requests are blocked. Priority 2.
   *
   * @default - none
   */
  readonly blockedAddresses?: string[];

  /**
   * Bodies for blocked requests, by key: 50 at most.
   *
   * @default - none
   */
  readonly responseBodies?: { [key: string]: ResponseBody };

  /**
   * How long a solved puzzle counts: 60 seconds to 3 days.
   *
   * @default Duration.minutes(5)
   */
  readonly captchaImmunity?: Duration;

  /**
   * How long a solved silent puzzle counts: 300 seconds to 3 days.
   *
   * @default Duration.minutes(5)
   */
  readonly challengeImmunity?: Duration;

  /**
   * Domains whose tokens of solved puzzles are accepted besides that of the protected resource, such as `example.com`: 10 at most.
   *
   * @default - only that of the protected resource
   */
  readonly tokenDomains?: string[];

  /**
   * How much of a body is inspected in front of CloudFront, API Gateway, Cognito, App Runner and Verified Access. In front of load balancers and
   * GraphQL APIs it is always 8 KB.
   *
   * @default BodyInspection.KB_16
   */
  readonly bodyInspection?: BodyInspection;

  /**
   * Where the log goes.
   *
   * @default WebAclLogging.logGroup()
   */
  readonly logging?: WebAclLogging;

  /**
   * Headers that no log and no sample shows, besides `Authorization`, `Cookie`, `Proxy-Authorization`, `X-Api-Key` and `X-Amz-Security-Token`:
   * names of 1 to 64 characters, 100 together.
   *
   * @default - none
   */
  readonly secretHeaders?: string[];

  /**
   * Whether 150 WCU are kept free for the rule group that Shield Advanced adds for its automatic mitigation.
   *
   * @default - as soon as a `ShieldProtection` mitigates automatically with this web ACL. Pass true where Shield is turned on outside of the app.
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/ddos-automatic-app-layer-response-caveats.html
   */
  readonly reserveShieldCapacity?: boolean;
}
