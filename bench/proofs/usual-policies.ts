import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { aws_s3 as s3, aws_logs as logs, aws_sqs as sqs } from 'aws-cdk-lib';
import { claimedStack } from './synthesized';
import { keys } from '../..';
import type { KeySubjects } from '../../src/proofs/claims/key-subjects';
import { Choices } from '../../src/proofs/template/case';
import { Deployment } from '../../src/proofs/template/deployment';

/** A key policy with those whom claims about it speak of. */
export interface UsualPolicy {
  readonly policy: unknown;
  readonly with: Partial<KeySubjects>;
}

/** The account of every policy here. */
export const ACCOUNT = '111122223333';

const MOST_STATEMENTS = 10;

const CORPUS = path.join(__dirname, '..', '..', 'test', 'proofs', 'corpus');

/** Key policies of up to ten statements: of AWS's documentation, of the corpus, and of keys of domains. */
export function usualPolicies(): UsualPolicy[] {
  return [...documented(), ...corpus(), ...domainKeys()].filter(({ policy }) => statementsOf(policy) <= MOST_STATEMENTS);
}

function statementsOf(policy: unknown): number {
  const { Statement: statements } = (policy ?? {}) as { Statement?: unknown };
  return Array.isArray(statements) ? statements.length : 1;
}

const corpus = (): UsualPolicy[] => readdirSync(CORPUS).filter((file) => file.endsWith('.json')).flatMap((file) =>
  (JSON.parse(readFileSync(path.join(CORPUS, file), 'utf8')) as (UsualPolicy & { with?: UsualPolicy['with'] })[]).map(({ policy, with: subjects = {} }) => ({ policy, with: subjects })));

const arn = (name: string): string => `arn:aws:iam::${ACCOUNT}:${name}`;

interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal: unknown;
  readonly Action: string | readonly string[];
  readonly Condition?: unknown;
}

const policyOf = (...statements: readonly Statement[]): unknown => ({ Version: '2012-10-17', Statement: statements.map((statement) => ({ ...statement, Resource: '*' })) });

const ENABLE_IAM: Statement = { Sid: 'Enable IAM User Permissions', Effect: 'Allow', Principal: { AWS: arn('root') }, Action: 'kms:*' };
const USE = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'];
const ADMINISTER = ['Create*', 'Describe*', 'Enable*', 'List*', 'Put*', 'Update*', 'Revoke*', 'Disable*', 'Get*', 'Delete*', 'TagResource', 'UntagResource', 'ScheduleKeyDeletion', 'CancelKeyDeletion', 'RotateKeyOnDemand'].map((name) => `kms:${name}`);

/** As https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html and the guides of other services write them. */
function documented(): UsualPolicy[] {
  const administrators = [arn('role/ExampleAdminRole')];
  const users = [arn('role/ExampleRole'), arn('role/EncryptionApp')];
  const administration: Statement = { Sid: 'Allow access for Key Administrators', Effect: 'Allow', Principal: { AWS: administrators[0] }, Action: ADMINISTER };
  const use: Statement = { Sid: 'Allow use of the key', Effect: 'Allow', Principal: { AWS: users }, Action: USE };
  const grants: Statement = {
    Sid: 'Allow attachment of persistent resources',
    Effect: 'Allow',
    Principal: { AWS: users },
    Action: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'],
    Condition: { Bool: { 'kms:GrantIsForAWSResource': true } },
  };
  const external: Statement = { Sid: 'Allow an external account to use this KMS key', Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::444455556666:root' }, Action: USE };
  const throughS3: Statement = {
    Effect: 'Allow',
    Principal: { AWS: users[0] },
    Action: USE,
    Condition: { StringEquals: { 'kms:ViaService': ['s3.ap-northeast-2.amazonaws.com', 'ec2.ap-northeast-2.amazonaws.com'], 'kms:CallerAccount': ACCOUNT } },
  };
  const logGroups: Statement = {
    Effect: 'Allow',
    Principal: { Service: 'logs.ap-northeast-2.amazonaws.com' },
    Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
    Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:ap-northeast-2:${ACCOUNT}:*` } },
  };
  const trail: Statement = {
    Effect: 'Allow',
    Principal: { Service: 'cloudtrail.amazonaws.com' },
    Action: 'kms:GenerateDataKey*',
    Condition: {
      StringEquals: { 'aws:SourceArn': `arn:aws:cloudtrail:ap-northeast-2:${ACCOUNT}:trail/audit` },
      StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${ACCOUNT}:trail/*` },
    },
  };
  const organization: Statement = { Effect: 'Allow', Principal: '*', Action: ['kms:Decrypt', 'kms:DescribeKey'], Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } };
  const mfa: Statement = { Effect: 'Deny', Principal: '*', Action: ['kms:ScheduleKeyDeletion', 'kms:PutKeyPolicy'], Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } };
  const subjects = { users, administrators, services: ['s3.ap-northeast-2.amazonaws.com'], servicePrincipals: ['logs.ap-northeast-2.amazonaws.com', 'cloudtrail.amazonaws.com'] };
  return [
    policyOf(ENABLE_IAM),
    policyOf(ENABLE_IAM, administration, use, grants),
    policyOf(ENABLE_IAM, administration, use, grants, external),
    policyOf(administration, throughS3),
    policyOf(ENABLE_IAM, logGroups),
    policyOf(ENABLE_IAM, trail, logGroups, administration),
    policyOf(ENABLE_IAM, organization),
    policyOf(ENABLE_IAM, administration, throughS3, logGroups, trail, mfa),
    policyOf(ENABLE_IAM, administration, use, grants, external, throughS3, logGroups, trail, organization, mfa),
  ].map((policy) => ({ policy, with: { ...subjects, organization: JSON.stringify(policy).includes('OrgID') ? 'o-a1b2c3d4e5' : undefined } }));
}

/** Keys of domains, resolved as proofs resolve them. */
function domainKeys(): UsualPolicy[] {
  const { stack, claims } = claimedStack((scope) => {
    const key = (domainName: string) => new keys.DomainKey(scope, domainName, { domainName });
    key('idle');
    new s3.Bucket(scope, 'Bucket', { encryption: s3.BucketEncryption.KMS, encryptionKey: key('orders').forService(keys.KeyService.S3) });
    new logs.LogGroup(scope, 'LogGroup', { encryptionKey: key('audit').forService(keys.KeyService.LOGS) });
    new sqs.Queue(scope, 'Queue', { encryptionMasterKey: key('payments').forService(keys.KeyService.SQS) });
  }, { account: ACCOUNT, region: 'ap-northeast-2' });
  const deployment = new Deployment([stack]);
  const resolver = deployment.resolver(stack, new Choices(new Map()));
  const texts = (values: readonly unknown[] = []): string[] => values.map((value) => resolver.text(value));
  return Object.entries(claims).map(([logicalId, [{ users, administrators, deployers, services, directContext }]]) => ({
    policy: resolver.resolve(deployment.find(stack, logicalId)!.properties.KeyPolicy),
    with: {
      users: texts(users),
      administrators: texts(administrators),
      deployers: texts(deployers),
      services: texts(services),
      directContext: directContext && { key: directContext.key, value: resolver.text(directContext.value) },
    },
  }));
}
