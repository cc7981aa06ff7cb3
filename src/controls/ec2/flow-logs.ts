import { compliant, control, managedRule, unknown, violated } from '../control';
import { textOf } from '../policy';

export const flowLogs = control({
  id: 'ec2.flow-logs',
  title: 'a VPC logs its traffic, at least what it rejects',
  titleKo: 'VPC는 최소한 거부된 트래픽에 대해 흐름 로그를 남긴다',
  why: 'without flow logs nobody can tell who tried to reach what',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: {
    fsbp: ['EC2.6'],
    cisAws5: ['3.7'],
    nist80053r5: ['AC-4(26)', 'AU-12', 'AU-2', 'AU-3', 'AU-6(3)', 'AU-6(4)', 'CA-7', 'SI-7(8)'],
    hipaa: ['164.312(b)'],
    iso27001: ['A.8.15', 'A.8.16'],
    soc2: ['CC7.2'],
    ismsP: ['2.9.4'],
  },
  appliesTo: ['AWS::EC2::VPC'],
  check: (vpc) => {
    const logs = vpc.template.ofType('AWS::EC2::FlowLog').filter((log) => vpc.isReferredBy(log.get('ResourceId')));
    if (logs.length === 0) { return violated('no FlowLog of the template refers to it'); }
    const traffic = logs.map((log) => textOf(log.get('TrafficType')));
    if (traffic.some((type) => type === 'ALL' || type === 'REJECT')) { return compliant(); }
    return traffic.every((type) => type === 'ACCEPT')
      ? violated('its FlowLog leaves rejected traffic out')
      : unknown('TrafficType is known only at deployment');
  },
  default: {},
  fix: 'add a FlowLog of the VPC with TrafficType ALL or REJECT',
  runtime: managedRule('VPC_FLOW_LOGS_ENABLED'),
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html',
});
