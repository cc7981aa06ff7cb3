import { aws_cloudwatch as cloudwatch, type aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import { FIVE_MINUTES, global, graph, Metrics, ONCE, regional, type Sight } from './sight';
import { InvalidInputError } from '../../../private/errors';
import { type IWebAcl, WebAcl, WebAclScope } from '../../waf';
import { placeOf } from '../../waf/private/place';

/** The metric that counts what a rule did, by its action: https://docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html */
const METRICS_OF_ACTIONS: Readonly<Record<string, string>> = {
  allow: 'AllowedRequests', block: 'BlockedRequests', count: 'CountedRequests', captcha: 'CaptchaRequests', challenge: 'ChallengeRequests',
};

/** What a web ACL does. Its metrics have the dimension `Region` unless it serves CloudFront. */
export function webAclSight(acl: IWebAcl): Sight {
  if (!(acl instanceof WebAcl)) {
    throw new InvalidInputError({
      what: `the web ACL '${acl.node.path}'`, got: 'one that was made elsewhere', allowed: 'an edge.WebAcl', fix: 'watch it where it is made: its ARN does not tell the name of its metrics',
    });
  }
  const isGlobal = acl.aclScope === WebAclScope.CLOUDFRONT;
  const rates = rateRulesOf(acl);
  const viewFrom: Sight['viewFrom'] = (consumer) => {
    const metrics = new Metrics('AWS/WAFV2', consumer, { WebACL: acl.metricName, ...isGlobal ? {} : { Region: sight.region } });
    const ofRule = (metricName: string, rule: string) => metrics.of(metricName, { dimensionsMap: { Rule: rule } });
    const all = (metricName: string) => ofRule(metricName, 'ALL');
    const blocked = all('BlockedRequests');
    const limited = Object.fromEntries(rates.map(({ name, metricName }) => [name, ofRule(metricName, name)]));
    return {
      graphs: [
        graph('Requests', { Allowed: all('AllowedRequests'), Blocked: blocked, Counted: all('CountedRequests') }),
        graph('Blocked by rule', Object.fromEntries(acl.ruleNames.map((name) => [name, ofRule('BlockedRequests', name)]))),
        graph('Rate-limited', limited),
        graph('Asked to prove that they are human', { Challenge: all('ChallengeRequests'), CAPTCHA: all('CaptchaRequests') }),
      ].filter(({ lines }) => Object.keys(lines).length > 0),
      signs: [
        { id: 'BlockedRequests', description: 'AWS WAF blocks many requests', metric: blocked, limit: ({ blockedRequests }) => blockedRequests, periods: ONCE },
        ...rates.length === 0 ? [] : [{
          id: 'LimitedRequests',
          description: 'many requests come faster than the rules on rates allow',
          metric: sumOf(Object.values(limited)),
          limit: ({ limitedRequests }: { readonly limitedRequests: number }) => limitedRequests,
          periods: ONCE,
        }],
      ],
    };
  };
  const sight = isGlobal ? global('a web ACL', viewFrom) : regional('a web ACL', acl, viewFrom);
  return sight;
}

/** The rules on rates, with the metric that counts what they did. */
function rateRulesOf(acl: WebAcl): { readonly name: string; readonly metricName: string }[] {
  const { rules } = placeOf(acl, acl.aclScope, 'a web ACL of CloudFront').node.findChild('Resource') as wafv2.CfnWebACL;
  return (rules as wafv2.CfnWebACL.RuleProperty[])
    .filter(({ statement }) => (statement as wafv2.CfnWebACL.StatementProperty).rateBasedStatement !== undefined)
    .map(({ name, action }) => ({ name, metricName: METRICS_OF_ACTIONS[Object.keys(action ?? {})[0]] }));
}

/** A rule that had nothing to do has no data, and would leave the sum without. */
const sumOf = (metrics: readonly cloudwatch.Metric[]): cloudwatch.MathExpression => new cloudwatch.MathExpression({
  expression: `SUM([${metrics.map((_, index) => `FILL(rule${index}, 0)`).join(', ')}])`,
  usingMetrics: Object.fromEntries(metrics.map((metric, index) => [`rule${index}`, metric])),
  period: FIVE_MINUTES,
});
