import type { CheckResult } from '../control';
import { judgePolicy, type Statement } from '../policy';
import { asArray, isIntrinsic, isRecord, type TemplateResource } from '../template';

/** Types of resources that hold policies of identities, as a document of their own or inline. */
export const IDENTITY_POLICIES = [
  'ManagedPolicy', 'Policy', 'RolePolicy', 'UserPolicy', 'GroupPolicy', 'Role', 'User', 'Group',
].map((type) => `AWS::IAM::${type}`);

/** Answers from all Allow statements of a resource's policies. */
export function judgeIdentityPolicies(resource: TemplateResource, complaint: (allow: readonly Statement[]) => string | undefined): CheckResult {
  const inline = asArray(resource.get('Policies')).map((policy) => (isRecord(policy) && !isIntrinsic(policy) ? policy.PolicyDocument : policy));
  const statements = [resource.get('PolicyDocument'), ...inline]
    .filter((document) => document !== undefined)
    .flatMap((document) => (isRecord(document) && !isIntrinsic(document) ? asArray(document.Statement) : [document]));
  return judgePolicy({ Statement: statements }, (all) => complaint(all.filter(({ effect }) => effect === 'Allow')));
}
