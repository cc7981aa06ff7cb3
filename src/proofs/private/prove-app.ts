import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { type IPolicyValidationContext, Stack } from 'aws-cdk-lib';
import { decidedActions, isDecidedAction } from './decided-action';
import { declaredOutside } from './declared-outside';
import { generalClaims } from './default-claims';
import { domainClaims, placedOf } from './domain-claims';
import { policiesFor } from './policies-for';
import { Prover, type ProverOptions } from './prover';
import { stackTemplates } from './stack-templates';
import { type World, worldsOf } from './worlds';
import { commonFolder } from '../../checks/private/common-folder';
import { InvalidInputError } from '../../private/errors';
import type { Claim } from '../claim';
import { CLAIMS } from '../claims/catalogue';
import type { ClaimSpec } from '../claims/claim-spec';
import { isKeyType } from '../facts/key-types';
import { POLICY_RESOURCES } from '../facts/policy-resources';
import { documentIn } from '../model/policy-model';
import { unreadResources } from '../model/unread-policy';
import { PROOFS_FILE, type ProofRecord, type ProofRun, type UnreadResource } from '../record/proof-run';
import { constructOf, Deployment, type Placed } from '../template/deployment';
import { fieldsOf } from '../template/stack-template';

/** What is claimed beside the defaults, and taken for granted. */
export interface AppClaims extends ProverOptions {
  readonly claims: readonly Claim[];
  readonly acceptUndecided: Readonly<Record<string, string>>;
}

/** What was proved of a synth, and the folder that its files are relative to. */
export interface Proved {
  readonly run: ProofRun;
  readonly outdir: string;
}

/** Decides all claims about a synthesized app, and writes down what came out. */
export function proveApp(context: IPolicyValidationContext, { claims, acceptUndecided, ...options }: AppClaims): Proved {
  const outdir = commonFolder(context.templatePaths);
  const deployment = new Deployment(stackTemplates(context));
  const domains = domainClaims(context.appConstruct, deployment);
  const claimed = new Set(domains.map(({ placed }) => idOf(placed)));
  const own = claims.flatMap((claim) => ownClaims(claim, deployment));
  const stated = new Set(own.map((spec) => `${spec.claim} ${idOf(spec.placed)}`));
  const specs = [
    ...domains,
    // what is claimed otherwise, such as with accounts that are meant to have access, is not claimed without
    ...generalClaims(deployment, (placed) => claimed.has(idOf(placed)), declaredOutside(context.appConstruct, deployment))
      .filter((spec) => !stated.has(`${spec.claim} ${idOf(spec.placed)}`)),
    ...own,
  ].map((spec) => (Object.hasOwn(acceptUndecided, spec.claim) ? { accepted: acceptUndecided[spec.claim], ...spec } : spec));
  const run = proveAll(deployment, specs, options, outdir);
  writeFileSync(path.join(outdir, PROOFS_FILE), JSON.stringify(run));
  return { run, outdir };
}

/** Decides claims, each policy once. */
export function proveAll(deployment: Deployment, specs: readonly ClaimSpec[], options: ProverOptions, outdir: string): ProofRun {
  const proved = worldsOf(deployment, specs).map((world) => proveIn(world, options));
  const records = proved.flatMap((one) => one.records);
  return {
    templates: deployment.stacks.map(({ file, stack }) => ({ file: path.relative(outdir, file), stack, sha256: createHash('sha256').update(readFileSync(file)).digest('hex') })),
    records: records.map((record): ProofRecord => ({ ...record, template: path.relative(outdir, record.template) })),
    assumptions: [...new Map(proved.flatMap((one) => one.assumptions).map((assumption) => [assumption.id, assumption])).values()],
    deployers: proved.flatMap((one) => one.deployers),
    unread: unreadResources(deployment).map(unreadResource),
  };
}

function proveIn({ deployment, specs }: World, options: ProverOptions): Pick<ProofRun, 'records' | 'assumptions' | 'deployers'> {
  const prover = new Prover(deployment, options);
  const groups = new Map<string, ClaimSpec[]>();
  for (const spec of specs) {
    const known = groups.get(idOf(spec.placed));
    if (known) { known.push(spec); } else { groups.set(idOf(spec.placed), [spec]); }
  }
  const records = [...groups.values()].flatMap((group) => prover.prove(group[0].placed, group));
  return { records, assumptions: prover.assumptions, deployers: prover.deployerAccess };
}

const unreadResource = (placed: Placed): UnreadResource =>
  ({ stack: placed.stack.stack, construct: constructOf(placed), logicalId: placed.resource.logicalId, resourceType: placed.resource.type });

const idOf = ({ stack, resource }: Placed): string => `${stack.stack} ${resource.logicalId}`;

/** Types of resources that a policy is read of. */
const TYPES: readonly string[] = [...new Set(POLICY_RESOURCES.map(({ targetType }) => targetType))];

/** A claim of one's own, for each policy of its construct. */
function ownClaims({ _resource: resource, _spec: spec }: Claim, deployment: Deployment): ClaimSpec[] {
  const placed = placedOf(resource, deployment);
  const policies = placed ? policiesFor(placed, deployment) : [];
  if (policies.length === 0) {
    throw new InvalidInputError({
      what: `the claim ${spec.claim}`,
      got: `'${resource.node.path}', which has no policy in the templates`,
      allowed: `a resource with a policy, of one of the types ${TYPES.join(', ')}`,
      fix: 'name the construct that the policy is on',
    });
  }
  const isKey = placed && isKeyType(placed.resource.type);
  if (CLAIMS[spec.claim].of === 'key' && !isKey) {
    throw new InvalidInputError({ what: `the claim ${spec.claim}`, got: `'${resource.node.path}', which is no key`, allowed: 'a KMS key', fix: 'name the key that encrypts it' });
  }
  const plain = Stack.of(resource).resolve(spec) as typeof spec; // tokens as values of the template
  return policies.map((policy): ClaimSpec => {
    const { type } = policy.resource;
    const idle = (spec.actions ?? CLAIMS[spec.claim].actions)?.find((action) => !isDecidedAction(type, action));
    if (idle !== undefined) {
      throw new InvalidInputError({
        what: `actions of the claim ${spec.claim} about '${resource.node.path}'`,
        got: idle,
        allowed: `actions that a policy of ${type} decides: ${decidedActions(type).join(', ')}`,
        fix: 'name an action that exists there',
      });
    }
    const own = { ...plain, placed: policy, ...policy === placed ? {} : { about: placed } };
    return spec.baseline === undefined ? own : { ...own, baseline: baselineOf(spec.baseline, policy) };
  });
}

/** The policy of the same resource in an earlier template, or a bare policy document. */
function baselineOf(baseline: unknown, { resource: { logicalId, type } }: Placed): unknown {
  if (fieldsOf(baseline).Statement !== undefined) { return baseline; }
  const { Properties: properties } = fieldsOf(fieldsOf(fieldsOf(baseline).Resources)[logicalId]);
  const facts = POLICY_RESOURCES.find((one) => one.type === type);
  return (facts && documentIn(facts, fieldsOf(properties)[facts.document])) ?? { Version: '2012-10-17', Statement: [] };
}
