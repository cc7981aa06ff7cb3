import { compliant, control, managedRule, unknown, violated } from '../control';
import { textOf } from '../policy';

export const customerKey = control({
  id: 'secretsmanager.customer-key',
  title: 'a secret is encrypted with a customer-managed key',
  titleKo: '시크릿은 고객 관리형 키로 암호화된다',
  why: 'the AWS managed key opens for everybody in the account who may read secrets, and its policy cannot be changed',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['SC-12', 'SC-28'], hipaa: ['164.312(a)(2)(iv)'], iso27001: ['A.8.24'], ismsP: ['2.7.1', '2.7.2'] },
  appliesTo: ['AWS::SecretsManager::Secret'],
  check: (secret) => {
    const key = secret.get('KmsKeyId');
    const text = textOf(key ?? '');
    if (text === undefined) { return unknown('KmsKeyId is known only at deployment'); }
    if (text === '' || text === '<AWS.NoValue>') { return violated('KmsKeyId is absent, so the AWS managed key is used'); }
    return /(^|:)alias\/aws\/secretsmanager$/.test(text) ? violated('KmsKeyId is the AWS managed key') : compliant();
  },
  default: {},
  fix: 'set KmsKeyId to a customer-managed key',
  runtime: managedRule('SECRETSMANAGER_USING_CMK'),
  source: 'https://docs.aws.amazon.com/config/latest/developerguide/secretsmanager-using-cmk.html',
});
