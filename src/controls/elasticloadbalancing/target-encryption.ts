import { TARGET_GROUP, TRANSIT_REQUIREMENTS } from './load-balancer';
import { compliant, control, managedRule, notApplicable, unknown, violated } from '../control';
import { isIntrinsic } from '../template';
import { decideEach, deferred, valuesAt } from '../value';

export const targetEncryption = control({
  id: 'elasticloadbalancing.target-encryption',
  title: 'a load balancer sends to its targets by TLS',
  titleKo: '로드 밸런서와 대상 간 통신은 TLS로 암호화한다',
  why: 'between balancer and target, whoever is in the network reads what is sent',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { ...TRANSIT_REQUIREMENTS, fsbp: ['ELB.22'] },
  appliesTo: [TARGET_GROUP],
  check: (group) => decideEach(valuesAt(group.properties, 'TargetType'), (type) => {
    if (type === 'lambda') { return notApplicable(); } // the balancer invokes it by Lambda's API
    return decideEach(valuesAt(group.properties, 'Protocol'), (protocol) => {
      if (isIntrinsic(protocol) || isIntrinsic(type)) { return deferred('Protocol'); }
      if (protocol === 'HTTPS' || protocol === 'TLS' || protocol === 'QUIC') { return compliant(); }
      if (protocol === 'GENEVE') { return notApplicable(); }
      return protocol === 'TCP' || protocol === 'TCP_UDP' || protocol === 'TCP_QUIC'
        ? unknown('whether clients and targets speak TLS through it is theirs to say')
        : violated(`Protocol is ${String(protocol ?? 'not set')}`);
    });
  }),
  default: {},
  fix: 'set Protocol of the target group to HTTPS (or TLS)',
  runtime: managedRule('ELBV2_TARGETGROUP_PROTOCOL_ENCRYPTED'),
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html',
});
