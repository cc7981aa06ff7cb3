import { allows, cryptographicActionOf, judgeKeyPolicy, KEYS, kindOf, POLICY_NOT_RECORDED } from './key-policy';
import { control, noRuntimeRule, unknown } from '../control';
import { matchesPattern, nameOf, requires, type Statement, textOf } from '../policy';

/** Whether a pattern for `aws:PrincipalArn` leaves somebody out: its last part must not take in a role or user that nobody named. */
function names(value: unknown): boolean {
  const pattern = (textOf(value) ?? '*').replace(/\$\{[^}]*\}/g, '*').split(':').pop() ?? '*';
  return !['role', 'user', 'assumed-role'].some((kind) => matchesPattern(pattern, `${kind}/~~~~~~~~`));
}

export const rootDelegatesNoUse = control({
  id: 'kms.root-delegates-no-use',
  title: 'a key policy leaves the use of the key to no whole account',
  titleKo: '키 정책은 키 사용 권한을 계정 전체에 위임하지 않는다',
  why: 'with the account as principal, any IAM policy of that account can give decryption to anybody',
  severity: 'high',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['AC-3', 'AC-6'], ismsP: ['2.7.2'] },
  appliesTo: KEYS,
  check: (key) => {
    const principals = ({ principals: all }: Statement) => all.filter(({ kind }) => kind === 'AWS').map(({ value }) => kindOf(key, value));
    const unbound = (statement: Statement) => cryptographicActionOf(statement) !== undefined && !requires(statement, 'aws:PrincipalArn', names);
    let unread = false;
    const result = judgeKeyPolicy(key, (statements) => {
      const uses = allows(statements).filter(unbound).map((statement) => ({ statement, kinds: principals(statement) }));
      unread = uses.some(({ kinds }) => kinds.includes(undefined));
      const wide = uses.find(({ kinds }) => kinds.some((kind) => kind === 'account' || kind === 'anyone'))?.statement;
      return wide && `${nameOf(wide)} allows ${cryptographicActionOf(wide)} to a whole account, and aws:PrincipalArn does not say to whom in it`;
    });
    return result.status === 'compliant' && unread ? unknown('a principal is known only at deployment') : result;
  },
  default: {},
  fix: 'give the account principal administrative actions only, or require an aws:PrincipalArn that names roles',
  runtime: noRuntimeRule(POLICY_NOT_RECORDED),
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html',
});
