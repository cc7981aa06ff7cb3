import { allows, judgeKeyPolicy, KEYS, POLICY_NOT_RECORDED } from './key-policy';
import { control, noRuntimeRule } from '../control';
import { isFixed, matchesPattern, nameOf, requires, type Statement, textOf } from '../policy';

/** Services that AWS documents as sending no source condition, with all they may be allowed. */
const SENDS_NO_SOURCE = [{
  principal: 'events.amazonaws.com',
  actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
  source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html',
}];

/** Whether a pattern says whose: an ARN its account (or, as of S3, its resource), other text anything but wildcards. */
function names(value: unknown): boolean {
  const text = textOf(value) ?? '';
  const [arn, , , , account, ...resource] = text.split(':');
  const telling = arn === 'arn' ? (account === '' ? resource.join(':') : account) : text;
  return /[\w<]/.test((telling ?? '').replace(/\$\{[^}]*\}/g, ''));
}

const isBound = (statement: Statement): boolean =>
  ['aws:SourceAccount', 'aws:SourceArn', 'aws:SourceOrgID', /^kms:EncryptionContext:./i].some((key) => requires(statement, key, names))
  || (requires(statement, 'kms:ViaService', names) && requires(statement, 'kms:CallerAccount', isFixed));

const isExcepted = (service: unknown, { actions }: Statement): boolean => SENDS_NO_SOURCE.some((exception) =>
  textOf(service) === exception.principal && actions.length > 0
  && actions.every((action) => exception.actions.some((allowed) => matchesPattern(allowed, String(action)))));

export const servicePrincipalsBound = control({
  id: 'kms.service-principals-bound',
  title: 'a service uses a key only for accounts or resources that the key policy names',
  titleKo: '서비스 보안 주체는 키 정책에 지정된 계정이나 리소스를 위해서만 키를 사용한다',
  why: 'without a source, anybody can make the service use the key for them (confused deputy)',
  severity: 'high',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['AC-3', 'AC-6'], ismsP: ['2.7.2'] },
  appliesTo: KEYS,
  check: (key) => judgeKeyPolicy(key, (statements) => {
    const [open] = allows(statements).filter((statement) => !isBound(statement)).flatMap((statement) => statement.principals
      .filter(({ kind, value }) => kind === 'Service' && !isExcepted(value, statement)).map(({ value }) => ({ statement, value })));
    return open && `${nameOf(open.statement)} allows ${textOf(open.value)} without saying for which account, resource or encryption context`;
  }),
  default: {},
  fix: 'require aws:SourceAccount, aws:SourceArn, aws:SourceOrgID or the encryption context that the service sends',
  runtime: noRuntimeRule(POLICY_NOT_RECORDED),
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-services.html',
});
