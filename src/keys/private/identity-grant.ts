import { aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { unwrap } from './principal';
import { InvalidInputError } from '../../private/errors';
import type { KeyService } from '../key-service';

/** The identity's side of a grant: the same conditions as the key's side. */
export function identityGrant(scope: IConstruct, keyArn: string, callerAccount: string, service: KeyService, grantee: iam.IGrantable,
  actions: readonly string[]): iam.Grant {
  const via = viaServicesOf(service, scope);
  return iam.Grant.addToPrincipal({
    grantee,
    actions: [...actions],
    resourceArns: [keyArn],
    conditions: { StringEquals: { 'kms:ViaService': via.length === 1 ? via[0] : via, 'kms:CallerAccount': callerAccount } },
  });
}

/**
 * The values of `kms:ViaService` for calls of a role or user.
 *
 * @throws if the service never calls KMS on behalf of anybody
 */
export function viaServicesOf(service: KeyService, scope: IConstruct): string[] {
  const via = service.viaServices(scope);
  if (via.length > 0) { return via; }
  throw new InvalidInputError({
    what: `a grant through ${service.title}`,
    got: 'a role or user',
    allowed: 'services that call KMS on behalf of roles and users',
    fix: 'this service uses the key as itself only, and what it wrote is read through Amazon S3: grant that (KeyService.S3)',
  });
}

/** CDK's `Secret` opens its key to the whole account through Secrets Manager. The domain's roles and the deployers have statements of their own. */
export const isSecretsOwnGrant = (service: KeyService, grantee: iam.IGrantable, actions: readonly string[]): boolean =>
  service.id === 'secretsmanager' && grantee.grantPrincipal instanceof kms.ViaServicePrincipal && 'accountId' in unwrap(grantee)
  && (actions.includes('kms:Encrypt') || actions.includes('kms:CreateGrant'));
