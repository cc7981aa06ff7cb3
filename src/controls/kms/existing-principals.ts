import { judgeKeyPolicy, KEYS, kindOf, POLICY_NOT_RECORDED } from './key-policy';
import { control, noRuntimeRule, unknown } from '../control';
import { nameOf } from '../policy';

export const existingPrincipals = control({
  id: 'kms.existing-principals',
  title: 'a key policy names no role or user as principal',
  titleKo: '키 정책은 역할이나 사용자를 보안 주체로 직접 지정하지 않는다',
  why: 'it must exist before the key, is stored by its unique id, and is locked out once it is created anew',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['AC-3'] },
  appliesTo: KEYS,
  check: (key) => {
    let unread = false;
    const result = judgeKeyPolicy(key, (statements) => {
      const principals = statements.flatMap((statement) => statement.principals
        .filter(({ kind }) => kind === 'AWS').map(({ value }) => ({ statement, kind: kindOf(key, value) })));
      unread = principals.some(({ kind }) => kind === undefined);
      const named = principals.find(({ kind }) => kind === 'identity');
      return named && `${nameOf(named.statement)} has a role or user as principal`;
    });
    return result.status === 'compliant' && unread ? unknown('a principal is known only at deployment') : result;
  },
  default: {},
  fix: 'name the account as principal and require aws:PrincipalArn to be that of the role or user',
  runtime: noRuntimeRule(POLICY_NOT_RECORDED),
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
});
