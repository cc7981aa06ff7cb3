import { aws_iam as iam } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { KeyService } from '../key-service';

/** The identity's side of a grant: the same conditions as the key's side. */
export function identityGrant(scope: IConstruct, keyArn: string, callerAccount: string, service: KeyService, grantee: iam.IGrantable,
  actions: readonly string[]): iam.Grant {
  const via = service.viaServices(scope);
  return iam.Grant.addToPrincipal({
    grantee,
    actions: [...actions],
    resourceArns: [keyArn],
    conditions: { StringEquals: { 'kms:ViaService': via.length === 1 ? via[0] : via, 'kms:CallerAccount': callerAccount } },
  });
}
