import { App, Stack, aws_apigateway as apigateway, aws_apigatewayv2 as apigatewayv2, aws_certificatemanager as acm, aws_ec2 as ec2, aws_route53 as route53, aws_s3 as s3 } from 'aws-cdk-lib';
import { Domain } from '../../../src/core';
import {
  ApiDomainName, type ApiDomainNameProps, ApiEndpoint, ApiTlsVersion, PrivateApiDomainName, type PrivateApiDomainNameProps,
  SecureHttpApi, SecureRestApi,
} from '../../../src/edge/api';
import { CertificatePlace, PublicCertificate } from '../../../src/edge/certificates';
import { IsolatedVpc } from '../../../src/network';
import { testApp } from '../../checks/synth';
import { REGION, deployed, resourceOf, resourcesOf, statementsOf, testStack } from '../../checks/template';

const arnIn = (region: string): string => `arn:aws:acm:${region}:111111111111:certificate/11111111-2222-3333-4444-555555555555`;
const certificateIn = (stack: Stack, region = REGION) => acm.Certificate.fromCertificateArn(stack, `Certificate-${region}`, arnIn(region));
const truststoreIn = (stack: Stack, version = '3HL4kqtJlcpXroDTDmJ') => ({ bucket: s3.Bucket.fromBucketName(stack, 'Truststore', 'truststore'), key: 'clients.pem', version });

function nameIn(props: (stack: Stack) => Partial<ApiDomainNameProps> = () => ({}), stack = testStack()) {
  const orders = new Domain(stack, 'Orders');
  const name = new ApiDomainName(orders, 'Name', { domainName: 'api.example.com', certificate: certificateIn(stack), ...props(stack) });
  return { stack, orders, name };
}

const edgeName = () => nameIn((at) => ({ endpoint: ApiEndpoint.edge(), certificate: certificateIn(at, 'us-east-1') }));

function restApi(scope: Domain, endpoint?: ApiEndpoint, id = 'Rest'): SecureRestApi {
  const api = new SecureRestApi(scope, id, { endpoint });
  api.root.addMethod('GET');
  return api;
}

const domainOf = (stack: Stack) => resourceOf(stack, 'AWS::ApiGateway::DomainName').Properties;

describe('a domain name', () => {
  test('takes TLS 1.2 and 1.3 with forward secrecy and post-quantum key exchange, by its own host only', () => {
    const { stack } = nameIn();
    expect(domainOf(stack)).toMatchObject({
      DomainName: 'api.example.com',
      RegionalCertificateArn: arnIn(REGION),
      EndpointConfiguration: { Types: ['REGIONAL'] },
      SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09',
      EndpointAccessMode: 'STRICT',
      Tags: expect.arrayContaining([{ Key: 'domain', Value: 'orders' }]),
    });
  });

  test('at the edge has a certificate of us-east-1 and a policy of the edge', () => {
    const { stack } = nameIn((at) => ({ endpoint: ApiEndpoint.edge(), certificate: certificateIn(at, 'us-east-1'), tlsVersion: ApiTlsVersion.TLS_1_3 }));
    expect(domainOf(stack)).toMatchObject({ CertificateArn: arnIn('us-east-1'), SecurityPolicy: 'SecurityPolicy_TLS13_2025_EDGE', EndpointConfiguration: { Types: ['EDGE'] } });
  });

  test('at the edge takes a certificate that the library places in us-east-1, from a stack of another Region', () => {
    const { stack } = nameIn((at) => ({
      endpoint: ApiEndpoint.edge(),
      certificate: new PublicCertificate(new Domain(at, 'Shop'), 'Certificate', {
        domainName: 'api.example.com',
        zone: route53.PublicHostedZone.fromHostedZoneAttributes(at, 'Zone', { hostedZoneId: 'Z0123456789', zoneName: 'example.com' }),
        place: CertificatePlace.CLOUDFRONT,
      }).certificate,
    }));
    expect(domainOf(stack).CertificateArn).toEqual({ 'Fn::GetStackOutput': expect.objectContaining({ Region: 'us-east-1' }) as unknown });
  });

  test('leads to a REST API, which can\'t be called by its default name any more', () => {
    const { stack, orders, name } = nameIn();
    name.mapRestApi(restApi(orders), 'orders');
    expect(resourceOf(stack, 'AWS::ApiGateway::RestApi').Properties).toMatchObject({ DisableExecuteApiEndpoint: true });
    expect(resourceOf(stack, 'AWS::ApiGatewayV2::ApiMapping').Properties).toMatchObject({ ApiMappingKey: 'orders', Stage: { Ref: expect.stringContaining('DeploymentStage') as unknown } });
  });

  test('at the edge leads to a REST API by a mapping of the first version', () => {
    const { stack, orders, name } = edgeName();
    name.mapRestApi(restApi(orders, ApiEndpoint.edge()), 'orders');
    expect(resourceOf(stack, 'AWS::ApiGateway::BasePathMapping').Properties).toMatchObject({ BasePath: 'orders', Stage: { Ref: expect.stringContaining('DeploymentStage') as unknown } });
    expect(resourceOf(stack, 'AWS::ApiGateway::RestApi').Properties).toMatchObject({ DisableExecuteApiEndpoint: true });
  });

  test('of a stack leads to a REST and an HTTP API of another, which waits for it', () => {
    const app = testApp();
    const { stack, name } = nameIn(undefined, testStack(app));
    const services = new Stack(app, 'Services', { env: { region: REGION } });
    const shipping = new Domain(services, 'Shipping');
    name.mapRestApi(restApi(shipping), 'rest');
    name.mapHttpApi(new SecureHttpApi(shipping, 'Http'), 'http');
    expect(Object.keys(resourcesOf(services, 'AWS::ApiGatewayV2::ApiMapping'))).toHaveLength(2);
    expect(services.dependencies.map(({ node }) => node.path)).toEqual([stack.node.path]);
  });

  test('leads to a REST API at more than one level', () => {
    const { stack, orders, name } = nameIn();
    name.mapRestApi(restApi(orders), 'v1/orders');
    expect(resourceOf(stack, 'AWS::ApiGatewayV2::ApiMapping').Properties).toMatchObject({ ApiMappingKey: 'v1/orders' });
  });

  test('leads to an HTTP API by the one policy that it takes, and closes its default name', () => {
    const { stack, orders, name } = nameIn();
    name.mapHttpApi(new SecureHttpApi(orders, 'Http'));
    expect(domainOf(stack)).toMatchObject({ SecurityPolicy: 'TLS_1_2' });
    expect(domainOf(stack)).not.toHaveProperty('EndpointAccessMode');
    expect(resourceOf(stack, 'AWS::ApiGatewayV2::Api').Properties).toMatchObject({ DisableExecuteApiEndpoint: true });
    expect(resourceOf(stack, 'AWS::ApiGatewayV2::ApiMapping').Properties).toMatchObject({ Stage: { Ref: expect.stringContaining('DefaultStage') as unknown } });
  });

  test('asks clients for certificates of a pinned version of the truststore, by the one policy that allows it', () => {
    const { stack } = nameIn((at) => ({ truststore: truststoreIn(at) }));
    expect(domainOf(stack)).toMatchObject({
      MutualTlsAuthentication: { TruststoreUri: 's3://truststore/clients.pem', TruststoreVersion: '3HL4kqtJlcpXroDTDmJ' }, SecurityPolicy: 'TLS_1_2',
    });
    expect(domainOf(stack)).not.toHaveProperty('EndpointAccessMode');
  });

  test.each<[string, apigateway.IpAddressType | undefined, string[]]>([
    ['IPv4', undefined, ['A']],
    ['IPv4, where that is asked for', apigateway.IpAddressType.IPV4, ['A']],
    ['IPv4 and IPv6, where it is dual-stack', apigateway.IpAddressType.DUAL_STACK, ['A', 'AAAA']],
  ])('has alias records for %s', (_name, ipAddressType, types) => {
    const zone = (at: Stack) => route53.PublicHostedZone.fromHostedZoneAttributes(at, 'Zone', { hostedZoneId: 'Z0123456789', zoneName: 'example.com' });
    const { stack } = nameIn((at) => ({ ipAddressType, hostedZone: zone(at) }));
    expect(domainOf(stack).EndpointConfiguration).toEqual({ Types: ['REGIONAL'], ...ipAddressType ? { IpAddressType: ipAddressType } : {} });
    expect(Object.values(resourcesOf(stack, 'AWS::Route53::RecordSet')).map(({ Properties }) => Properties.Type)).toEqual(types);
  });

  test('has an alias record in its zone', () => {
    const { stack } = nameIn((at) => ({ hostedZone: route53.PublicHostedZone.fromHostedZoneAttributes(at, 'Zone', { hostedZoneId: 'Z0123456789', zoneName: 'example.com' }) }));
    expect(resourceOf(stack, 'AWS::Route53::RecordSet').Properties).toMatchObject({ Name: 'api.example.com.', Type: 'A', AliasTarget: expect.anything() });
  });
});

describe('a certificate of the wrong Region is refused', () => {
  test('for a Regional name, by its ARN', () => {
    expect(() => nameIn((at) => ({ certificate: certificateIn(at, 'us-east-1') })))
      .toThrow(/the Region of the certificate is not valid: got 'us-east-1'; allowed: ap-northeast-2, the Region of the domain name; .*ApiEndpoint\.edge\(\)/);
  });

  test('for an edge-optimized name, by its ARN', () => {
    expect(() => nameIn(() => ({ endpoint: ApiEndpoint.edge() })))
      .toThrow(/got 'ap-northeast-2'; allowed: us-east-1, for an edge-optimized domain name; .*ApiEndpoint\.regional\(\)/);
  });

  test('for an edge-optimized name, by the Region of its construct', () => {
    expect(() => nameIn((at) => ({ endpoint: ApiEndpoint.edge(), certificate: new acm.Certificate(at, 'Made', { domainName: 'api.example.com' }) }))).toThrow(/got 'ap-northeast-2'; allowed: us-east-1/);
  });

  test('for a private name', () => {
    expect(() => privateName((at) => ({ certificate: certificateIn(at, 'us-east-1') }))).toThrow(/got 'us-east-1'; allowed: ap-northeast-2/);
  });

  test('and one of an unknown Region passes', () => {
    expect(() => nameIn((at) => ({ certificate: certificateIn(at, 'us-east-1') }), new Stack(new App(), 'Anywhere'))).not.toThrow();
  });
});

test('a name and an API of different endpoint types are refused: strict endpoints answer none of the other\'s requests', () => {
  const { orders, name } = nameIn();
  expect(() => name.mapRestApi(restApi(orders, ApiEndpoint.edge()))).toThrow(/whose endpoint is EDGE.*allowed: one whose endpoint is REGIONAL/);
  const edge = edgeName();
  expect(() => edge.name.mapRestApi(restApi(edge.orders))).toThrow(/whose endpoint is REGIONAL.*allowed: one whose endpoint is EDGE/);
});

test.each<[string, (stack: Stack) => Partial<ApiDomainNameProps>, RegExp]>([
  ['mutual TLS without a pinned version', (at) => ({ truststore: truststoreIn(at, '') }), /version of the truststore is not valid: got ''.*pass the id that S3 shows/],
  ['mutual TLS at the edge', (at) => ({ truststore: truststoreIn(at), endpoint: ApiEndpoint.edge(), certificate: certificateIn(at, 'us-east-1') }), /truststore is not valid.*ApiEndpoint\.regional\(\)/],
  ['mutual TLS by TLS 1.3 only', (at) => ({ truststore: truststoreIn(at), tlsVersion: ApiTlsVersion.TLS_1_3 }), /tlsVersion with a truststore is not valid.*leave tlsVersion out/],
  ['a private endpoint', (at) => ({ endpoint: ApiEndpoint.privateTo(ec2.InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(at, 'E', { vpcEndpointId: 'vpce-1', port: 443 })) }), /make a PrivateApiDomainName/],
  ['a zone of another name', (at) => ({ hostedZone: route53.PublicHostedZone.fromHostedZoneAttributes(at, 'Zone', { hostedZoneId: 'Z1', zoneName: 'other.com' }) }), /domainName is not valid: got 'api\.example\.com'; allowed: other\.com/],
])('a domain name refuses %s', (_name, props, message) => {
  expect(() => nameIn(props)).toThrow(message);
});

describe('TLS of an API behind a name', () => {
  test('is no older than the name\'s, which says nothing of what the API takes', () => {
    const { orders, name } = nameIn(() => ({ tlsVersion: ApiTlsVersion.TLS_1_3 }));
    expect(() => name.mapRestApi(restApi(orders))).toThrow(/tlsVersion of the API 'Test\/Orders\/Rest' is not valid: got 'TLS_1_2'; allowed: TLS_1_3.*to the API too/);
    expect(() => name.mapRestApi(new SecureRestApi(orders, 'New', { tlsVersion: ApiTlsVersion.TLS_1_3 }))).not.toThrow();
  });

  test('may be newer than the name\'s', () => {
    const { orders, name } = nameIn();
    expect(() => name.mapRestApi(new SecureRestApi(orders, 'New', { tlsVersion: ApiTlsVersion.TLS_1_3 }))).not.toThrow();
  });

  test('is no older than a private name\'s', () => {
    const { orders, endpoint, name } = privateName(() => ({ tlsVersion: ApiTlsVersion.TLS_1_3 }));
    expect(() => name.mapRestApi(restApi(orders, ApiEndpoint.privateTo(endpoint)))).toThrow(/tlsVersion of the API/);
  });
});

describe('a base path', () => {
  test('of more than one level is refused at the edge', () => {
    const { orders, name } = edgeName();
    expect(() => name.mapRestApi(restApi(orders, ApiEndpoint.edge()), 'v1/orders')).toThrow(/basePath at the edge-optimized domain name .*got 'v1\/orders, for .*'; allowed: one level.*ApiEndpoint\.regional\(\)/);
  });

  test('of more than one level is refused at a private name', () => {
    const { orders, endpoint, name } = privateName();
    expect(() => name.mapRestApi(restApi(orders, ApiEndpoint.privateTo(endpoint)), 'v1/orders')).toThrow(/basePath at the private domain name .*allowed: one level/);
  });

  test.each(['', '/orders', 'orders/', 'v1//orders', 'or ders', 'a'.repeat(301)])('such as \'%s\' is refused', (basePath) => {
    const { orders, name } = nameIn();
    expect(() => name.mapRestApi(restApi(orders), basePath)).toThrow(/basePath is not valid: got '.*'; allowed: 1 to 300 letters/);
    expect(() => name.mapHttpApi(new SecureHttpApi(orders, 'Http'), basePath)).toThrow(/basePath is not valid/);
  });

  test('leads to one API', () => {
    const { orders, name } = nameIn();
    name.mapRestApi(restApi(orders), 'orders');
    expect(() => name.mapHttpApi(new SecureHttpApi(orders, 'Http'), 'orders')).toThrow(/got 'orders, for 'Test\/Orders\/Http''; allowed: one that does not lead to 'Test\/Orders\/Rest' yet/);
  });

  test.each([['first', true], ['last', false]])('of a REST API beside an HTTP API is the same resource as without: the HTTP API %s', (_name, isFirst) => {
    const mappingsOf = (...kinds: string[]) => {
      const { stack, orders, name } = nameIn();
      for (const kind of kinds) {
        if (kind === 'http') { name.mapHttpApi(new SecureHttpApi(orders, 'Http')); } else { name.mapRestApi(restApi(orders), 'orders'); }
      }
      return resourcesOf(stack, 'AWS::ApiGatewayV2::ApiMapping');
    };
    const both = mappingsOf(...isFirst ? ['http', 'rest'] : ['rest', 'http']);
    expect(both).toEqual({ ...mappingsOf('rest'), ...mappingsOf('http') });
    expect(Object.keys(both)).toHaveLength(2);
  });

  test.each([['first', true], ['last', false]])('of a REST API has one level beside an HTTP API: the HTTP API %s', (_name, isFirst) => {
    const { orders, name } = nameIn();
    const maps = [() => { name.mapHttpApi(new SecureHttpApi(orders, 'Http')); }, () => { name.mapRestApi(restApi(orders), 'v1/orders'); }];
    const [before, after] = isFirst ? maps : maps.reverse();
    before();
    expect(after).toThrow(/with an HTTP API and a REST API at v1\/orders'; allowed: one level for REST APIs beside an HTTP API.*domain name of its own/);
  });
});

describe('an API without a base path, which takes all that no other mapping does,', () => {
  test('stands beside others at a Regional name', () => {
    const { stack, orders, name } = nameIn();
    name.mapRestApi(restApi(orders));
    name.mapRestApi(restApi(orders, undefined, 'Other'), 'other');
    expect(Object.values(resourcesOf(stack, 'AWS::ApiGatewayV2::ApiMapping')).map(({ Properties }) => Properties.ApiMappingKey)).toEqual([undefined, 'other']);
  });

  test.each<[string, [string?, string?]]>([['before', [undefined, 'other']], ['after', ['other', undefined]]])('stands beside none at an edge-optimized name: %s it', (_name, [first, second]) => {
    const { orders, name } = edgeName();
    name.mapRestApi(restApi(orders, ApiEndpoint.edge()), first);
    expect(() => name.mapRestApi(restApi(orders, ApiEndpoint.edge(), 'Other'), second))
      .toThrow(/basePath at the edge-optimized domain name .*beside .*Orders\/Rest''; allowed: a base path for each API, or one API without any.*ApiEndpoint\.regional\(\)/);
  });

  test('stands beside none at a private name', () => {
    const { orders, endpoint, name } = privateName();
    name.mapRestApi(restApi(orders, ApiEndpoint.privateTo(endpoint)));
    expect(() => name.mapRestApi(restApi(orders, ApiEndpoint.privateTo(endpoint), 'Other'), 'other')).toThrow(/or give the API a domain name of its own/);
  });
});

test.each<[string, (name: ApiDomainName, api: SecureRestApi) => void]>([
  ['addBasePathMapping', (name, api) => { name.addBasePathMapping(api); }],
  ['addApiMapping', (name, api) => { name.addApiMapping(api.deploymentStage); }],
  ['a mapping of one\'s own', (name, api) => { new apigatewayv2.CfnApiMapping(api, 'Own', { apiId: api.restApiId, domainName: name.domainName, stage: 'prod' }); }],
])('a domain name whose API is mapped by %s, which leaves the default name open, is an error of synthesis', (_name, map) => {
  const { stack, orders, name } = nameIn();
  map(name, restApi(orders));
  expect(() => resourcesOf(stack)).toThrow(/the mapping 'Test\/Orders\/.*' is not valid: got one of the domain name 'Test\/Orders\/Name'.*mapRestApi\(api\) and mapHttpApi\(api\)/);
});

test('a mapping of another domain name is nobody\'s error', () => {
  const { stack, orders, name } = nameIn();
  name.mapRestApi(restApi(orders));
  const other = new apigateway.DomainName(stack, 'Other', { domainName: 'other.example.com', certificate: acm.Certificate.fromCertificateArn(stack, 'Second', arnIn(REGION)) });
  const plain = new apigateway.RestApi(stack, 'Plain');
  plain.root.addMethod('GET');
  other.addBasePathMapping(plain);
  expect(() => resourcesOf(stack)).not.toThrow();
});

test('a domain name leads to no private API', () => {
  const { stack, orders, name } = nameIn();
  const endpoint = ec2.InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(stack, 'Endpoint', { vpcEndpointId: 'vpce-1', port: 443 });
  expect(() => name.mapRestApi(restApi(orders, ApiEndpoint.privateTo(endpoint)))).toThrow(/a private one.*PrivateApiDomainName/);
});

test('an edge-optimized name, or one of TLS 1.3 only, leads to no HTTP API', () => {
  const edge = edgeName();
  expect(() => edge.name.mapHttpApi(new SecureHttpApi(edge.orders, 'Http'))).toThrow(/make it Regional/);
  const newest = nameIn(() => ({ tlsVersion: ApiTlsVersion.TLS_1_3 }));
  expect(() => newest.name.mapHttpApi(new SecureHttpApi(newest.orders, 'Http'))).toThrow(/leave tlsVersion out/);
});

function privateName(
  props: (stack: Stack) => Partial<PrivateApiDomainNameProps> = () => ({}), isMade = true, ipAddressType?: ec2.VpcEndpointIpAddressType,
) {
  const stack = testStack(testApp());
  const vpc = new IsolatedVpc(stack, 'Vpc', { domain: new Domain(stack, 'Platform') });
  const endpoint = isMade
    ? new ec2.InterfaceVpcEndpoint(stack, 'Endpoint', { vpc, service: ec2.InterfaceVpcEndpointAwsService.APIGATEWAY, ipAddressType })
    : ec2.InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(stack, 'Endpoint', { vpcEndpointId: 'vpce-1', port: 443 });
  const orders = new Domain(stack, 'Orders');
  const hostedZone = new route53.PrivateHostedZone(stack, 'Zone', { vpc, zoneName: 'internal.example.com' });
  const name = new PrivateApiDomainName(orders, 'Name', {
    domainName: 'orders.internal.example.com', certificate: certificateIn(stack), vpcEndpoints: [endpoint], hostedZone, ...props(stack),
  });
  return { stack, orders, endpoint, name };
}

describe('a private domain name', () => {
  test('is called through its endpoints only, which are let near it', () => {
    const { stack } = privateName();
    const [endpointId] = Object.keys(resourcesOf(stack, 'AWS::EC2::VPCEndpoint'));
    const { Properties } = resourceOf(stack, 'AWS::ApiGateway::DomainNameV2');
    expect(Properties).toMatchObject({ EndpointConfiguration: { Types: ['PRIVATE'] }, SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09', EndpointAccessMode: 'STRICT' });
    expect(statementsOf(resourceOf(stack, 'AWS::ApiGateway::DomainNameV2'), 'Policy')[0]).toMatchObject({
      Effect: 'Deny', Condition: { StringNotEquals: { 'aws:SourceVpce': [{ Ref: endpointId }] } },
    });
    expect(resourceOf(stack, 'AWS::ApiGateway::DomainNameAccessAssociation').Properties).toMatchObject({ AccessAssociationSource: { Ref: endpointId }, AccessAssociationSourceType: 'VPCE' });
    expect(deployed(statementsOf(resourceOf(stack, 'AWS::EC2::VPCEndpoint')))).toEqual([expect.objectContaining({
      Resource: `arn:aws:execute-api:${REGION}:111111111111:/domainnames/orders.internal.example.com+*`, Action: 'execute-api:Invoke',
    })]);
  });

  test('leads to a private API, and has a record in its zone', () => {
    const { stack, orders, endpoint, name } = privateName();
    name.mapRestApi(restApi(orders, ApiEndpoint.privateTo(endpoint)), 'orders');
    expect(resourceOf(stack, 'AWS::ApiGateway::BasePathMappingV2').Properties).toMatchObject({ BasePath: 'orders', DomainNameArn: { 'Fn::GetAtt': [expect.any(String), 'DomainNameArn'] } });
    expect(resourceOf(stack, 'AWS::ApiGateway::RestApi').Properties).toMatchObject({ DisableExecuteApiEndpoint: true });
    expect(resourceOf(stack, 'AWS::Route53::RecordSet').Properties).toMatchObject({ Name: 'orders.internal.example.com.' });
  });

  test.each<[string, ec2.VpcEndpointIpAddressType | undefined, string[]]>([
    ['IPv4', undefined, ['A']],
    ['IPv4 and IPv6', ec2.VpcEndpointIpAddressType.DUALSTACK, ['A', 'AAAA']],
    ['IPv6', ec2.VpcEndpointIpAddressType.IPV6, ['AAAA']],
  ])('has records for the addresses of its endpoint: %s', (_name, ipAddressType, types) => {
    const { stack } = privateName(undefined, true, ipAddressType);
    expect(Object.values(resourcesOf(stack, 'AWS::Route53::RecordSet')).map(({ Properties }) => Properties.Type)).toEqual(types);
  });

  test('leads to no API that one of its endpoints does not reach', () => {
    const { stack, orders, endpoint, name } = privateName((at) => ({
      vpcEndpoints: [at.node.findChild('Endpoint') as ec2.InterfaceVpcEndpoint, ec2.InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(at, 'Far', { vpcEndpointId: 'vpce-far', port: 443 })],
    }));
    const far = ec2.InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(stack, 'FarAgain', { vpcEndpointId: 'vpce-far', port: 443 });
    expect(() => name.mapRestApi(restApi(orders, ApiEndpoint.privateTo(endpoint))))
      .toThrow(/endpoints of the API 'Test\/Orders\/Rest' is not valid: got 'none of vpce-far'; allowed: all endpoints of the domain name.*pass it to ApiEndpoint\.privateTo/);
    expect(() => name.mapRestApi(restApi(orders, ApiEndpoint.privateTo(far, endpoint), 'Both'))).not.toThrow();
  });

  test.each([['refuses', 'another service', ec2.InterfaceVpcEndpointAwsService.SQS], ['takes', 'APIs', ec2.InterfaceVpcEndpointAwsService.APIGATEWAY]])(
    '%s an endpoint that leads to %s', (verb, _name, service) => {
      const stack = testStack();
      const vpc = new IsolatedVpc(stack, 'Vpc', { domain: new Domain(stack, 'Platform') });
      const take = expect(() => ApiEndpoint.privateTo(new ec2.InterfaceVpcEndpoint(stack, 'Endpoint', { vpc, service })));
      if (verb === 'takes') { take.not.toThrow(); } else { take.toThrow(/endpoint of a private API is not valid: got ''Test\/Endpoint', of sqs'; allowed: an interface endpoint of execute-api/); }
    },
  );

  test('leads to no public API, and makes no record for an endpoint whose names it does not know', () => {
    const { orders, name } = privateName();
    expect(() => name.mapRestApi(restApi(orders))).toThrow(/which is not private.*ApiEndpoint\.privateTo/);
    expect(() => privateName(undefined, false)).toThrow(/leave `hostedZone` out/);
  });
});

test('CDK\'s own classes see what they know: subclasses of DomainName and HttpApi', () => {
  const { orders, name } = nameIn();
  expect(name).toBeInstanceOf(apigateway.DomainName);
  expect(new SecureHttpApi(orders, 'Http')).toBeInstanceOf(apigatewayv2.HttpApi);
});
