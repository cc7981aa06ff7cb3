import { allows, judgeKeyPolicy, KEYS, POLICY_NOT_RECORDED } from './key-policy';
import { control, noRuntimeRule, unknown } from '../control';
import { conditionsOn, coversAction, isFixed, isForAnyone, nameOf, requires, type Statement } from '../policy';
import { asBoolean } from '../template';

const FOR_AWS_RESOURCE = 'kms:GrantIsForAWSResource';

const isForAwsResource = (statement: Statement): boolean =>
  conditionsOn(statement, FOR_AWS_RESOURCE).some(({ operator, values }) =>
    operator === 'Bool' && values.length > 0 && values.every((value) => asBoolean(value) === true));

/** A grant that passes CreateGrant on is bounded by nothing: its holder chooses the next grantee. */
const isBounded = (statement: Statement): boolean => requires(statement, 'kms:GranteePrincipal')
  && conditionsOn(statement, 'kms:GrantOperations').some(({ operator, values }) => /^ForAllValues:String(Equals|Like)$/.test(operator)
    && values.every((value) => isFixed(value) && value !== 'CreateGrant'));

/** A Deny may spare declared grant roles and services, so its other conditions must be negated ones. */
const deniesOthers = (statement: Statement): boolean => statement.effect === 'Deny' && isForAnyone(statement) && !statement.hasNotPrincipal
  && coversAction(statement, 'kms:CreateGrant')
  && conditionsOn(statement, FOR_AWS_RESOURCE).some(({ operator, values }) =>
    /^Bool(IfExists)?$/.test(operator) && values.some((value) => asBoolean(value) === false))
  && statement.conditions.every(({ operator, key }) => /^(kms:GrantIsForAWSResource|aws:PrincipalIsAWSService)$/i.test(key)
    || /^(String|Arn)Not(Equals|Like)/.test(operator));

export const grantsForAwsResources = control({
  id: 'kms.grants-for-aws-resources',
  title: 'grants on a key are made for AWS resources only',
  titleKo: '키의 권한 부여(grant)는 AWS 리소스를 위해서만 생성된다',
  why: 'a grant gives use of the key to anybody, past the key policy and unseen in it',
  severity: 'high',
  responsibility: 'customer',
  frameworks: {
    nist80053r5: ['AC-2', 'AC-2(1)', 'AC-3', 'AC-3(15)', 'AC-3(7)', 'AC-5', 'AC-6', 'AC-6(3)'],
    ismsP: ['2.7.2'],
    controlTower: ['CT.KMS.PR.3'],
  },
  appliesTo: KEYS,
  check: (key) => {
    let mayDeny = false;
    const result = judgeKeyPolicy(key, (statements, whole) => {
      const granting = allows(statements).filter((statement) => coversAction(statement, 'kms:CreateGrant'));
      const open = granting.find((statement) => !isForAwsResource(statement) && !isBounded(statement));
      if (open) { return `${nameOf(open)} allows kms:CreateGrant, bound neither by ${FOR_AWS_RESOURCE} nor by grantee and operations`; }
      if (granting.length === 0 || statements.some(deniesOthers)) { return undefined; }
      mayDeny = !whole;
      return `kms:CreateGrant is allowed, and no statement denies it to everybody where ${FOR_AWS_RESOURCE} is false`;
    });
    return mayDeny ? unknown('the Deny of kms:CreateGrant may be in a part of the policy that is known only at deployment') : result;
  },
  default: {},
  fix: `require ${FOR_AWS_RESOURCE} true where kms:CreateGrant is allowed, and deny it to everybody where that is false`,
  runtime: noRuntimeRule(POLICY_NOT_RECORDED),
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/grant-authorization.html',
});
