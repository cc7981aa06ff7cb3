import {
  Duration, NestedStack, Stack, aws_acmpca as acmpca, aws_certificatemanager as acm, aws_cloudfront as cloudfront, aws_cloudfront_origins as origins,
  aws_ec2 as ec2, aws_route53 as route53,
} from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import * as fc from 'fast-check';
import { GoldChecks } from '../../src/checks';
import { Domain } from '../../src/core';
import {
  CertificateAlarms, CertificateExpirationRule, CertificateKeyAlgorithm, CertificatePlace, ImportedCertificate, PrivateCertificate, PublicCertificate,
  type PublicCertificateProps,
} from '../../src/edge/certificates';
import { checkDomainName } from '../../src/edge/dns/private/domain-name';
import { type Finding, findingsOf, testApp } from '../checks/synth';
import { ACCOUNT, REGION, resourceOf, resourcesOf, testStack } from '../checks/template';

const IMPORTED = `arn:aws:acm:${REGION}:${ACCOUNT}:certificate/11111111-2222-3333-4444-555555555555`;
const AUTHORITY = `arn:aws:acm-pca:${REGION}:${ACCOUNT}:certificate-authority/11111111-2222-3333-4444-555555555555`;
const CERTIFICATE = 'AWS::CertificateManager::Certificate';

const importedZone = (stack: Stack, zoneName = 'example.com', hostedZoneId = 'Z0000000EXAMPLE') =>
  route53.HostedZone.fromHostedZoneAttributes(stack, `Zone-${zoneName}`, { hostedZoneId, zoneName });
const authorityOf = (stack: Stack, arn = AUTHORITY) => acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, 'Authority', arn);

/** A public certificate of a new stack. */
function certificate(props: Partial<PublicCertificateProps> = {}, zoneNames = ['example.com']): { stack: Stack; made: PublicCertificate } {
  const stack = testStack();
  const [zone, ...otherZones] = zoneNames.map((name, at) => importedZone(stack, name, `Z${at}`));
  const made = new PublicCertificate(new Domain(stack, 'Shop'), 'Certificate', { domainName: 'shop.example.com', zone, otherZones, ...props });
  return { stack, made };
}

describe('an app with certificates of all kinds', () => {
  let [stack, global]: Stack[] = [];
  let [regional, edge]: PublicCertificate[] = [];
  let findings: readonly Finding[];
  beforeAll(() => {
    const app = testApp();
    stack = testStack(app, 'Shop');
    const shop = new Domain(stack, 'Shop');
    const zone = importedZone(stack);
    regional = new PublicCertificate(shop, 'Regional', { domainName: '*.example.com', subjectAlternativeNames: ['example.com', 'a.b.example.com'], zone });
    edge = new PublicCertificate(shop, 'Edge', { domainName: 'Shop.Example.com.', zone, place: CertificatePlace.CLOUDFRONT, keyAlgorithm: CertificateKeyAlgorithm.RSA_2048 });
    new PrivateCertificate(shop, 'Private', { domainName: 'orders', certificateAuthority: authorityOf(stack) });
    new ImportedCertificate(shop, 'Imported', { certificateArn: IMPORTED });
    new CertificateExpirationRule(stack, 'Expiring');
    new CertificateExpirationRule(stack, 'ExpiringAtEdge', { place: CertificatePlace.CLOUDFRONT, before: Duration.days(14) });
    new cloudfront.Distribution(stack, 'Distribution', {
      defaultBehavior: { origin: new origins.HttpOrigin('origin.example.com') }, certificate: edge.certificate, domainNames: ['shop.example.com'],
    });
    global = app.node.findChild('Shop-us-east-1') as Stack;
    const packs = [new AwsSolutionsChecks(app), new NIST80053R5Checks(app), new HIPAASecurityChecks(app), new PCIDSS321Checks(app)];
    findings = findingsOf(app, new GoldChecks(), ...packs);
  });

  test('raises no finding, and the packs looked', () => {
    expect(findings.some(({ construct, rule }) => construct.startsWith('Shop/Distribution') && /^AwsSolutions/.test(rule))).toBe(true);
    expect(findings.filter(({ construct }) => !construct.startsWith('Shop/Distribution'))).toEqual([]);
  });

  test('a public certificate is validated by DNS, transparent, never exported, and on P-256', () => {
    expect(resourceOf(stack, CERTIFICATE, 'ShopRegional').Properties).toMatchObject({
      DomainName: '*.example.com',
      SubjectAlternativeNames: ['example.com', 'a.b.example.com'],
      ValidationMethod: 'DNS',
      KeyAlgorithm: 'EC_prime256v1',
      CertificateTransparencyLoggingPreference: 'ENABLED',
      CertificateExport: 'DISABLED',
      Tags: expect.arrayContaining([{ Key: 'domain', Value: 'shop' }]),
    });
  });

  test('a wildcard and the name below it are proved by one record, under the first name', () => {
    const { DomainValidationOptions } = resourceOf(stack, CERTIFICATE, 'ShopRegional').Properties;
    expect(DomainValidationOptions).toEqual(['*.example.com', 'a.b.example.com'].map((DomainName) => ({ DomainName, HostedZoneId: 'Z0000000EXAMPLE' })));
  });

  test('one for CloudFront lies in us-east-1, and its stack is deployed before the distribution\'s', () => {
    expect([edge.certificate.env.region, regional.certificate.env.region]).toEqual(['us-east-1', REGION]);
    expect(resourceOf(global, CERTIFICATE).Properties).toMatchObject({ DomainName: 'shop.example.com', KeyAlgorithm: 'RSA_2048', Tags: expect.arrayContaining([{ Key: 'domain', Value: 'shop' }]) });
    expect(stack.dependencies).toContain(global);
    expect(JSON.stringify(resourceOf(stack, 'AWS::CloudFront::Distribution').Properties)).toMatch(/"AcmCertificateArn":\{"Fn::GetStackOutput":\{[^}]*"Region":"us-east-1"/);
  });

  test('the metric of one in us-east-1 is read there', () => {
    expect(edge.certificate.metricDaysToExpiry().region).toBe('us-east-1');
    expect(regional.certificate.metricDaysToExpiry({ period: Duration.hours(12) })).toMatchObject({ metricName: 'DaysToExpiry', period: Duration.hours(12) });
  });

  test.each([
    ['a public one, which ACM renews at 45 days', 30, () => ['ShopRegional', resourcesOf(stack, 'AWS::CloudWatch::Alarm')] as const],
    ['a private one, which ACM renews at 60 days', 45, () => ['ShopPrivate', resourcesOf(stack, 'AWS::CloudWatch::Alarm')] as const],
    ['an imported one, which nobody renews', 45, () => ['ShopImported', resourcesOf(stack, 'AWS::CloudWatch::Alarm')] as const],
    ['one for CloudFront, in us-east-1', 30, () => ['ShopEdge', resourcesOf(global, 'AWS::CloudWatch::Alarm')] as const],
  ])('%s, has an alarm %i days before its end that does not stop at its end', (_which, days, where) => {
    const [name, alarms] = where();
    const [id, alarm] = Object.entries(alarms).find(([one]) => one.includes(`${name}ExpiryAlarm`)) ?? [];
    expect(id).toBeDefined();
    expect(alarm?.Properties).toMatchObject({
      Namespace: 'AWS/CertificateManager',
      MetricName: 'DaysToExpiry',
      Statistic: 'Minimum',
      Period: 86400,
      Threshold: days,
      ComparisonOperator: 'LessThanOrEqualToThreshold',
      TreatMissingData: 'ignore',
      Dimensions: [{ Name: 'CertificateArn', Value: name === 'ShopImported' ? IMPORTED : { Ref: expect.stringMatching(name) } }],
      AlarmActions: [{ Ref: expect.stringMatching(/^shopcertificatealarmsTopic/) }],
    });
  });

  test('what ACM tells of a certificate is kept in a queue, and rings', () => {
    const rule = resourceOf(stack, 'AWS::Events::Rule', 'shopcertificatealarmsShopRegional').Properties;
    expect(rule.EventPattern).toEqual({
      'source': ['aws.acm'],
      'detail-type': ['ACM Certificate Approaching Expiration', 'ACM Certificate Expired', 'ACM Certificate Renewal Action Required', 'ACM Certificate Revoked'],
      'resources': [{ Ref: expect.stringMatching(/^ShopRegional/) }],
    });
    expect(resourceOf(stack, 'AWS::CloudWatch::Alarm', 'shopcertificatealarmsShopRegionalEventAlarm').Properties).toMatchObject({
      MetricName: 'TriggeredRules', Dimensions: [{ Name: 'RuleName', Value: { Ref: expect.stringMatching(/ShopRegionalRule/) } }],
    });
  });

  test('certificates of a domain and stack share one topic, where they lie', () => {
    expect(regional.alarms).toBe(CertificateAlarms.of(stack, regional.domain));
    expect([regional.alarms.alarms.length, edge.alarms.alarms.length]).toEqual([6, 2]);
    expect([Stack.of(regional.alarms.topic).region, Stack.of(edge.alarms.topic).region]).toEqual([REGION, 'us-east-1']);
  });

  test('a private certificate is issued by its authority, and has no proof by DNS', () => {
    const { Properties } = resourceOf(stack, CERTIFICATE, 'ShopPrivate');
    expect(Properties).toMatchObject({ DomainName: 'orders', CertificateAuthorityArn: AUTHORITY, CertificateExport: 'DISABLED' });
    expect(Properties).not.toHaveProperty('ValidationMethod');
  });

  test('AWS Config is asked for 30 days, or for what was given, where the certificates lie', () => {
    expect(resourceOf(stack, 'AWS::Config::ConfigRule').Properties).toMatchObject({
      Source: { Owner: 'AWS', SourceIdentifier: 'ACM_CERTIFICATE_EXPIRATION_CHECK' },
      InputParameters: { daysToExpiration: 30 },
      Scope: { ComplianceResourceTypes: ['AWS::ACM::Certificate'] },
    });
    expect(resourceOf(global, 'AWS::Config::ConfigRule').Properties.InputParameters).toEqual({ daysToExpiration: 14 });
  });
});

test('a certificate of a stack in us-east-1 lies in that stack, for CloudFront too', () => {
  const app = testApp();
  const stack = new Stack(app, 'Shop', { env: { region: 'us-east-1' } });
  const { certificate: made } = new PublicCertificate(new Domain(stack, 'Shop'), 'Certificate', { domainName: 'example.com', zone: importedZone(stack), place: CertificatePlace.CLOUDFRONT });
  expect(stack.resolve(made.certificateArn)).toEqual({ Ref: expect.stringMatching(/^ShopCertificate/) });
  expect(app.node.children.filter((child) => Stack.isStack(child))).toHaveLength(1);
});

test('each name is proved in the zone closest to it', () => {
  const { stack } = certificate(
    { domainName: 'a.eu.example.com', subjectAlternativeNames: ['b.example.com', 'example.net'] }, ['example.com', 'eu.example.com', 'example.net.'],
  );
  expect(resourceOf(stack, CERTIFICATE).Properties.DomainValidationOptions).toEqual([
    { DomainName: 'a.eu.example.com', HostedZoneId: 'Z1' }, { DomainName: 'b.example.com', HostedZoneId: 'Z0' }, { DomainName: 'example.net', HostedZoneId: 'Z2' },
  ]);
});

test('transparency logging is off only where it is said', () => {
  expect(resourceOf(certificate({ transparencyLogging: false }).stack, CERTIFICATE).Properties.CertificateTransparencyLoggingPreference).toBe('DISABLED');
});

describe('names', () => {
  const long = (octets: number) => `${`${'a'.repeat(49)}.`.repeat(5).slice(0, octets - 13)}a.example.com`;

  test('the first one has 64 octets at most, the others 253', () => {
    const { made } = certificate({ domainName: long(64), subjectAlternativeNames: [long(253)] });
    expect(made.domainNames.map(({ length }) => length)).toEqual([64, 253]);
    expect(() => certificate({ domainName: long(65) })).toThrow(/domainName is not valid: got '.* of 65 octets'; allowed: up to 64 octets; make a shorter name the first/);
    expect(() => certificate({ subjectAlternativeNames: [long(254)] })).toThrow(/subjectAlternativeNames is not valid: .* of 254 octets'; allowed: up to 253/);
  });

  test('there are ten of them, unless AWS raised the quota', () => {
    const nine = Array.from({ length: 9 }, (_, at) => `n${at}.example.com`);
    expect(certificate({ subjectAlternativeNames: nine }).made.domainNames).toHaveLength(10);
    expect(() => certificate({ subjectAlternativeNames: [...nine, 'n9.example.com'] })).toThrow(/got '11 names'; allowed: 10, .*use a wildcard, or have AWS raise the quota/);
    expect(certificate({ subjectAlternativeNames: [...nine, 'n9.example.com'], nameQuota: 11 }).made.domainNames).toHaveLength(11);
    expect(() => certificate({ nameQuota: 101 })).toThrow(/nameQuota is not valid: got 101; allowed: 10 to 100/);
  });

  test.each(['shop.*.example.com', 'a*.example.com', '*.*.example.com', '*'])('an asterisk in the wrong place is refused: %s', (domainName) => {
    expect(() => certificate({ domainName })).toThrow(/domainName is not valid: .*an asterisk stands for the whole leftmost label: \*\.example\.com/);
  });

  test.each(['-a.example.com', 'a-.example.com', 'a_b.example.com', 'a..example.com', 'localhost', '', '쇼핑.example.com'])('what is no name is refused: %p', (domainName) => {
    expect(() => certificate({ domainName })).toThrow(/domainName is not valid: .*two or more labels of 1 to 63 letters, digits and inner hyphens, after an optional `\*\.`/);
  });

  test('a label has 63 octets at most', () => {
    expect(() => certificate({ subjectAlternativeNames: [`${'a'.repeat(64)}.example.com`] })).toThrow(/labels of 1 to 63 letters/);
  });

  test('hyphens that look like Punycode and are none are refused', () => {
    expect(() => certificate({ domainName: 'ab--c.example.com' })).toThrow(/write the name in Punycode/);
    expect(certificate({ domainName: 'xn--o79ap21c.example.com' }).made.domainNames).toEqual(['xn--o79ap21c.example.com']);
  });

  test('one that stands twice is refused', () => {
    expect(() => certificate({ subjectAlternativeNames: ['SHOP.example.com'] })).toThrow(/got 'shop\.example\.com twice'; allowed: each name once/);
  });

  test('one outside the zones is refused', () => {
    expect(() => certificate({ domainName: 'notexample.com' })).toThrow(/the name 'notexample\.com' of the certificate 'Test\/Shop\/Certificate' .*pass the zone of the name too, in `otherZones`/);
  });

  test('whatever is taken is a name that stays the same when it is taken again', () => {
    fc.assert(fc.property(fc.domain(), fc.boolean(), (domain, wildcard) => {
      const name = `${wildcard ? '*.' : ''}${domain}`;
      fc.pre(!domain.split('.').some((label) => label.slice(2, 4) === '--') && name.length <= 253);
      const taken = checkDomainName(`${name.toUpperCase()}.`, { what: 'name', wildcard: true });
      expect([taken, checkDomainName(taken, { what: 'name', wildcard: true })]).toEqual([name.toLowerCase(), name.toLowerCase()]);
    }));
  });
});

describe('a private zone, whose records ACM can\'t see, is refused', () => {
  const vpcOf = (stack: Stack) => ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-0123456789abcdef0', availabilityZones: [`${REGION}a`] });
  const privateZone = (stack: Stack) => new route53.PrivateHostedZone(stack, 'Private', { zoneName: 'shop.example.com', vpc: vpcOf(stack) });
  const message = /a zone of the certificate 'Test\/Shop\/Certificate' is not valid: got 'the private zone 'Test\/Private''; allowed: public hosted zones; .*PrivateCertificate/;

  test.each<[string, (stack: Stack) => Pick<PublicCertificateProps, 'zone' | 'otherZones'>]>([
    ['as the zone', (stack) => ({ zone: privateZone(stack) })],
    ['as another zone', (stack) => ({ zone: importedZone(stack), otherZones: [privateZone(stack)] })],
    ['as a zone with a VPC', (stack) => ({ zone: new route53.HostedZone(stack, 'Private', { zoneName: 'example.com', vpcs: [vpcOf(stack)] }) })],
  ])('%s', (_name, zones) => {
    const stack = testStack();
    expect(() => new PublicCertificate(new Domain(stack, 'Shop'), 'Certificate', { domainName: 'shop.example.com', ...zones(stack) })).toThrow(message);
  });

  test('and a public one passes', () => {
    const stack = testStack();
    const zone = new route53.HostedZone(stack, 'Public', { zoneName: 'example.com' });
    expect(() => new PublicCertificate(new Domain(stack, 'Shop'), 'Certificate', { domainName: 'shop.example.com', zone })).not.toThrow();
  });
});

describe('a certificate for CloudFront', () => {
  const inSeoul = (zoneOf: (stack: Stack) => route53.IHostedZone) => {
    const stack = testStack();
    return new PublicCertificate(new Domain(stack, 'Shop'), 'Certificate', { domainName: 'example.com', zone: zoneOf(stack), place: CertificatePlace.CLOUDFRONT });
  };

  test.each([
    ['the stack around it', (stack: Stack) => stack],
    ['a nested stack of that', (stack: Stack) => new NestedStack(stack, 'Nested')],
  ])('with a zone made in %s is refused: the two stacks would wait for each other', (_where, scopeOf) => {
    expect(() => inSeoul((stack) => new route53.PublicHostedZone(scopeOf(stack), 'Zone', { zoneName: 'example.com' })))
      .toThrow(/the zone of the certificate 'Test\/Shop\/Certificate' is not valid: .*the stack 'Test' of ap-northeast-2.*make the zone by edge\.DnsZone/);
  });

  test('takes a zone of a third stack, of another Region', () => {
    const app = testApp();
    const dns = new Stack(app, 'Dns', { env: { region: 'eu-west-1' } });
    const zone = new route53.PublicHostedZone(dns, 'Zone', { zoneName: 'example.com' });
    const stack = testStack(app);
    new PublicCertificate(new Domain(stack, 'Shop'), 'Certificate', { domainName: 'example.com', zone, place: CertificatePlace.CLOUDFRONT });
    app.synth();
    const global = app.node.findChild('Test-us-east-1') as Stack;
    expect(resourceOf(global, CERTIFICATE).Properties.DomainValidationOptions).toEqual([
      { DomainName: 'example.com', HostedZoneId: { 'Fn::GetStackOutput': expect.objectContaining({ StackName: 'Dns', Region: 'eu-west-1' }) } },
    ]);
    expect(global.dependencies).toContain(dns);
  });

  test('with a key on P-384 is refused', () => {
    expect(() => certificate({ place: CertificatePlace.CLOUDFRONT, keyAlgorithm: CertificateKeyAlgorithm.ECDSA_P384 })).toThrow(/got 'EC_secp384r1'; allowed: ECDSA_P256 or RSA_2048/);
    expect(resourceOf(certificate({ keyAlgorithm: CertificateKeyAlgorithm.ECDSA_P384 }).stack, CERTIFICATE).Properties.KeyAlgorithm).toBe('EC_secp384r1');
  });

  test('in a stack without a Region is refused', () => {
    const stack = new Stack(testApp(), 'Anywhere');
    expect(() => new PublicCertificate(new Domain(stack, 'Shop'), 'Certificate', { domainName: 'example.com', zone: importedZone(stack), place: CertificatePlace.CLOUDFRONT }))
      .toThrow(/a certificate of CloudFront lies in us-east-1.*pass `env: \{ region \}`/);
  });
});

describe('an imported certificate', () => {
  const imported = (certificateArn: string, alarmBefore?: Duration) => {
    const stack = new Stack(testApp(), 'Test', { env: { region: REGION, account: ACCOUNT } });
    return new ImportedCertificate(new Domain(stack, 'Shop'), 'Certificate', { certificateArn, alarmBefore });
  };

  test('of us-east-1 is CloudFront\'s, and is watched there', () => {
    const made = imported(IMPORTED.replace(REGION, 'us-east-1'));
    expect([made.place, made.certificate.env.region, Stack.of(made.alarms).region]).toEqual([CertificatePlace.CLOUDFRONT, 'us-east-1', 'us-east-1']);
    expect(imported(IMPORTED).place).toBe(CertificatePlace.REGIONAL);
  });

  test('known only at deployment is one of the stack\'s Region', () => {
    const stack = testStack();
    const other = new acm.CfnCertificate(stack, 'Other', { domainName: 'example.com' });
    const made = new ImportedCertificate(new Domain(stack, 'Shop'), 'Certificate', { certificateArn: other.ref });
    expect([made.place, made.certificate.env.region]).toEqual([CertificatePlace.REGIONAL, REGION]);
  });

  test.each([
    ['a key itself', '-----BEGIN PRIVATE KEY-----\nnot one', /got 'a certificate or key itself'.*aws acm import-certificate.*a private key belongs in no template/],
    ['no ARN', 'example.com', /allowed: arn:<partition>:acm:<region>:<account>:certificate\/<id>/],
    ['another account', IMPORTED.replace(ACCOUNT, '222222222222'), /got 'a certificate of account 222222222222'.*import it into that account too/],
    ['another Region', IMPORTED.replace(REGION, 'eu-west-1'), /got 'a certificate of eu-west-1'; allowed: one of the stack's Region ap-northeast-2, or of us-east-1 for CloudFront/],
  ])('that is %s is refused', (_what, arn, message) => {
    expect(() => imported(arn)).toThrow(message);
  });

  test.each([REGION, 'us-east-1'])('of %s is refused in a stack without a Region, whose alarms might lie elsewhere', (region) => {
    const stack = new Stack(testApp(), 'Anywhere');
    expect(() => new ImportedCertificate(new Domain(stack, 'Shop'), 'Certificate', { certificateArn: IMPORTED.replace(REGION, region) }))
      .toThrow(/the Region of the stack 'Anywhere' is not valid: got 'none: its `env` names no Region'.*name the Region in `env`/);
  });

  test('does not repeat a private key in the message that refuses it', () => {
    expect(() => imported('-----BEGIN PRIVATE KEY-----\nnot one')).toThrow(/^(?![^]*not one)/);
  });

  test('rings when it was asked to, in whole days', () => {
    const made = imported(IMPORTED, Duration.days(60));
    Template.fromStack(Stack.of(made)).hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'DaysToExpiry', Threshold: 60 });
    expect(() => imported(IMPORTED, Duration.hours(36))).toThrow(/got '1\.5 days'; allowed: whole days, 1 or more/);
  });
});

test('an authority of another Region is refused', () => {
  const stack = testStack();
  expect(() => new PrivateCertificate(new Domain(stack, 'Shop'), 'Certificate', { domainName: 'a.internal', certificateAuthority: authorityOf(stack, AUTHORITY.replace(REGION, 'eu-west-1')) }))
    .toThrow(/certificateAuthority is not valid: got 'one of eu-west-1'; allowed: one of the stack's Region ap-northeast-2/);
});

test('AWS Config looks ahead 1 to 365 days', () => {
  expect(() => new CertificateExpirationRule(testStack(), 'Rule', { before: Duration.days(366) })).toThrow(/before is not valid: got '366 days'; allowed: 1 to 365 whole days/);
});

test('alarms on certificates live in a domain, or are given one', () => {
  expect(() => new CertificateAlarms(testStack(), 'Alarms')).toThrow(/no domain around it/);
});
