import { TARGET_GROUP, TRANSIT_REQUIREMENTS } from './load-balancer';
import { compliant, control, managedRule, notApplicable, unknown, violated } from '../control';
import { asBoolean, isIntrinsic } from '../template';
import { decideEach, deferred, valuesAt } from '../value';

export const healthCheckEncryption = control({
  id: 'elasticloadbalancing.health-check-encryption',
  title: 'a load balancer checks its targets by HTTPS',
  titleKo: '로드 밸런서는 대상의 상태를 HTTPS로 확인한다',
  why: 'a target that must answer without TLS has a port open for it, and tells of itself to whoever listens',
  severity: 'low',
  responsibility: 'customer',
  frameworks: { ...TRANSIT_REQUIREMENTS, fsbp: ['ELB.21'] },
  appliesTo: [TARGET_GROUP],
  check: (group) => decideEach(valuesAt(group.properties, 'TargetType'), (type) => {
    if (type === 'lambda' || valuesAt(group.properties, 'HealthCheckEnabled').every((enabled) => asBoolean(enabled) === false)) { return notApplicable(); }
    return decideEach(valuesAt(group.properties, 'HealthCheckProtocol').flatMap((protocol) =>
      (protocol === undefined ? valuesAt(group.properties, 'Protocol') : [protocol])), (protocol) => {
      if (isIntrinsic(protocol) || isIntrinsic(type)) { return deferred('HealthCheckProtocol'); }
      if (protocol === 'HTTPS') { return compliant(); }
      if (protocol === 'GENEVE') { return notApplicable(); } // of a gateway load balancer, whose appliances are no servers of clients
      // a network balancer checks by TCP where nothing is said, which opens a connection and sends nothing
      return /^(TLS|UDP|QUIC|TCP)/.test(String(protocol)) ? unknown('the check by TCP opens a connection only') : violated(`HealthCheckProtocol is ${String(protocol)}`);
    });
  }),
  default: {},
  fix: 'set HealthCheckProtocol of the target group to HTTPS',
  runtime: managedRule('ELBV2_TARGETGROUP_HEALTHCHECK_PROTOCOL_ENCRYPTED'),
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
});
