import { Stack, aws_ec2 as ec2, aws_iam as iam } from 'aws-cdk-lib';
import { EndpointService, PrivateEndpoints } from '../../../src/network';
import { GoldProofs } from '../../../src/proofs';
import { findingsOf, testApp } from '../../checks/synth';

function refuted(...further: iam.PolicyStatement[]): string[] {
  const app = testApp();
  const stack = new Stack(app, 'Shop', { env: { region: 'ap-northeast-2' } });
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0123456789abcdef0', vpcCidrBlock: '10.0.0.0/16', availabilityZones: ['ap-northeast-2a'], isolatedSubnetIds: ['subnet-1'], isolatedSubnetRouteTableIds: ['rtb-1'],
  });
  const endpoints = new PrivateEndpoints(stack, 'Endpoints', { vpc, services: [EndpointService.ECR_API, EndpointService.ECR_DOCKER, EndpointService.S3] });
  for (const statement of further) { (endpoints.endpoint(EndpointService.S3) as ec2.GatewayVpcEndpoint).addToPolicy(statement); }
  return findingsOf(app, new GoldProofs()).map(({ rule, description }) => `${rule}: ${description}`);
}
const open = (action: string, bucket: string) => new iam.PolicyStatement({ principals: [new iam.AnyPrincipal()], actions: [action], resources: [`arn:aws:s3:::${bucket}/*`] });

test('an endpoint through which images are pulled lets nobody else in', () => { expect(refuted()).toEqual([]); });

test.each([
  ['to write the layers', 's3:PutObject', 'prod-ap-northeast-2-starport-layer-bucket'],
  ['to read those of another Region, whose name anybody may have taken', 's3:GetObject', 'prod-ap-nowhere-9-starport-layer-bucket'],
  ['to read another bucket', 's3:GetObject', 'shop-starport-layer-bucket'],
])('one that lets anybody %s is found', (_name, action, bucket) => {
  expect(refuted(open(action, bucket))).toEqual([expect.stringMatching(/^noAccessOutside: refuted/)]);
});
