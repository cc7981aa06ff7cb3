import { mkdtempSync, writeFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { run } from '../../src/cli/run';

export const ACCOUNT = '111122223333';
export const ORGANIZATION = 'o-a1b2c3d4e5';
export const arn = (name: string) => `arn:aws:iam::${ACCOUNT}:${name}`;
export const [ROOT, ADMIN, APP, SUPPORT] = ['root', 'role/Admin', 'role/App', 'role/Support'].map(arn);

function proveWith(colour: boolean, args: string[]) {
  const printed = { out: '', err: '' };
  const code = run(['prove', ...args], { out: (text) => { printed.out += text; }, err: (text) => { printed.err += text; }, colour });
  return { code, ...printed };
}

/** Runs `cdk-gold prove`. */
export const prove = (...args: string[]) => proveWith(false, args);
/** The same in a terminal with colours. */
export const proveColoured = (...args: string[]) => proveWith(true, args);

export const policy = (...statements: object[]) => ({ Version: '2012-10-17', Statement: statements });
export const allow = (principal: unknown, action: unknown, condition?: object) =>
  ({ Effect: 'Allow', Principal: principal, Action: action, Resource: '*', ...condition ? { Condition: condition } : {} });
export const key = (...statements: object[]) => ({ Type: 'AWS::KMS::Key', Properties: { KeyPolicy: policy(...statements) } });
const bucketPolicy = (bucket: string, statement: object) =>
  ({ Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: bucket }, PolicyDocument: policy(statement) } });

const ADMINISTRATION = allow({ AWS: ADMIN }, [
  'kms:PutKeyPolicy', 'kms:GetKeyPolicy', 'kms:DescribeKey', 'kms:EnableKeyRotation', 'kms:ScheduleKeyDeletion', 'kms:CancelKeyDeletion', 'kms:TagResource',
]);
const VIA_S3 = { StringEquals: { 'kms:ViaService': 's3.ap-northeast-2.amazonaws.com' } };
const NOT_ENDPOINT = { StringNotEquals: { 'aws:SourceVpce': 'vpce-0123456789abcdef0' } };
const OBJECTS = { 'Fn::Sub': '${Bucket.Arn}/*' };

/** Tight and open policies of one kind, side by side; the role reads a bucket whose key does not let it. */
export const RESOURCES = {
  Tight: key(ADMINISTRATION, allow({ AWS: APP }, ['kms:Decrypt', 'kms:GenerateDataKey'], VIA_S3)),
  Open: key(
    allow({ AWS: ROOT }, 'kms:*'),
    allow({ AWS: '*' }, 'kms:Decrypt', { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } }),
    allow({ Service: 's3.amazonaws.com' }, 'kms:GenerateDataKey'),
  ),
  Locked: key(allow({ AWS: APP }, 'kms:Decrypt')),
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: 'Reader',
      AssumeRolePolicyDocument: policy(),
      Policies: [{ PolicyName: 'Reads', PolicyDocument: policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: OBJECTS }) }],
    },
  },
  Bucket: {
    Type: 'AWS::S3::Bucket',
    Metadata: { 'aws:cdk:path': 'Shop/Files/Resource' },
    Properties: {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { 'Fn::GetAtt': ['Tight', 'Arn'] } } }],
      },
    },
  },
  FromEndpoint: bucketPolicy('Bucket', { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition: NOT_ENDPOINT }),
  Other: { Type: 'AWS::S3::Bucket' },
  Public: bucketPolicy('Other', { ...allow('*', 's3:*'), Resource: { 'Fn::Sub': ['${Arn}/*', { Arn: { 'Fn::GetAtt': ['Other', 'Arn'] } }] } }),
};

export const folder = () => mkdtempSync(path.join(os.tmpdir(), 'cdk-gold-'));

export function written(directory: string, name: string, content: unknown): string {
  writeFileSync(path.join(directory, name), typeof content === 'string' ? content : JSON.stringify(content));
  return path.join(directory, name);
}

export const TEMPLATE = written(folder(), 'Shop.template.json', { Resources: RESOURCES });

export const claimsFile = (content: object, directory = folder()) => written(directory, 'claims.json', content);
