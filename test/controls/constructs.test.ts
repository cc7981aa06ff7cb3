import { readFileSync, readdirSync } from 'node:fs';
import * as path from 'node:path';
import { type App, Stack, aws_apigateway as apigateway, aws_ec2 as ec2 } from 'aws-cdk-lib';
import { data, edge, environment, network } from '../../src';
import { API_CONTROLS } from '../../src/controls/api-catalogue';
import type { Control } from '../../src/controls/control';
import { EDGE_CONTROLS } from '../../src/controls/edge-catalogue';
import { type ResourceDeclaration, Template } from '../../src/controls/template';
import { testApp } from '../checks/synth';
import { buildEdge } from '../compat/edge-app';

const ACCOUNT = '111111111111';
/** The library makes none of these; their controls are for what users make beside it. */
const WITHOUT_CONSTRUCT = ['appsync', 'cognito'];
/** What a user chooses, and why it is no default. */
const CHOSEN: Readonly<Record<string, string>> = {
  'cloudfront.failover': 'a second origin is the user\'s',
  'cloudfront.function-origin-access': 'function URLs are none of the constructs\' origins',
  'apigateway.private-integration-tls': 'integrations are aws-cdk\'s',
};

/** What only a choice of the user's makes: another construct, or one more of its props. */
function buildChoices(app: App): void {
  const stack = new Stack(app, 'Choices', { env: { account: '222222222222', region: 'ap-northeast-2' } });
  const gold = new environment.GoldEnvironment(stack, 'Gold', { endpointServices: [network.EndpointService.API_GATEWAY] });
  const shop = gold.addDomain('Shop');
  new edge.ApiGatewayAccount(shop, 'ApiGatewayAccount');
  const zone = new edge.DnsZone(shop, 'Zone', { zoneName: 'example.com' });
  const { certificate } = new edge.PublicCertificate(shop, 'Certificate', { domainName: 'api.example.com', zone: zone.inRegionOf(stack) });
  const api = new edge.SecureRestApi(shop, 'Api', { cache: { sizeInGb: 0.5 }, clientCertificate: true });
  api.root.addMethod('GET', new apigateway.HttpIntegration('https://backend.example.com'));
  new edge.ApiDomainName(shop, 'Name', { domainName: 'api.example.com', certificate }).mapRestApi(api);
  const ledger = new edge.SecureRestApi(shop, 'Ledger', { endpoint: edge.ApiEndpoint.privateTo(gold.endpoints.endpoint(network.EndpointService.API_GATEWAY)) });
  ledger.root.addMethod('GET', new apigateway.MockIntegration());
  const global = new edge.PublicCertificate(shop, 'Global', { domainName: 'www.example.com', zone: zone.hostedZone, place: edge.CertificatePlace.CLOUDFRONT });
  new edge.SecureLoadBalancer(shop, 'Balancer', { vpc: new ec2.Vpc(stack, 'Vpc'), access: edge.LoadBalancerAccess.internet(), certificates: [certificate] });
  const rules = new edge.RuleGroup(shop, 'Rules', { rules: [edge.WebAclRule.geo('Abroad', ['KP'])] });
  const login = edge.WafStatement.byteMatch({ field: edge.WafField.uriPath(), position: edge.StringPosition.STARTS_WITH, text: '/login' });
  new edge.WebAcl(shop, 'Acl', {
    baseline: edge.WebAclBaseline.recommended({ botControl: { scopeDown: login } }), rules: [edge.WebAclRule.group('Rules', rules)],
  });
  const signing = new edge.SigningKeyGroup(shop, 'Signing');
  const site = new edge.SecureDistribution(shop, 'Site', {
    customDomain: { domainNames: ['www.example.com'], certificate: global.certificate },
    defaultBehavior: { origin: edge.EdgeOrigin.bucket(new data.DomainBucket(shop, 'Pages')), trustedKeyGroups: [signing.keyGroup] },
  });
  const health = new edge.HealthCheck(shop, 'Health', { domainName: 'www.example.com' });
  const protection = new edge.ShieldProtection(shop, 'Protection', {
    resource: edge.ShieldResource.distribution(site.distribution),
    healthCheck: health.check,
    automaticMitigation: edge.AutomaticMitigation.block(site.webAcl),
  });
  const contacts = [{ emailAddress: 'security@example.com', phoneNumber: '+82255500100' }];
  new edge.ShieldProactiveEngagement(shop, 'Engagement', { contacts, protections: [protection] });
  new edge.ShieldResponseTeamAccess(shop, 'ResponseTeam');
}

let templates: Template[];
beforeAll(() => {
  const app = testApp();
  buildEdge(new Stack(app, 'Edge', { env: { account: ACCOUNT, region: 'ap-northeast-2' } }));
  buildChoices(app);
  const { directory } = app.synth();
  templates = readdirSync(directory).filter((file) => file.endsWith('.template.json'))
    .map((file) => new Template(JSON.parse(readFileSync(path.join(directory, file), 'utf8')) as { Resources: Record<string, ResourceDeclaration> }));
});

const serviceOf = ({ id }: Control): string => id.split('.')[0];
const withConstruct = [...EDGE_CONTROLS, ...API_CONTROLS].filter((control) => !WITHOUT_CONSTRUCT.includes(serviceOf(control)));
const resultsOf = ({ appliesTo, check }: Control) => templates.flatMap((template) => appliesTo.flatMap((type) => template.ofType(type)))
  .map((resource) => ({ id: resource.logicalId, ...check(resource) }));

test.each(withConstruct.filter(({ id }) => !(id in CHOSEN)))('the constructs meet $id', (control) => {
  const results = resultsOf(control);
  expect(results.map(({ status }) => status)).toContain('compliant');
  expect(results.filter(({ status }) => status === 'violated' || status === 'unknown')).toEqual([]);
});
