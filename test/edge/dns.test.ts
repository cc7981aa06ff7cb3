import type { aws_cloudwatch as cloudwatch, aws_route53 as route53 } from 'aws-cdk-lib';
import { Stack, aws_cloudfront as cloudfront, aws_cloudfront_origins as origins, aws_logs as logs, aws_route53_targets as targets } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { GoldChecks } from '../../src/checks';
import { dnssecAlarms } from '../../src/controls/route53/dnssec-alarms';
import { Domain, type DomainProps } from '../../src/core';
import { CertificatePlace, PublicCertificate } from '../../src/edge/certificates';
import { AliasRecord, DnsZone, type DnsZoneProps, DnssecKey } from '../../src/edge/dns';
import { GoldProofs } from '../../src/proofs';
import { passes } from '../checks/judge';
import { type Finding, findingsOf, testApp } from '../checks/synth';
import { ACCOUNT, deployed, resourceOf, resourcesOf, type Statement, statementsOf, testStack } from '../checks/template';
import { statusOf } from '../controls/status-of';

const ADMINISTRATOR = `arn:aws:iam::${ACCOUNT}:role/key-admin`;
const DEPLOYER = `arn:aws:iam::${ACCOUNT}:role/cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-us-east-1`;
const MEMBER = `arn:aws:iam::${ACCOUNT}:role/gold/shop/Worker`;
const ZONE_ID = 'Z0123456789EXAMPLE';

/** A zone of a new stack in us-east-1, where all its parts lie. */
function zoneOf(props: Partial<DnsZoneProps> = {}, domainProps: DomainProps = {}): { stack: Stack; zone: DnsZone } {
  const stack = new Stack(testApp(), 'Test', { env: { region: 'us-east-1' } });
  return { stack, zone: new DnsZone(new Domain(stack, 'Shop', domainProps), 'Zone', { zoneName: 'example.com', ...props }) };
}

describe('a zone of a stack in Seoul', () => {
  let [stack, global]: Stack[] = [];
  let zone: DnsZone;
  let findings: readonly Finding[];
  beforeAll(() => {
    const app = testApp();
    stack = testStack(app, 'Shop');
    const shop = new Domain(stack, 'Shop');
    zone = new DnsZone(shop, 'Zone', { zoneName: 'Example.com.', keyAdministratorArns: [ADMINISTRATOR] });
    const { certificate } = new PublicCertificate(shop, 'Edge', { domainName: 'shop.example.com', zone: zone.hostedZone, place: CertificatePlace.CLOUDFRONT });
    new PublicCertificate(shop, 'Regional', { domainName: 'api.example.com', zone: zone.hostedZone });
    const distribution = new cloudfront.Distribution(stack, 'Distribution', {
      defaultBehavior: { origin: new origins.HttpOrigin('origin.example.com') }, certificate, domainNames: ['shop.example.com'],
    });
    new AliasRecord(shop, 'Alias', { zone, recordName: 'shop.example.com', target: new targets.CloudFrontTarget(distribution) });
    new AliasRecord(shop, 'Apex', { zone, target: new targets.CloudFrontTarget(distribution) });
    global = app.node.findChild('Shop-us-east-1') as Stack;
    const packs = [new AwsSolutionsChecks(app), new NIST80053R5Checks(app), new HIPAASecurityChecks(app), new PCIDSS321Checks(app)];
    findings = findingsOf(app, new GoldChecks(), new GoldProofs(), ...packs);
  });

  const only = (type: string, beginning?: string) => resourceOf(global, type, beginning);

  test('raises no finding, with a certificate in us-east-1, one in Seoul, and a distribution under its name', () => {
    expect(findings.filter(({ construct }) => !construct.startsWith('Shop/Distribution'))).toEqual([]);
  });

  test('lies in us-east-1 and outlives its stack', () => {
    expect(resourcesOf(stack, 'AWS::Route53::HostedZone')).toEqual({});
    expect(only('AWS::Route53::HostedZone')).toMatchObject({
      Properties: { Name: 'example.com.', HostedZoneTags: expect.arrayContaining([{ Key: 'domain', Value: 'shop' }]) }, DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain',
    });
    expect(zone.zoneName).toBe('example.com');
  });

  test('its queries are logged, encrypted with the domain\'s key of us-east-1, by an ARN without an asterisk', () => {
    expect(only('AWS::Logs::LogGroup')).toMatchObject({
      Properties: { LogGroupName: expect.stringMatching(/^\/aws\/route53\/example\.com-[0-9a-f]{8}$/), KmsKeyId: { 'Fn::GetAtt': [expect.stringMatching(/LogsKey/), 'Arn'] }, RetentionInDays: 400 },
      DeletionPolicy: 'RetainExceptOnCreate',
    });
    const { QueryLoggingConfig } = only('AWS::Route53::HostedZone').Properties as { QueryLoggingConfig: { CloudWatchLogsLogGroupArn: unknown } };
    expect(deployed(QueryLoggingConfig.CloudWatchLogsLogGroupArn)).toBe(`arn:aws:logs:us-east-1:${ACCOUNT}:log-group:${String(only('AWS::Logs::LogGroup').Properties.LogGroupName)}`);
  });

  test('Route 53 may write query logs for zones of the own account only, before the zone is made', () => {
    const [policyId, policy] = Object.entries(resourcesOf(global, 'AWS::Logs::ResourcePolicy'))[0];
    const { Statement: statements } = JSON.parse(deployed(policy.Properties.PolicyDocument as string)) as { Statement: Statement[] };
    expect(statements).toEqual([{
      Sid: 'QueryLogsByRoute53',
      Effect: 'Allow',
      Principal: { Service: 'route53.amazonaws.com' },
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:/aws/route53/*:*`,
      Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT }, ArnLike: { 'aws:SourceArn': 'arn:aws:route53:::hostedzone/*' } },
    }]);
    const [logGroupId, logGroup] = Object.entries(resourcesOf(global, 'AWS::Logs::LogGroup'))[0];
    expect([logGroup, only('AWS::Route53::HostedZone')]).toEqual([
      expect.objectContaining({ DependsOn: [policyId] }), expect.objectContaining({ DependsOn: [logGroupId] }),
    ]);
  });

  test('it is signed by a key on P-256, and signing ends before its key-signing key does', () => {
    const [keyId] = Object.keys(resourcesOf(global, 'AWS::KMS::Key')).filter((id) => id.includes('Dnssec'));
    const [signingKeyId, signingKey] = Object.entries(resourcesOf(global, 'AWS::Route53::KeySigningKey'))[0];
    expect(resourcesOf(global)[keyId]).toMatchObject({ Properties: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }, DeletionPolicy: 'RetainExceptOnCreate' });
    expect(signingKey.Properties).toEqual({
      HostedZoneId: { Ref: expect.stringMatching(/HostedZone/) }, KeyManagementServiceArn: { 'Fn::GetAtt': [keyId, 'Arn'] }, Name: 'ksk_1', Status: 'ACTIVE',
    });
    expect(only('AWS::Route53::DNSSEC')).toMatchObject({ DependsOn: [signingKeyId] });
    expect(only('AWS::KMS::Alias', 'ShopZone').Properties.AliasName).toBe('alias/shop/dnssec/example_com_ksk_1');
  });

  test('alarms ring in us-east-1 when its signatures fail, and stay until Route 53 says otherwise', () => {
    const alarms = Object.entries(resourcesOf(global, 'AWS::CloudWatch::Alarm')).filter(([id]) => id.includes('Dnssec')).map(([, { Properties }]) => Properties);
    expect(alarms.map(({ MetricName }) => MetricName)).toEqual(['DNSSECInternalFailure', 'DNSSECKeySigningKeysNeedingAction']);
    for (const alarm of alarms) {
      expect(alarm).toMatchObject({
        Namespace: 'AWS/Route53',
        Dimensions: [{ Name: 'HostedZoneId', Value: { Ref: expect.stringMatching(/HostedZone/) } }],
        Statistic: 'Sum',
        Period: 14_400,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'ignore',
        AlarmActions: [{ Ref: expect.stringMatching(/DnssecTopic/) }],
      });
    }
    expect(Stack.of(zone.topic!).region).toBe('us-east-1');
  });

  test('its alarms pass the control on them for certain: they have actions, and these are enabled', () => {
    expect(statusOf(dnssecAlarms, resourcesOf(global) as Parameters<typeof statusOf>[1], Object.keys(resourcesOf(global, 'AWS::Route53::DNSSEC'))[0])).toBe('compliant');
    expect(zone.alarms.map(({ node }) => (node.defaultChild as cloudwatch.CfnAlarm).actionsEnabled)).toEqual([undefined, undefined]);
  });

  test('only ACM may issue certificates for its names', () => {
    expect(only('AWS::Route53::RecordSet').Properties).toMatchObject({ Type: 'CAA', Name: 'example.com.', ResourceRecords: ['0 issue "amazon.com"'] });
  });

  test('outputs tell the parent\'s operator what to delegate to, and how to read the DS record', () => {
    const outputs = (global as unknown as { _toCloudFormation(): { Outputs: Record<string, { Value: unknown }> } })._toCloudFormation().Outputs;
    const texts = Object.values(outputs).map(({ Value }) => JSON.stringify(global.resolve(Value)));
    expect(texts).toEqual(expect.arrayContaining([expect.stringMatching(/NameServers/), expect.stringMatching(/aws route53 get-dnssec --hosted-zone-id .*DSRecord/)]));
  });

  test('an alias leads to the distribution by both families, from the distribution\'s stack', () => {
    const records = Object.values(resourcesOf(stack, 'AWS::Route53::RecordSet')).map(({ Properties }) => Properties);
    expect(records.map(({ Name, Type }) => [Name, Type])).toEqual([['shop.example.com.', 'A'], ['shop.example.com.', 'AAAA'], ['example.com.', 'A'], ['example.com.', 'AAAA']]);
    for (const { HostedZoneId } of records) {
      expect(HostedZoneId).toEqual({ 'Fn::GetStackOutput': expect.objectContaining({ StackName: 'Shop-ap-northeast-2-us-east-1', Region: 'us-east-1' }) });
    }
  });

  test('a scope of another Region has one view of it, of its own Region the zone itself', () => {
    expect(zone.inRegionOf(stack)).toBe(zone.inRegionOf(stack));
    expect(zone.inRegionOf(global)).toBe(zone.hostedZone);
    expect(zone.inRegionOf(stack)).not.toBe(zone.hostedZone);
  });
});

describe('the key that signs', () => {
  let policy: { Statement: readonly Statement[] };
  beforeAll(() => {
    const { stack } = zoneOf({ keyAdministratorArns: [ADMINISTRATOR] });
    const [zoneId] = Object.keys(resourcesOf(stack, 'AWS::Route53::HostedZone'));
    const region = { 'AWS::Region': 'us-east-1' };
    policy = { Statement: deployed(statementsOf(resourceOf(stack, 'AWS::KMS::Key', 'ShopZone'), 'KeyPolicy'), { ...region, [zoneId]: ZONE_ID }) };
  });

  const may = (by: string, action: string, context: Record<string, string> = {}) =>
    passes({ by, action, resource: `arn:aws:kms:us-east-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`, context }, policy);

  test('is open to Route 53 for this zone of this account, and to grants for AWS resources', () => {
    const source = { StringEquals: { 'aws:SourceAccount': ACCOUNT }, ArnEquals: { 'aws:SourceArn': `arn:aws:route53:::hostedzone/${ZONE_ID}` } };
    const own = policy.Statement.filter(({ Principal }) => JSON.stringify(Principal).includes('"Service"'));
    expect(own).toEqual([
      expect.objectContaining({ Principal: { Service: 'dnssec-route53.amazonaws.com' }, Action: ['kms:DescribeKey', 'kms:GetPublicKey', 'kms:Sign'], Condition: source }),
      expect.objectContaining({ Principal: { Service: 'dnssec-route53.amazonaws.com' }, Action: 'kms:CreateGrant', Condition: { ...source, Bool: { 'kms:GrantIsForAWSResource': 'true' } } }),
    ]);
  });

  test('lets only the deployer sign beside Route 53: whoever makes a key-signing key must be able to', async () => {
    const signers = await Promise.all([DEPLOYER, ADMINISTRATOR, MEMBER, `arn:aws:iam::${ACCOUNT}:role/anybody`].map((by) => may(by, 'kms:Sign')));
    expect(signers).toEqual([true, false, false, false]);
  });

  test('is administered by its administrators, not by the domain\'s roles', async () => {
    expect([await may(ADMINISTRATOR, 'kms:DisableKey'), await may(MEMBER, 'kms:DisableKey'), await may(MEMBER, 'kms:PutKeyPolicy')]).toEqual([true, false, false]);
  });

  test('is deleted by the root user only, who waits 30 days', async () => {
    const days = (value: number) => ({ 'kms:ScheduleKeyDeletionPendingWindowInDays': String(value) });
    const root = `arn:aws:iam::${ACCOUNT}:root`;
    expect([await may(root, 'kms:ScheduleKeyDeletion', days(30)), await may(root, 'kms:ScheduleKeyDeletion', days(7)), await may(ADMINISTRATOR, 'kms:ScheduleKeyDeletion', days(30))])
      .toEqual([true, false, false]);
  });

  test('carries the domain\'s organization and deployers', () => {
    const { stack } = zoneOf({ keyBreakGlassArns: [ADMINISTRATOR] }, { organizationId: 'o-a1b2c3d4e5', deploymentRoleArns: [MEMBER.replace('gold/shop/Worker', 'deployer')] });
    const text = JSON.stringify(statementsOf(resourceOf(stack, 'AWS::KMS::Key', 'ShopZone'), 'KeyPolicy'));
    expect(text).toContain('"aws:PrincipalOrgID":"o-a1b2c3d4e5"');
    expect(text).toMatch(/"Sid":"SigningByDeployers"/);
    expect(text).not.toContain('cfn-exec-role');
    expect(text).toMatch(/"aws:PrincipalArn":\["arn:aws:iam::111111111111:role\/key-admin","arn:aws:iam::111111111111:role\/deployer"\]/);
  });

  test('is refused outside us-east-1, and with an alias that is none', () => {
    const stack = testStack();
    const domain = new Domain(stack, 'Shop');
    expect(() => new DnssecKey(domain, 'Key', { hostedZoneId: ZONE_ID, aliasName: 'example_com' })).toThrow(/Region of a key for DNSSEC is not valid: got 'ap-northeast-2'; allowed: us-east-1; make the zone by edge\.DnsZone/);
    const there = new Stack(testApp(), 'Test', { env: { region: 'us-east-1' } });
    expect(() => new DnssecKey(new Domain(there, 'Shop'), 'Key', { hostedZoneId: ZONE_ID, aliasName: 'example.com' })).toThrow(/write dots as underscores/);
  });
});

describe('a zone', () => {
  test('rotates by a second signing key beside the first', () => {
    const { stack } = zoneOf({ signingKeys: ['ksk_1', 'ksk_2'] });
    const signingKeys = resourcesOf(stack, 'AWS::Route53::KeySigningKey');
    expect(Object.values(signingKeys).map(({ Properties }) => Properties.Name)).toEqual(['ksk_1', 'ksk_2']);
    expect(resourceOf(stack, 'AWS::Route53::DNSSEC')).toMatchObject({ DependsOn: Object.keys(signingKeys) });
    const first = Object.keys(resourcesOf(zoneOf().stack, 'AWS::Route53::KeySigningKey'));
    expect(Object.keys(signingKeys)).toEqual(expect.arrayContaining(first));
  });

  test('is not signed where that was asked for', () => {
    const { stack, zone } = zoneOf({ dnssec: false });
    expect([resourcesOf(stack, 'AWS::Route53::DNSSEC'), resourcesOf(stack, 'AWS::CloudWatch::Alarm'), zone.topic, zone.alarms, zone.signingKeys]).toEqual([{}, {}, undefined, [], []]);
  });

  test('lets other authorities issue where they are named', () => {
    const { stack } = zoneOf({ certificateAuthorities: ['amazon.com', 'letsencrypt.org'], queryLogRetention: logs.RetentionDays.TWO_YEARS });
    expect(resourceOf(stack, 'AWS::Route53::RecordSet').Properties.ResourceRecords).toEqual(['0 issue "amazon.com"', '0 issue "letsencrypt.org"']);
    expect(resourceOf(stack, 'AWS::Logs::LogGroup').Properties.RetentionInDays).toBe(731);
  });

  test('lets others issue wildcards where they are named, and nobody where none is', () => {
    const recordsOf = (props: Partial<DnsZoneProps>) => resourceOf(zoneOf(props).stack, 'AWS::Route53::RecordSet').Properties.ResourceRecords;
    expect(recordsOf({ wildcardCertificateAuthorities: ['letsencrypt.org'] })).toEqual(['0 issue "amazon.com"', '0 issuewild "letsencrypt.org"']);
    expect(recordsOf({ wildcardCertificateAuthorities: [] })).toEqual(['0 issue "amazon.com"', '0 issuewild ";"']);
  });

  test('tells authorities where to report what they refused', () => {
    const { stack } = zoneOf({ certificateViolationUrls: ['mailto:security@example.com', 'https://example.com/caa'] });
    expect(resourceOf(stack, 'AWS::Route53::RecordSet').Properties.ResourceRecords)
      .toEqual(['0 issue "amazon.com"', '0 iodef "mailto:security@example.com"', '0 iodef "https://example.com/caa"']);
  });

  test('shares one policy for query logs with the other zones of its stack', () => {
    const { stack, zone } = zoneOf();
    new DnsZone(zone.domain, 'Other', { zoneName: 'example.net' });
    expect(Object.keys(resourcesOf(stack, 'AWS::Logs::ResourcePolicy'))).toHaveLength(1);
    expect(Object.keys(resourcesOf(stack, 'AWS::Route53::HostedZone'))).toHaveLength(2);
  });

  test.each<[string, Partial<DnsZoneProps>, RegExp]>([
    ['a wildcard', { zoneName: '*.example.com' }, /zoneName is not valid: got '\*\.example\.com'.*name it without an asterisk/],
    ['a name too long', { zoneName: `${'a.'.repeat(125)}example.com` }, /of 261 octets'; allowed: up to 253 octets; shorten it/],
    ['no signing key', { signingKeys: [] }, /signingKeys is not valid: got 'none'.*set `dnssec: false`/],
    ['three signing keys', { signingKeys: ['ksk_1', 'ksk_2', 'ksk_3'] }, /allowed: one name, or two different ones while one takes over/],
    ['one signing key twice', { signingKeys: ['ksk_1', 'ksk_1'] }, /two different ones/],
    ['a signing key with a hyphen', { signingKeys: ['ksk-1'] }, /got 'ksk-1'; allowed: 3 to 128 letters, digits and underscores; name it like ksk_1/],
    ['no certificate authority', { certificateAuthorities: [] }, /leave it out for ACM: with none, no certificate of the zone can be issued or renewed/],
    ['an authority that is no name', { certificateAuthorities: ['amazon.com"'] }, /certificateAuthorities is not valid/],
    ['an authority for wildcards that is no name', { wildcardCertificateAuthorities: [';'] }, /wildcardCertificateAuthorities is not valid/],
    ['a violation told to no URL', { certificateViolationUrls: ['security@example.com'] }, /got 'security@example\.com'; allowed: URLs of mailto, https or http; write it like mailto:/],
    ['administrators that are anybody', { keyAdministratorArns: ['*'] }, /administratorArns is not valid/],
  ])('of %s is refused', (_what, props, message) => {
    expect(() => zoneOf(props)).toThrow(message);
  });

  test('whose name is known only at deployment is refused', () => {
    const { stack } = zoneOf();
    expect(() => zoneOf({ zoneName: stack.region.replace('us-east-1', stack.account) })).toThrow(/got 'a token'; allowed: a name that is known at synthesis/);
  });

  test('of a stack without a Region is refused', () => {
    const stack = new Stack(testApp(), 'Anywhere');
    expect(() => new DnsZone(new Domain(stack, 'Shop'), 'Zone', { zoneName: 'example.com' })).toThrow(/a signed DNS zone lies in us-east-1.*pass `env: \{ region \}`/);
  });
});

describe('an alias', () => {
  const target: route53.IAliasRecordTarget = { bind: () => ({ dnsName: 'd.cloudfront.net', hostedZoneId: 'Z2FDTNDATAQYW2' }) };

  test('outside its zone is refused', () => {
    const { stack, zone } = zoneOf();
    expect(() => new AliasRecord(stack, 'Alias', { zone, target, recordName: 'shop.example.net' })).toThrow(/recordName is not valid: got 'shop\.example\.net'; allowed: example\.com and what lies below it/);
    expect(() => new AliasRecord(stack, 'Other', { zone, target, recordName: 'shop' })).toThrow(/recordName is not valid: got 'shop'/);
  });

  test('may be a wildcard', () => {
    const { stack, zone } = zoneOf();
    expect(new AliasRecord(stack, 'Alias', { zone, target, recordName: '*.Example.com' }).recordName).toBe('*.example.com');
  });
});
