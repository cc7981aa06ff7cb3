import { TOPIC_POLICIES } from './topic';
import { control, noRuntimeRule } from '../control';
import { checkTlsOnly } from '../resource-policy';

export const tlsOnly = control({
  id: 'sns.tls-only',
  title: 'a topic takes only messages sent over TLS',
  titleKo: '주제는 TLS로 보낸 메시지만 받는다',
  why: 'without it, messages can be read or changed on the way',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: {
    nist80053r5: ['SC-8', 'SC-8(1)'],
    hipaa: ['164.312(e)(1)'],
    ismsP: ['2.7.1'],
  },
  appliesTo: ['AWS::SNS::Topic'],
  check: (topic) => checkTlsOnly(topic, TOPIC_POLICIES),
  default: {},
  fix: 'add a topic policy that denies sns:Publish to Principal * when aws:SecureTransport is false',
  runtime: noRuntimeRule('no managed rule reads the transport condition of a topic policy'),
  source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html',
});
