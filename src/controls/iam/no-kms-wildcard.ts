import { IDENTITY_POLICIES, judgeIdentityPolicies } from './identity-policies';
import { control, managedRule } from '../control';
import { coversAnyAction, nameOf } from '../policy';

export const noKmsWildcard = control({
  id: 'iam.no-kms-wildcard',
  title: 'an IAM policy names the KMS actions it allows',
  titleKo: 'IAM 정책은 허용하는 KMS 작업을 하나하나 명시한다',
  why: 'kms:* gives administration, use, grants and deletion at once',
  severity: 'high',
  responsibility: 'customer',
  frameworks: {
    fsbp: ['IAM.21'],
    nist80053r5: ['AC-2', 'AC-2(1)', 'AC-3', 'AC-3(15)', 'AC-3(7)', 'AC-5', 'AC-6', 'AC-6(10)', 'AC-6(2)', 'AC-6(3)'],
    ismsP: ['2.7.2'],
    controlTower: ['CT.IAM.PR.3', 'CT.IAM.PR.5'],
  },
  appliesTo: IDENTITY_POLICIES,
  check: (resource) => judgeIdentityPolicies(resource, (allow) => {
    const wide = allow.find((statement) => coversAnyAction(statement, 'kms'));
    return wide && `${nameOf(wide)} allows kms:*, by name or by a wider wildcard`;
  }),
  default: {},
  fix: 'list the KMS actions that are needed',
  runtime: managedRule('IAM_POLICY_NO_STATEMENTS_WITH_FULL_ACCESS'),
  source: 'https://docs.aws.amazon.com/prescriptive-guidance/latest/encryption-best-practices/kms.html',
});
