import { attachedTo } from './attached';
import { compliant, control, noRuntimeRule, unknown, violated } from '../control';
import { conditionsOn, coversAction, isForAnyone, readableStatements, type Statement, textOf } from '../policy';

const WHO = /^aws:Principal(OrgID|OrgPaths|Account|Arn)$/i;

/** A Deny to everybody but those a negated condition names. */
const deniesOutsiders = (statement: Statement): boolean => statement.effect === 'Deny' && isForAnyone(statement) && !statement.hasNotPrincipal
  && coversAction(statement, 'secretsmanager:GetSecretValue')
  && conditionsOn(statement, WHO).some(({ operator, values }) => /^(ForAllValues:|ForAnyValue:)?(String|Arn)Not(Equals|Like)/.test(operator)
    && values.length > 0 && values.every((value) => /[^*?]/.test(textOf(value) ?? '')));

export const resourcePolicy = control({
  id: 'secretsmanager.resource-policy',
  title: 'a secret is denied to principals outside',
  titleKo: '시크릿의 리소스 정책은 외부 보안 주체의 접근을 거부한다',
  why: 'without a Deny at the secret, any policy that allows reading secrets opens it',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['AC-3', 'AC-6'], ismsP: ['2.6.2'] },
  appliesTo: ['AWS::SecretsManager::Secret'],
  check: (secret) => {
    const policies = attachedTo(secret, 'AWS::SecretsManager::ResourcePolicy').map((policy) => readableStatements(policy.get('ResourcePolicy')));
    if (policies.length === 0) { return violated('no ResourcePolicy of the template refers to it'); }
    if (policies.some(({ statements }) => statements.some(deniesOutsiders))) { return compliant(); }
    return policies.every(({ whole }) => whole)
      ? violated('its resource policy denies nobody outside')
      : unknown('a part of its resource policy is known only at deployment');
  },
  default: {},
  fix: 'add a ResourcePolicy that denies principal * where aws:PrincipalOrgID, aws:PrincipalAccount or aws:PrincipalArn is not one that is named',
  runtime: noRuntimeRule('the configuration item of a secret does not hold its resource policy'),
  source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html',
});
