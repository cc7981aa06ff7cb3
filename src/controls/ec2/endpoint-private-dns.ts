import { isPrivateLinkPartner } from './endpoint-service';
import { compliant, control, guardRule, notApplicable, unknown, violated } from '../control';
import { asBoolean, isIntrinsic } from '../template';

export const endpointPrivateDns = control({
  id: 'ec2.endpoint-private-dns',
  title: 'an interface endpoint answers to the name of its service',
  titleKo: '인터페이스 엔드포인트는 프라이빗 DNS를 사용한다',
  why: 'without private DNS the SDKs go past the endpoint, and past its policy',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['AC-4', 'SC-7'], iso27001: ['A.8.20'], ismsP: ['2.6.1'] },
  appliesTo: ['AWS::EC2::VPCEndpoint'],
  check: (endpoint) => {
    const type = endpoint.get('VpcEndpointType') ?? 'Gateway';
    if (isIntrinsic(type)) { return unknown('VpcEndpointType is known only at deployment'); }
    if (type !== 'Interface' || isPrivateLinkPartner(endpoint)) { return notApplicable(); }
    const enabled = endpoint.get('PrivateDnsEnabled');
    if (isIntrinsic(enabled)) { return unknown('PrivateDnsEnabled is known only at deployment'); }
    return asBoolean(enabled) === true ? compliant() : violated('PrivateDnsEnabled is not true');
  },
  default: { PrivateDnsEnabled: true },
  fix: 'set PrivateDnsEnabled to true',
  runtime: guardRule(`rule endpoint_private_dns when
    resourceType == 'AWS::EC2::VPCEndpoint'
    configuration.vpcEndpointType == 'Interface'
    configuration.serviceName != /^com\\.amazonaws\\.vpce\\./ {
  configuration.privateDnsEnabled == true
}`),
  source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html',
});
