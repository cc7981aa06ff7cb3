import { aws_elasticloadbalancingv2 as elbv2, aws_globalaccelerator as globalaccelerator, aws_globalaccelerator_endpoints as endpoints, type Stack } from 'aws-cdk-lib';
import { testControls } from './control-case';
import { statusOf } from './status-of';
import { clientAddress } from '../../src/controls/globalaccelerator/client-address';

const BALANCER = 'arn:aws:elasticloadbalancing:ap-northeast-2:123456789012:loadbalancer/app/web/1';
const LISTENER = 'arn:aws:globalaccelerator::123456789012:accelerator/1/listener/1';

const grouped = (stack: Stack, preserveClientIp?: boolean) => {
  const balancer = elbv2.ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, 'Balancer', { loadBalancerArn: BALANCER, securityGroupId: 'sg-0123456789abcdef0' });
  return new globalaccelerator.Accelerator(stack, 'Accelerator').addListener('Listener', { portRanges: [{ fromPort: 443 }] })
    .addEndpointGroup('Group', { endpoints: [new endpoints.ApplicationLoadBalancerEndpoint(balancer, { preserveClientIp })] });
};
const cfn = (stack: Stack, clientIpPreservationEnabled?: boolean) => new globalaccelerator.CfnEndpointGroup(stack, 'Group', {
  endpointGroupRegion: 'ap-northeast-2', listenerArn: LISTENER, endpointConfigurations: [{ endpointId: BALANCER, clientIpPreservationEnabled }],
});
const declared = (...items: unknown[]) => ({
  Group: { Type: 'AWS::GlobalAccelerator::EndpointGroup', Properties: { EndpointGroupRegion: 'ap-northeast-2', ListenerArn: LISTENER, EndpointConfigurations: items } },
});

testControls({
  control: clientAddress,
  l2: { passes: (stack) => grouped(stack), fails: (stack) => grouped(stack, false) },
  l1: { passes: (stack) => cfn(stack, true), fails: (stack) => cfn(stack, false) },
  override: {
    passes: (stack) => cfn(stack, false).addPropertyOverride('EndpointConfigurations.0.ClientIPPreservationEnabled', true),
    fails: (stack) => (grouped(stack).node.defaultChild as globalaccelerator.CfnEndpointGroup).addPropertyOverride('EndpointConfigurations.0.ClientIPPreservationEnabled', 'false'),
  },
  template: {
    passes: declared({ EndpointId: BALANCER }, { EndpointId: 'eipalloc-1', ClientIPPreservationEnabled: false }),
    fails: declared({ EndpointId: BALANCER }, { EndpointId: BALANCER, ClientIPPreservationEnabled: false }),
  },
});

test('a Network Load Balancer of the template is asked nothing', () => {
  const balancer = (Type: string) => ({ Balancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Type } } });
  const group = declared({ EndpointId: { Ref: 'Balancer' }, ClientIPPreservationEnabled: false });
  expect(statusOf(clientAddress, { ...balancer('network'), ...group }, 'Group')).toBe('notApplicable');
  expect(statusOf(clientAddress, { ...balancer('application'), ...group }, 'Group')).toBe('violated');
});
test('a parameter is unknown', () => {
  expect(statusOf(clientAddress, declared({ EndpointId: BALANCER, ClientIPPreservationEnabled: { Ref: 'Preserve' } }), 'Group')).toBe('unknown');
});
