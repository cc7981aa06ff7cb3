import type { ArnFormat } from './arn-formats';
import { format } from './format';

const FUNCTION = 'arn:${Partition}:lambda:${Region}:${Account}:function';
const TARGETS = 'arn:${Partition}:elasticloadbalancing:${Region}:${Account}:targetgroup/${Name}/${Random}';
const TASK = 'arn:${Partition}:ecs:${Region}:${Account}:task-definition/${Name}:${Random}';

/** What references to functions, containers, servers and networks give; ids of EC2 are made up. */
export const COMPUTE_FORMATS: readonly ArnFormat[] = [
  format('AWS::Lambda::Function', { Ref: '${Name}', Arn: `${FUNCTION}:\${Name}` }, { nameProperty: 'FunctionName' }),
  // FunctionName is most often the name; where it is an ARN the templates don't hold.
  format('AWS::Lambda::Version', { Ref: `${FUNCTION}:\${.FunctionName}:\${Random}`, FunctionArn: `${FUNCTION}:\${.FunctionName}:\${Random}`, Version: '${Random}' }),
  format(
    'AWS::Lambda::Alias',
    { Ref: `${FUNCTION}:\${.FunctionName}:\${Name}`, AliasArn: `${FUNCTION}:\${.FunctionName}:\${Name}` },
    { nameProperty: 'Name' },
  ),
  format('AWS::CodeBuild::Project', { Ref: '${Name}', Arn: 'arn:${Partition}:codebuild:${Region}:${Account}:project/${Name}' }, { nameProperty: 'Name' }),
  format('AWS::ECS::Cluster', { Ref: '${Name}', Arn: 'arn:${Partition}:ecs:${Region}:${Account}:cluster/${Name}' }, { nameProperty: 'ClusterName' }),
  format('AWS::ECS::TaskDefinition', { Ref: TASK, TaskDefinitionArn: TASK }, { nameProperty: 'Family' }),
  format('AWS::ECS::Service', { Name: '${Name}' }, { nameProperty: 'ServiceName' }),
  // The second part is app, net or gwy by the property Type.
  format(
    'AWS::ElasticLoadBalancingV2::LoadBalancer',
    {
      Ref: 'arn:${Partition}:elasticloadbalancing:${Region}:${Account}:loadbalancer/${Random}/${Name}/${Random}',
      LoadBalancerArn: 'arn:${Partition}:elasticloadbalancing:${Region}:${Account}:loadbalancer/${Random}/${Name}/${Random}',
      LoadBalancerName: '${Name}',
    },
    { nameProperty: 'Name' },
  ),
  format('AWS::ElasticLoadBalancingV2::TargetGroup', { Ref: TARGETS, TargetGroupArn: TARGETS, TargetGroupName: '${Name}' }, { nameProperty: 'Name' }),
  format('AWS::ApiGateway::RestApi', { Ref: '${Name}', RestApiId: '${Name}', RootResourceId: '${Random}' }),
  format('AWS::ApiGatewayV2::Api', { Ref: '${Name}', ApiId: '${Name}' }),
  format('AWS::CloudFront::Distribution', { Ref: '${Name}', Id: '${Name}' }),
  format('AWS::CloudFront::CloudFrontOriginAccessIdentity', { Ref: '${Name}', Id: '${Name}', S3CanonicalUserId: '${Random}' }),
  format('AWS::EC2::VPC', { Ref: '${Name}', VpcId: '${Name}', DefaultSecurityGroup: '${Random}' }),
  format('AWS::EC2::VPCEndpoint', { Ref: '${Name}', Id: '${Name}' }),
  format('AWS::EC2::Subnet', { Ref: '${Name}', SubnetId: '${Name}' }),
  // Without a VPC, Ref is the group's name.
  format('AWS::EC2::SecurityGroup', { Ref: '${Name}', GroupId: '${Name}', Id: '${Name}' }, { requires: ['VpcId'] }),
  format('AWS::EC2::Instance', { Ref: '${Name}', InstanceId: '${Name}' }),
  format('AWS::EC2::Volume', { Ref: '${Name}', VolumeId: '${Name}' }),
];
