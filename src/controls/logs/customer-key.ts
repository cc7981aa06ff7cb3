import { compliant, control, managedRule, unknown, violated } from '../control';
import { textOf } from '../policy';

export const customerKey = control({
  id: 'logs.customer-key',
  title: 'a log group is encrypted with a customer-managed key',
  titleKo: '로그 그룹은 고객 관리형 키로 암호화된다',
  why: 'logs hold data of the domain, so the domain\'s key must guard them too',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: {
    nist80053r5: ['CA-9(1)', 'CM-3(6)', 'SC-12(2)', 'SC-13', 'SC-28', 'SC-28(1)', 'SC-7(10)', 'SI-7(6)'],
    hipaa: ['164.312(a)(2)(iv)'],
    iso27001: ['A.8.24'],
    ismsP: ['2.7.1'],
    controlTower: ['CT.CLOUDWATCH.PR.3'],
  },
  appliesTo: ['AWS::Logs::LogGroup'],
  check: (group) => {
    const key = textOf(group.get('KmsKeyId') ?? '');
    if (key === undefined) { return unknown('KmsKeyId is known only at deployment'); }
    return key === '' || key === '<AWS.NoValue>' ? violated('KmsKeyId is absent') : compliant();
  },
  default: {},
  fix: 'set KmsKeyId to the ARN of a customer-managed key',
  runtime: managedRule('CLOUDWATCH_LOG_GROUP_ENCRYPTED'),
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
});
