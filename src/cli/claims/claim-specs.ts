import type { ClaimsFile, StatedClaim } from './claims-file';
import { besides } from './file-parts';
import { readObject } from './json-object';
import { missingReference } from './missing-reference';
import { fullName, namedResource } from './named-resource';
import { refuse } from './refuse';
import { LAUNCH_ROLE_PREFIX } from '../../private/names';
import { CLAIMS } from '../../proofs/claims/catalogue';
import type { ClaimSpec } from '../../proofs/claims/claim-spec';
import { holeIn, shown } from '../../proofs/engine';
import { isKeyType, KEY_TYPES } from '../../proofs/facts/key-types';
import { POLICY_RESOURCES } from '../../proofs/facts/policy-resources';
import { isLaunchRole } from '../../proofs/model/launched-product';
import { documentIn } from '../../proofs/model/policy-model';
import { decidedActions, isDecidedAction } from '../../proofs/private/decided-action';
import { generalClaims } from '../../proofs/private/default-claims';
import { policiesFor } from '../../proofs/private/policies-for';
import type { Deployment, Placed } from '../../proofs/template/deployment';
import { fieldsOf } from '../../proofs/template/stack-template';
import { fieldsAt, isJsonName } from '../../proofs/template/template-file';
import { TooManyCasesError } from '../../proofs/template/too-many-cases-error';

/** Types that a claim can speak of: those with a policy, and those that policies are attached to. */
const TYPES = [...new Set(POLICY_RESOURCES.flatMap(({ type, targetType }) => [type, targetType]))];

/** Fields whose values are ARNs of principals. */
const PRINCIPALS = ['principal', 'users', 'administrators', 'deployers'];

/** All that is claimed: the file's claims, and the defaults that it does not state otherwise. */
export function claimSpecs(stated: ClaimsFile, deployment: Deployment, file = ''): ClaimSpec[] {
  const own = stated.claims.flatMap((claim) => specsOf(claim, deployment, file));
  refuseTwoOrganizations(own);
  const isStated = (spec: ClaimSpec) => own.some(({ claim, placed }) => claim === spec.claim && fullName(placed) === fullName(spec.placed));
  const general = stated.defaults ? generalClaims(deployment).filter((spec) => !isStated(spec)) : [];
  const { acceptUndecided } = stated;
  return [...general, ...own].map((spec) => (Object.hasOwn(acceptUndecided, spec.claim) ? { ...spec, accepted: acceptUndecided[spec.claim] } : spec));
}

function specsOf(stated: StatedClaim, deployment: Deployment, file: string): ClaimSpec[] {
  const { claim, resource, fields, where } = stated;
  const placed = namedResource(resource, deployment, TYPES, `resource of ${where}`);
  const isOfKey = CLAIMS[claim].of === 'key';
  const policies = policiesFor(placed, deployment).filter(({ resource: { type } }) => !isOfKey || isKeyType(type));
  const { type } = placed.resource;
  if (policies.length === 0) {
    refuse({
      what: `resource of ${claim} in ${where}`,
      got: fullName(placed),
      but: `of type ${type}, which has no ${isOfKey ? 'key ' : ''}policy in the templates`,
      allowed: isOfKey ? KEY_TYPES.join(', ') : TYPES.join(', '),
      fix: isOfKey ? 'name a key' : 'name what the policy is on',
    });
  }
  for (const [name, value] of Object.entries(fields)) {
    if (name !== 'baseline') { [value].flat().forEach((one) => refuseUnknown(name, one, stated, placed, deployment)); }
  }
  refuseUnknownAccount(stated, placed);
  if (CLAIMS[claim].of === 'identity' && !isLaunchRole(placed)) {
    refuse({
      what: `resource of ${claim} in ${where}`,
      got: fullName(placed),
      but: 'which launches no product by its name',
      allowed: `roles whose RoleName is a text that begins with ${LAUNCH_ROLE_PREFIX}`,
      fix: 'name a launch role',
    });
  }
  if (claim === 'provisionable' && placed.stack.deploymentRole === undefined) {
    refuse({
      what: `resource of provisionable in ${where}`,
      got: fullName(placed),
      but: 'of a template that does not say who deploys it',
      allowed: 'keys of a cdk.out',
      fix: 'name the folder that cdk synth wrote',
    });
  }
  return policies.map((policy) => {
    refuseIdleActions(stated, policy);
    const baseline = fields.baseline === undefined ? {} : { baseline: baselineFor(policy, stated, file) };
    return { ...fields, claim, placed: policy, mandatory: false, ...baseline, ...policy === placed ? {} : { about: placed } };
  });
}

/** What is claimed of a value that nobody knows would hold of nobody, and be proved. */
function refuseUnknown(name: string, value: unknown, { claim, where }: StatedClaim, placed: Placed, deployment: Deployment): void {
  const what = `${name} of ${claim} in ${where}`;
  const missing = missingReference(value, placed.stack);
  if (missing !== undefined) {
    refuse({ what, got: missing, allowed: `resources and parameters of ${placed.stack.file}`, fix: 'name one that the resource\'s own template has' });
  }
  for (const text of textsOf(value, placed, deployment)) {
    const reason = holeIn(text);
    if (reason !== undefined) {
      refuse({ what, got: value, but: `of which ${reason}`, allowed: 'values that the templates settle', fix: 'name it by another value' });
    }
    if (PRINCIPALS.includes(name) && text !== '*' && !text.startsWith('arn:')) {
      refuse({ what, got: value, but: `which is ${shown(text)}`, allowed: 'ARNs', fix: 'write {"Fn::GetAtt": ["…", "Arn"]} for the ARN of a role' });
    }
  }
}

/** What a value comes to in each case; too many cases leave every claim undecided anyway. */
function textsOf(value: unknown, placed: Placed, deployment: Deployment): string[] {
  try {
    return deployment.inEachCase(placed, (resolver) => resolver.text(value));
  } catch (error) {
    if (!(error instanceof TooManyCasesError)) { throw error; }
    return [];
  }
}

/** Whether an account is a template's own, nobody knows where it does not say so: what is claimed of its principals may hold for no reason. */
function refuseUnknownAccount({ claim, fields, where }: StatedClaim, { stack: { account, file } }: Placed): void {
  if (account !== undefined) { return; }
  for (const name of PRINCIPALS) {
    const named = [fields[name] ?? []].flat().find((arn) => typeof arn === 'string' && /::\d{12}:/.test(arn));
    if (named !== undefined) {
      refuse({
        what: `${name} of ${claim} in ${where}`,
        got: named,
        allowed: `principals of {"Ref": "AWS::AccountId"}, as ${file} does not say which account it goes to`,
        fix: 'pass --account, or write {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/Name"}',
      });
    }
  }
}

/** An action that the policy has no say in would be claimed of nothing. */
function refuseIdleActions({ claim, fields: { actions = CLAIMS[claim].actions ?? [] }, where }: StatedClaim, { resource: { type } }: Placed): void {
  const idle = (actions as readonly string[]).find((action) => !isDecidedAction(type, action));
  if (idle !== undefined) {
    refuse({
      what: `actions of ${claim} in ${where}`,
      got: idle,
      allowed: `actions that a policy of ${type} decides: ${decidedActions(type).join(', ')}`,
      fix: 'name an action that exists there',
    });
  }
}

/** The policy of the same resource in an earlier template, or the document itself. */
function baselineFor({ resource: { logicalId, type } }: Placed, { claim, fields: { baseline }, where }: StatedClaim, file: string): unknown {
  const what = `baseline of ${claim} in ${where}`;
  const allowed = 'a template or a policy document';
  const json = typeof baseline === 'string' ? earlierAt(besides(file, baseline), what, allowed) : fieldsOf(baseline);
  const { Statement: statements, Resources: resources, ...others } = json;
  if (statements !== undefined) { return { ...others, Statement: statements }; }
  if (resources === undefined) {
    refuse({ what, got: baseline, but: 'which has neither Resources nor Statement', allowed, fix: 'name a file that cdk synth wrote' });
  }
  const { Properties: properties, Type: earlier } = fieldsOf(fieldsOf(resources)[logicalId]);
  const facts = POLICY_RESOURCES.find((one) => one.type === type)!;
  return (earlier === type ? documentIn(facts, fieldsOf(properties)[facts.document]) : undefined) ?? { Version: '2012-10-17', Statement: [] };
}

/** A template may be YAML as well. */
const earlierAt = (file: string, what: string, allowed: string) => (isJsonName(file) ? readObject(file, what, allowed) : fieldsAt(file));

/** An account is in one organization: with two of them, everything would hold. */
function refuseTwoOrganizations(specs: readonly ClaimSpec[]): void {
  const known = new Map<string, string>();
  for (const { placed, organization } of specs) {
    const before = known.get(fullName(placed)) ?? organization;
    if (organization === undefined || before === undefined) { continue; }
    if (before !== organization) {
      refuse({ what: `organization of the claims of ${fullName(placed)}`, got: organization, allowed: before, fix: 'name the one that the account is in' });
    }
    known.set(fullName(placed), organization);
  }
}
