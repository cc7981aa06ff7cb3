import { allows, judgeKeyPolicy, KEYS } from './key-policy';
import { control, managedRule } from '../control';
import { isForAnyone, nameOf, requires } from '../policy';

/** Condition keys that make a wildcard principal somebody. */
const BOUNDS = ['kms:CallerAccount', 'aws:PrincipalOrgID', 'aws:PrincipalAccount', 'aws:SourceAccount', 'aws:SourceOrgID', 'aws:SourceArn'];

export const noPublicAccess = control({
  id: 'kms.no-public-access',
  title: 'a key policy opens the key to nobody unknown',
  titleKo: '키 정책은 불특정 다수에게 키를 공개하지 않는다',
  why: 'a wildcard principal is every identity of every account',
  severity: 'critical',
  mandatory: true,
  responsibility: 'customer',
  frameworks: { fsbp: ['KMS.5'], nist80053r5: ['AC-3', 'AC-6'], iso27001: ['A.8.24'], ismsP: ['2.7.2'] },
  appliesTo: KEYS,
  check: (key) => judgeKeyPolicy(key, (statements) => {
    const open = allows(statements).find((statement) => isForAnyone(statement) && !BOUNDS.some((bound) => requires(statement, bound)));
    return open && `${nameOf(open)} allows everybody, and requires no fixed value of ${BOUNDS.join(', ')}`;
  }),
  default: {},
  fix: 'name an account as principal, or require a fixed account, organization or source, without wildcard or policy variable',
  runtime: managedRule('KMS_KEY_POLICY_NO_PUBLIC_ACCESS'),
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html',
});
