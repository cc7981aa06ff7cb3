import { Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import { InvalidInputError } from '../../../private/errors';
import { GLOBAL_REGION } from '../../../private/global-stack';
import { WebAclScope } from '../web-acl-scope';

/**
 * The scope that an ARN of WAF tells: `arn:aws:wafv2:us-east-1:<account>:global/…` or `arn:aws:wafv2:<region>:<account>:regional/…`.
 *
 * An ARN that only the deployment knows is taken for one of a Region.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awswafv2.html
 */
export function checkWafArn(what: string, type: string, arn: string): WebAclScope {
  if (Token.isUnresolved(arn)) { return WebAclScope.REGIONAL; }
  const [, region, kind] = new RegExp(`^arn:[\\w-]+:wafv2:([\\w-]+):\\d{12}:(global|regional)/${type}/[^/]+/[^/]+$`).exec(arn) ?? [];
  if (!kind) {
    throw new InvalidInputError({
      what: `the ARN of ${what}`,
      got: arn,
      allowed: `arn:aws:wafv2:<region>:<account>:<global or regional>/${type}/<name>/<id>`,
      fix: 'pass the ARN that WAF shows; those of WAF Classic (waf, waf-regional) can\'t be used',
    });
  }
  if (kind === 'global' && region !== GLOBAL_REGION) {
    throw new InvalidInputError({
      what: `the ARN of ${what}`, got: arn, allowed: `a global one of ${GLOBAL_REGION}`, fix: `what serves CloudFront lies in ${GLOBAL_REGION}: pass the ARN of the one there`,
    });
  }
  return kind === 'global' ? WebAclScope.CLOUDFRONT : WebAclScope.REGIONAL;
}

/**
 * What stands before the labels of a rule group: the account and the name that its ARN has.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-label-requirements.html
 */
export function labelNamespaceOf(ruleGroupArn: string): string {
  const [, , , , account, resource] = Token.isUnresolved(ruleGroupArn) ? [] : ruleGroupArn.split(':');
  if (resource === undefined) {
    throw new InvalidInputError({
      what: 'a label of a rule group',
      got: 'a group whose ARN is a token',
      allowed: 'a group whose ARN is written out: its account and name stand in its labels',
      fix: 'write the label in full: WafStatement.label(\'awswaf:<account>:rulegroup:<name>:<label>\')',
    });
  }
  return `awswaf:${account}:rulegroup:${resource.split('/')[2]}:`;
}

/** The Region that an ARN names, or that of the resource of this app whose ARN it is; a token or nothing where only the deployment knows. */
export function regionOfArn(arn: string): string | undefined {
  const { length, firstToken } = Tokenization.reverseString(arn);
  return length === 1 && Reference.isReference(firstToken) ? Stack.of(firstToken.target).region : arn.split(':')[3];
}
