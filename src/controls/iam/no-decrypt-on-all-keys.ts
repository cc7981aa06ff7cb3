import { IDENTITY_POLICIES, judgeIdentityPolicies } from './identity-policies';
import { control, managedRule } from '../control';
import { coversAction, matchesPattern, nameOf, type Statement, textOf } from '../policy';

const DECRYPTION = ['kms:Decrypt', 'kms:ReEncryptFrom'];
const ANY_KEY = 'key/~~~~~~~~';

/** Whether a resource pattern takes in a key that nobody named, in whatever account and Region. */
function coversAnyKey(pattern: unknown): boolean {
  const text = textOf(pattern) ?? '';
  const [arn, , service, , , ...key] = text.split(':');
  return key.length > 0
    ? matchesPattern(arn, 'arn') && matchesPattern(service, 'kms') && matchesPattern(key.join(':'), ANY_KEY)
    : matchesPattern(text, `arn:aws:kms:region:account:${ANY_KEY}`);
}

/** NotResource leaves all but some keys, unless it leaves none. */
const isForAnyKey = ({ resources, notResources }: Statement): boolean =>
  resources.some(coversAnyKey) || (notResources.length > 0 && !notResources.some(coversAnyKey));

export const noDecryptOnAllKeys = control({
  id: 'iam.no-decrypt-on-all-keys',
  title: 'an IAM policy allows decryption with named keys only',
  titleKo: 'IAM 정책은 지정된 키로만 복호화를 허용한다',
  why: 'decryption with all keys is decryption with every key that delegates to IAM, also those of other domains',
  severity: 'high',
  responsibility: 'customer',
  frameworks: {
    fsbp: ['KMS.1', 'KMS.2'],
    nist80053r5: ['AC-2', 'AC-2(1)', 'AC-3', 'AC-3(15)', 'AC-3(7)', 'AC-5', 'AC-6', 'AC-6(3)'],
    ismsP: ['2.7.2'],
  },
  appliesTo: IDENTITY_POLICIES,
  check: (resource) => judgeIdentityPolicies(resource, (allow) => {
    const action = (statement: Statement) => DECRYPTION.find((name) => coversAction(statement, name));
    const wide = allow.find((statement) => action(statement) !== undefined && isForAnyKey(statement));
    return wide && `${nameOf(wide)} allows ${action(wide)} with all keys`;
  }),
  default: {},
  fix: 'name the ARNs of the keys as resources',
  runtime: managedRule('IAM_CUSTOMER_POLICY_BLOCKED_KMS_ACTIONS', { blockedActionsPatterns: DECRYPTION.join(',') }),
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html',
});
