import { allows, cryptographicActionOf, judgeKeyPolicy, KEYS, POLICY_NOT_RECORDED } from './key-policy';
import { control, noRuntimeRule } from '../control';
import { coversAction, nameOf } from '../policy';

const ADMINISTRATION = ['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion'];

export const administratorsCannotUse = control({
  id: 'kms.administrators-cannot-use',
  title: 'no statement of a key policy gives both administration and use',
  titleKo: '키 정책의 어떤 문도 키 관리 권한과 사용 권한을 함께 부여하지 않는다',
  why: 'who controls a key and reads what it protects answers to nobody',
  severity: 'high',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['AC-5', 'AC-6'], ismsP: ['2.2.2', '2.7.2'] },
  appliesTo: KEYS,
  check: (key) => judgeKeyPolicy(key, (statements) => {
    const mixed = allows(statements).find((statement) =>
      ADMINISTRATION.some((action) => coversAction(statement, action)) && cryptographicActionOf(statement) !== undefined);
    return mixed && `${nameOf(mixed)} allows ${ADMINISTRATION.find((action) => coversAction(mixed, action))} and ${cryptographicActionOf(mixed)}`;
  }),
  default: {},
  fix: 'split the statement, and give administration and use to different principals',
  runtime: noRuntimeRule(POLICY_NOT_RECORDED),
  source: 'https://docs.aws.amazon.com/prescriptive-guidance/latest/aws-kms-best-practices/access.html',
});
