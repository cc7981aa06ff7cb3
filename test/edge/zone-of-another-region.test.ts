import {
  Stack, aws_certificatemanager as acm, aws_cloudfront as cloudfront, aws_cloudfront_origins as origins, aws_ec2 as ec2, aws_route53 as route53,
  aws_route53_targets as targets,
} from 'aws-cdk-lib';
import { Domain } from '../../src/core';
import { ApiDomainName, PrivateApiDomainName } from '../../src/edge/api';
import { EdgeOrigin, SecureDistribution } from '../../src/edge/cloudfront';
import { AliasRecord, DnsZone } from '../../src/edge/dns';
import { ShieldProtection, ShieldResource } from '../../src/edge/shield';
import { testApp } from '../checks/synth';
import { ACCOUNT, REGION, type Resource, resourceOf, resourcesOf, testStack } from '../checks/template';

const certificateOf = (scope: Stack, region: string) =>
  acm.Certificate.fromCertificateArn(scope, 'Imported', `arn:aws:acm:${region}:${ACCOUNT}:certificate/11111111-2222-3333-4444-555555555555`);

describe.each<[string, (stack: Stack, there: Stack, shop: Domain) => void]>([
  ['a distribution, in a DnsZone', (stack, _there, shop) => {
    new SecureDistribution(shop, 'Site', {
      customDomain: {
        domainNames: ['www.example.com', 'example.com'],
        certificate: certificateOf(stack, 'us-east-1'),
        hostedZone: new DnsZone(shop, 'Zone', { zoneName: 'example.com' }).hostedZone,
      },
      defaultBehavior: { origin: EdgeOrigin.https('origin.example.com') },
    });
  }],
  ['a distribution, in a zone of CDK', (stack, there, shop) => {
    new SecureDistribution(shop, 'Site', {
      customDomain: {
        domainNames: ['www.example.com'],
        certificate: certificateOf(stack, 'us-east-1'),
        hostedZone: new route53.PublicHostedZone(there, 'Zone', { zoneName: 'example.com' }),
      },
      defaultBehavior: { origin: EdgeOrigin.https('origin.example.com') },
    });
  }],
  ['an API, in a DnsZone', (stack, _there, shop) => {
    new ApiDomainName(shop, 'Name', {
      domainName: 'api.example.com',
      certificate: certificateOf(stack, REGION),
      hostedZone: new DnsZone(shop, 'Zone', { zoneName: 'example.com' }).hostedZone,
    });
  }],
  ['a private API', (stack, there, shop) => {
    const endpoint = new ec2.Vpc(stack, 'Vpc').addInterfaceEndpoint('Api', { service: ec2.InterfaceVpcEndpointAwsService.APIGATEWAY });
    new PrivateApiDomainName(shop, 'Name', {
      domainName: 'api.example.com',
      certificate: certificateOf(stack, REGION),
      vpcEndpoints: [endpoint],
      hostedZone: new route53.PrivateHostedZone(there, 'Zone', { zoneName: 'example.com', vpc: new ec2.Vpc(there, 'Vpc') }),
    });
  }],
  ['a record of its own', (stack, _there, shop) => {
    const distribution = new cloudfront.Distribution(stack, 'Distribution', { defaultBehavior: { origin: new origins.HttpOrigin('origin.example.com') } });
    new AliasRecord(shop, 'Alias', { zone: new DnsZone(shop, 'Zone', { zoneName: 'example.com' }), target: new targets.CloudFrontTarget(distribution) });
  }],
])('the name of %s of another Region', (_what, named) => {
  let stack: Stack;
  let types: string[];
  beforeAll(() => {
    const app = testApp();
    stack = testStack(app, 'Shop');
    const there = new Stack(app, 'There', { env: { region: 'us-east-1' } });
    named(stack, there, new Domain(stack, 'Shop'));
    const templates = app.synth().stacks.map(({ template }) => template as { readonly Resources?: Record<string, Resource> });
    types = templates.flatMap(({ Resources = {} }) => Object.values(Resources)).map(({ Type }) => Type);
  });

  test('is led by an id that CloudFormation reads there', () => {
    const records = Object.values(resourcesOf(stack, 'AWS::Route53::RecordSet')).map(({ Properties }) => Properties);
    expect(records.length).toBeGreaterThan(0);
    for (const { HostedZoneId } of records) { expect(HostedZoneId).toEqual({ 'Fn::GetStackOutput': expect.objectContaining({ Region: 'us-east-1' }) }); }
  });

  test('makes no function and no parameter that carry the id', () => {
    expect(types.filter((type) => /^Custom::CrossRegionExport/.test(type))).toEqual([]);
  });
});

test('a zone of another Region is protected by Shield Advanced without a function or a parameter that carries its id', () => {
  const app = testApp();
  const stack = testStack(app, 'Shop');
  const shop = new Domain(stack, 'Shop');
  new ShieldProtection(shop, 'Names', { resource: ShieldResource.hostedZone(new DnsZone(shop, 'Zone', { zoneName: 'example.com' }).hostedZone) });
  expect(resourceOf(stack, 'AWS::Shield::Protection').Properties.ResourceArn).toEqual({
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':route53:::hostedzone/', { 'Fn::GetStackOutput': expect.objectContaining({ Region: 'us-east-1' }) }]],
  });
});
