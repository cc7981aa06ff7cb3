import { Stack, aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { RotatedSecret } from './rotated-secret';
import type { Domain } from '../../core';
import { DomainKey, KeyService } from '../../keys';
import { acknowledge } from '../../private/acknowledge';
import { domainOfPath } from '../../private/names';

/**
 * The policy of a rotation function's role. It is outside the role's subtree: the function depends on that, and the policy on the function.
 */
export function rotationPolicy(scope: Construct, domain: Domain, role: iam.IRole, statements: readonly iam.PolicyStatement[]): iam.ManagedPolicy {
  const policy = new iam.ManagedPolicy(scope, 'Policy', { path: domain.rolePath, roles: [role], statements: [makePasswords(), ...statements] });
  domain.tag(policy);
  acknowledge(policy, 'AwsSolutions', 'AwsSolutions-IAM5[Resource::*]', 'GetRandomPassword has no resource: it makes a random text and touches no secret');
  return policy;
}

/**
 * What a rotation function does with its one secret, while it is the secret's rotation function: taken off it, the role can do nothing.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html
 */
export function rotateThis({ arn }: RotatedSecret, functionArn: string): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'RotateThisSecret',
    actions: [
      'secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue', 'secretsmanager:ListSecretVersionIds', 'secretsmanager:PutSecretValue',
      'secretsmanager:UpdateSecretVersionStage',
    ],
    resources: [arn],
    conditions: { StringEquals: { 'secretsmanager:resource/AllowRotationLambdaArn': functionArn } },
  });
}

/** It has no resource. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html */
const makePasswords = (): iam.PolicyStatement =>
  new iam.PolicyStatement({ sid: 'MakePasswords', actions: ['secretsmanager:GetRandomPassword'], resources: ['*'] });

/** Reads the current credential of the one administrator. */
export const readAdministrator = ({ arn }: RotatedSecret): iam.PolicyStatement =>
  new iam.PolicyStatement({ sid: 'ReadAdministrator', actions: ['secretsmanager:GetSecretValue'], resources: [arn] });

/**
 * The key of one secret, through Secrets Manager and for that secret only. The key that AWS manages needs no statement: its policy lets in
 * all of the account who may use the secret.
 */
export function useKeyOf(scope: Construct, sid: string, { arn, key }: RotatedSecret, actions: readonly string[]): iam.PolicyStatement[] {
  if (key === undefined) { return []; }
  return [new iam.PolicyStatement({
    sid,
    actions: [...actions],
    resources: [key.keyArn],
    conditions: {
      StringEquals: {
        'kms:ViaService': KeyService.SECRETS_MANAGER.viaServices(scope)[0],
        'kms:CallerAccount': Stack.of(scope).account,
        'kms:EncryptionContext:SecretARN': arn,
      },
    },
  })];
}

/**
 * The key's own side, where it is not the key of the function's domain: that one knows the role by its path already.
 *
 * A plain key of another stack can't name the role, since its stack is there before; it opens for the roles of the domain, whose own policies say more.
 */
export function openKeyOf(scope: Construct, domain: Domain, { key }: RotatedSecret, role: iam.IRole, actions: readonly string[]): void {
  if (key === undefined) { return; }
  const viaService = KeyService.SECRETS_MANAGER.viaServices(scope)[0];
  if (key instanceof DomainKey || Stack.of(key) === Stack.of(role) || !isRoleOf(domain, role)) {
    key.grant(new kms.ViaServicePrincipal(viaService, role), ...actions);
    return;
  }
  key.addToResourcePolicy(new iam.PolicyStatement({
    actions: [...actions],
    principals: [new iam.AccountPrincipal(Stack.of(scope).account)],
    resources: ['*'], // of a key policy: this key
    conditions: { StringEquals: { 'kms:ViaService': viaService }, ArnLike: { 'aws:PrincipalArn': domain.roleArnPatterns(scope) } },
  }));
}

/** Whether the domain's path is in a role's name, as far as this app knows. */
export const isRoleOf = (domain: Domain, role: iam.IRole): boolean =>
  domainOfPath((role.node.defaultChild as Partial<iam.CfnRole> | undefined)?.path ?? '/') === domain.name;
