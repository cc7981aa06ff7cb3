import * as path from 'node:path';
import { ACCOUNT, ADMIN, claimsFile, folder, ORGANIZATION, prove, RESOURCES, written } from './claims-fixture';
import { run } from '../../src/cli/run';
import type { ProofRecord } from '../../src/proofs/record/proof-run';
import { yamlOf } from '../proofs/template/yaml/values';

/** A site that everybody reads, and a bucket of logs that only the account and a service of it reach, as people write them. */
const SITE = `
AWSTemplateFormatVersion: 2010-09-09
Description: A static site   # and its logs
Parameters:
  Stage: {Type: String, AllowedValues: [dev, prod], Default: dev}
  IsPublic: {Type: String, AllowedValues: [yes, no]}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  HasSite: !And [!Condition IsProd, !Not [!Equals [!Ref IsPublic, no]]]
Resources:
  Site:
    Type: AWS::S3::Bucket
    Metadata: {AWS::CloudFormation::Init: {config: {files: {/etc/site: {mode: 000644}}}}}
  SitePolicy:
    Type: AWS::S3::BucketPolicy
    Condition: HasSite
    Properties:
      Bucket: !Ref Site
      PolicyDocument:
        Version: 2012-10-17
        Statement:
          - Sid: PublicRead
            Effect: Allow
            Principal: "*"
            Action: [s3:GetObject]
            Resource: !Sub \${Site.Arn}/*
  Logs: {Type: AWS::S3::Bucket}
  LogsPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Logs
      PolicyDocument:
        Version: 2012-10-17
        Statement:
          - Effect: Allow
            Principal:
              AWS: !Sub arn:\${AWS::Partition}:iam::\${AWS::AccountId}:root
            Action: s3:*
            Resource:
              - !GetAtt Logs.Arn
              - !Join ['/', [!GetAtt [Logs, Arn], '*']]
          - Effect: Allow
            Principal: {Service: logging.s3.amazonaws.com}
            Action: s3:PutObject
            Resource: !Sub
              - \${Arn}/*
              - Arn: !GetAtt Logs.Arn
            Condition:
              StringEquals: {aws:SourceAccount: !Ref AWS::AccountId}
          - Effect: Deny
            Principal: "*"
            Action: s3:*
            Resource: !Sub \${Logs.Arn}/*
            Condition: {Bool: {aws:SecureTransport: no}}
`;

const recordsAt = (...args: string[]): ProofRecord[] => (JSON.parse(prove(...args, '--json').out) as { records: ProofRecord[] }).records;

/** What a proof says, wherever its template stands and however long it takes. */
const verdictsAt = (...args: string[]) => recordsAt(...args).map(({ template: _template, micros: _micros, ...record }) => record);

function diff(...args: string[]) {
  const printed = { out: '', err: '' };
  const code = run(['diff', ...args], { out: (text) => { printed.out += text; }, err: (text) => { printed.err += text; }, colour: false });
  return { code, ...printed };
}

test.each(['Site.yaml', 'Site.yml', 'Site.template', 'Site.template.yaml', 'Site'])('a template of people is read from %s', (name) => {
  const at = written(folder(), name, SITE);
  const { code, out, err } = prove(at, '--account', ACCOUNT, '--region', 'ap-northeast-2');
  expect([code, err]).toEqual([1, '']);
  expect(out).toMatch(/^Site\/SitePolicy AWS::S3::BucketPolicy\n {2}refuted {3}noAccessOutside: .*\n.*s3:GetObject.* by statement PublicRead, because it speaks to everybody/);
  expect(out).toMatch(/^Site\/LogsPolicy AWS::S3::BucketPolicy\n {2}proved {4}noAccessOutside: .*\n {2}proved {4}noConfusedDeputy: /m);
});

test('a template is told by how it begins, whatever it is called', () => {
  const json = JSON.stringify({ Resources: RESOURCES });
  const [plain, named, marked] = [['Shop', json], ['Shop.yaml', ` ${json}`], ['Shop.json', `\uFEFF${json}`]].map(([name, text]) => verdictsAt(written(folder(), name, text)));
  expect(plain.length).toBeGreaterThan(5);
  expect([named, marked]).toEqual([plain, plain]);
});

test('the same template in JSON and YAML gives the same proofs and no difference', () => {
  const claims = claimsFile({
    claims: [{ claim: 'noAccessOutside', resource: 'Open', organization: ORGANIZATION }, { claim: 'administratorsCannotUse', resource: 'Tight', administrators: [ADMIN] }],
  });
  const options = ['--account', ACCOUNT, '--region', 'ap-northeast-2', '--claims', claims];
  const json = written(folder(), 'Shop.json', { Resources: RESOURCES });
  for (const [short, block] of [[0, 1], [1, 1], [0, 0], [2, 3]]) {
    let at = 0;
    const yaml = written(folder(), 'Shop.yaml', `Resources: ${yamlOf(RESOURCES, () => (at++ % 2 === 0 ? short : block), '  ')}`);
    expect(verdictsAt(yaml, ...options)).toEqual(verdictsAt(json, ...options));
    expect(diff(json, yaml, '--account', ACCOUNT)).toMatchObject({ code: 0, err: '' });
  }
});

test('an account without quotes counts as one that is named', () => {
  const bucket = (account: string) => written(folder(), 'Shop.yaml', SITE.replace('!Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:root', account));
  expect(prove(bucket(ACCOUNT)).out).toContain('Shop.yaml names accounts and does not say which one it goes to');
  expect(verdictsAt(bucket(ACCOUNT), '--account', ACCOUNT)).toEqual(verdictsAt(bucket(`"${ACCOUNT}"`), '--account', ACCOUNT));
  expect(prove(bucket('012345670123'))).toEqual({ code: 2, out: '', err: expect.stringMatching(/^cdk-gold: '\S+Shop\.yaml' is not valid: got 012345670123 without quotes in line 37; .*\n$/) });
});

test('a folder is read with the templates in YAML that have the name of one', () => {
  const directory = folder();
  written(directory, 'Site.template.yml', SITE);
  written(directory, 'Shop.template.json', { Resources: RESOURCES });
  written(directory, 'buildspec.yml', 'version: 0.2\n');
  expect(new Set(recordsAt(directory).map(({ template }) => path.basename(template)))).toEqual(new Set(['Site.template.yml', 'Shop.template.json']));
});

test('a baseline may be YAML', () => {
  const directory = folder();
  written(directory, 'old.yaml', SITE.replace('"*"', '{AWS: !Ref AWS::AccountId}'));
  const at = written(directory, 'Site.yaml', SITE);
  const claims = ['Logs', 'Site'].map((resource) => ({ claim: 'noNewAccess', resource, baseline: 'old.yaml' }));
  const verdicts = recordsAt(at, '--account', ACCOUNT, '--claims', claimsFile({ claims, defaults: false }, directory)).map(({ verdict }) => verdict);
  expect(verdicts).toEqual(['proved', 'refuted']);
});

describe('what can\'t be used is one line, and exits with 2', () => {
  test.each<[string, string, string, RegExp]>([
    ['broken YAML', 'Site.yaml', SITE.replace('Resources:', ' Resources:'), /^cdk-gold: '\S+Site\.yaml' is not valid: got text that is no YAML \(.*, in line 10\); allowed: JSON, YAML; correct it\n$/],
    ['YAML that is no template', 'docker-compose.yml', 'services: {web: {image: nginx}}', /'\S+docker-compose\.yml' is no template: got no Resources/],
    ['a list', 'a.yaml', '- a', /is not valid: got text that is no object/],
    ['nothing', 'a.yaml', '# nothing', /is not valid: got text that is no object/],
    ['JSON that is none', 'a.template', '{"Resources": {},}', /is not valid: got text that is no JSON/],
    ['letters that steer the terminal', 'a.yaml', 'a: 1\n"\\e[2J": 1\n"\\e[2J": 2', /got the field \?\[2J twice in line 3/],
  ])('%s', (_, name, text, message) => {
    const at = written(folder(), name, text);
    for (const { code, out, err } of [prove(at), diff(at, at)]) {
      expect([code, out]).toEqual([2, '']);
      expect(err).toMatch(message);
      expect(err.trimEnd()).not.toContain('\n');
    }
  });
});
