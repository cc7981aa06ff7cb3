import { allows, judgeKeyPolicy, KEYS, POLICY_NOT_RECORDED } from './key-policy';
import { control, noRuntimeRule } from '../control';
import { coversAnyAction, nameOf } from '../policy';

export const noWildcardActions = control({
  id: 'kms.no-wildcard-actions',
  title: 'a key policy names the actions it allows',
  titleKo: '키 정책은 허용하는 작업을 하나하나 명시한다',
  why: 'a wildcard hands out administration and use together, and every action AWS adds later',
  severity: 'high',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['AC-3', 'AC-6'], ismsP: ['2.7.2'] },
  appliesTo: KEYS,
  check: (key) => judgeKeyPolicy(key, (statements) => {
    const wide = allows(statements).find((statement) => statement.notActions.length > 0 || coversAnyAction(statement, 'kms'));
    if (key.get('KeyPolicy') === undefined) { return 'KeyPolicy is absent, and the one AWS puts in its place allows kms:*'; }
    return wide && `${nameOf(wide)} allows kms:*, * or NotAction`;
  }),
  default: {},
  fix: 'list the actions of each statement, with administration and use apart',
  runtime: noRuntimeRule(POLICY_NOT_RECORDED),
  source: 'https://docs.aws.amazon.com/prescriptive-guidance/latest/encryption-best-practices/kms.html',
});
