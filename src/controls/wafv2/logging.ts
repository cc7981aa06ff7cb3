import { WEB_ACL } from './rules';
import { control, managedRule } from '../control';
import { best, checkThere, presencesOf } from '../presence';

export const logging = control({
  id: 'wafv2.logging',
  title: 'a web ACL logs the requests it judges',
  titleKo: '웹 ACL은 검사한 요청을 로그로 남긴다',
  why: 'without it, nobody can tell what was blocked and why, or what an attacker tried',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: {
    nist80053r5: ['AC-4(26)', 'AU-2', 'AU-3', 'AU-6(3)', 'AU-6(4)', 'AU-10', 'AU-12', 'CA-7', 'SC-7(9)', 'SC-7(10)', 'SI-7(8)'],
    hipaa: ['164.312(b)'],
    iso27001: ['A.8.15', 'A.8.16'],
    ismsP: ['2.9.4', '2.10.1'],
  },
  appliesTo: [WEB_ACL],
  check: (acl) => checkThere(best(presencesOf(acl, 'AWS::WAFv2::LoggingConfiguration', 'ResourceArn')), 'no LoggingConfiguration of the template refers to it'),
  default: {},
  fix: 'add a LoggingConfiguration of the web ACL to a log group, bucket or stream whose name starts with aws-waf-logs-',
  runtime: managedRule('WAFV2_LOGGING_ENABLED'),
  source: 'https://docs.aws.amazon.com/waf/latest/developerguide/logging.html',
});
