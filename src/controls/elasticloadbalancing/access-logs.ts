import { decideApplication, decideAttribute, LOAD_BALANCER } from './load-balancer';
import { compliant, control, managedRule, violated } from '../control';

const KEY = 'access_logs.s3.enabled';

export const accessLogs = control({
  id: 'elasticloadbalancing.access-logs',
  title: 'an application load balancer logs the requests it gets',
  titleKo: 'Application Load Balancer는 액세스 로그를 남긴다',
  why: 'without it, nobody can tell who asked for what, and an attack can\'t be reconstructed',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: {
    fsbp: ['ELB.5'],
    nist80053r5: ['AC-4(26)', 'AU-2', 'AU-3', 'AU-6(3)', 'AU-6(4)', 'AU-10', 'AU-12', 'CA-7', 'SC-7(9)', 'SI-7(8)'],
    hipaa: ['164.312(b)'],
    iso27001: ['A.8.15'],
    soc2: ['CC7.2'],
    ismsP: ['2.9.4'],
    controlTower: ['CT.ELASTICLOADBALANCING.PR.6'],
  },
  appliesTo: [LOAD_BALANCER],
  check: (balancer) => decideApplication(balancer, () =>
    decideAttribute(balancer, KEY, 'false', (value) => (value === 'true' ? compliant() : violated(`${KEY} is ${value}`)))),
  default: {},
  fix: 'set the attributes access_logs.s3.enabled and access_logs.s3.bucket, of a bucket encrypted with S3\'s own keys',
  runtime: managedRule('ELB_LOGGING_ENABLED'),
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html',
});
