import { apiMethods } from './api-methods';
import { apiDocument, namedNetworks, withFullArns } from './api-policy';
import type { App } from './app';
import { bucketAcls } from './bucket-acls';
import { withOriginAccess } from './origin-access';
import { type Target, targetsOf } from './policy-targets';
import type { PolicyModel } from './resource-access';
import { ECR_LAYERS } from '../../private/aws-buckets';
import { hole, holeIn } from '../engine';
import { readPolicy } from '../engine/policy';
import { DEFAULT_POLICY, POLICY_RESOURCES, type PolicyResource } from '../facts/policy-resources';
import type { Placed } from '../template/deployment';
import { hasMacro, isRewritten } from '../template/macro';
import type { Resolver } from '../template/resolver';
import { isFields } from '../template/stack-template';

/** What holds where a template has no policy. */
const defaultPolicy = ({ openActions }: PolicyResource): unknown => ({
  Version: '2012-10-17',
  Statement: openActions === undefined ? [] : [{ Sid: DEFAULT_POLICY, Effect: 'Allow', Principal: '*', Action: openActions, Resource: '*' }],
});

/** The document in the property that holds it. */
export const documentIn = ({ field }: PolicyResource, value: unknown): unknown => (field === undefined || !isFields(value) ? value : value[field]);

const factsOf = ({ resource: { type } }: Placed): PolicyResource | undefined => POLICY_RESOURCES.find((one) => one.type === type);

/** The ARN of a resource that has no attribute for it. */
function arnOf(placed: Placed, resolver: Resolver): string | undefined {
  const { arn } = factsOf(placed) ?? {};
  return arn === undefined ? undefined : resolver.text({ 'Fn::Sub': arn.replace('${Ref}', `\${${placed.resource.logicalId}}`) });
}

/** A resolved policy of a resource, whose principals and resources are written as the service does itself, in full. */
export function readDocument(document: unknown, placed: Placed, resolver: Resolver, app: App): unknown {
  const named = withOriginAccess(document, app.originAccess);
  const { shortArn } = factsOf(placed) ?? {};
  return shortArn === undefined ? named : withFullArns(named, shortArn, arnOf(placed, resolver)!);
}

/**
 * The policy of a resource as proofs see it, in one case.
 *
 * @param without resources that have no policy there
 */
export function policyModel(placed: Placed, resolver: Resolver, app: App, without?: readonly Target[]): PolicyModel {
  const { stack, resource: { logicalId, properties } } = placed;
  const facts = factsOf(placed)!;
  const given = without === undefined && !isRewritten(properties) ? resolver.given(properties[facts.document]) : undefined;
  const own = given !== undefined ? documentIn(facts, given) : hasMacro(properties) && without === undefined ? hole('a macro may write the policy') : undefined;
  const document = facts.isApi ? apiDocument(placed, own) : own ?? defaultPolicy(facts);
  const arn = arnOf(placed, resolver);
  const policy = typeof document === 'object' ? readDocument(document, placed, resolver, app) : { Statement: [hole('the policy is known only at deployment')] };
  const sources = readPolicy(policy).statements.flatMap(({ conditions }) => conditions.filter(({ key }) => key.toLowerCase() === 'aws:sourcearn'));
  const acls = facts.hasAcls ? bucketAcls((without ?? targetsOf(placed, resolver, app)).flatMap(({ resources }) => resources), resolver) : undefined;
  return {
    facts,
    document: policy,
    arns: targets(),
    account: resolver.account,
    ownSources: app.accountlessArns(sources.flatMap(({ values }) => values)),
    hasOrigins: app.originAccess.size > 0,
    ...acls === undefined ? {} : { acls },
    ...facts.isPassage ? { imageLayers: ECR_LAYERS.replace('${Partition}', resolver.partition).replace('${Region}', resolver.region) } : {},
    ...facts.isApi ? { methods: apiMethods(placed, resolver, app, arn!), networks: namedNetworks(policy, app) } : {},
  };

  /** What the policy is for, by ARN: properties may name it otherwise. */
  function targets(): string[] {
    if (arn !== undefined) { return holeIn(arn) === undefined ? [arn] : []; }
    const target = facts.target === undefined ? { Ref: logicalId } : properties[facts.target];
    const named = without?.map(({ name }) => name) ?? [resolver.resolve(target)].flat().map(String);
    const all = app.deployment.ofType(facts.targetType).filter((one) => one.stack === stack || facts.target !== undefined);
    const arnsOf = (name: string): string[] => {
      const found = all.filter((one) => app.namesOf(one).includes(name));
      const arns = found.flatMap((one) => app.namesOf(one)).filter((one) => one.startsWith('arn:'));
      return arns.length > 0 ? arns : name.startsWith('arn:') && holeIn(name) === undefined ? [name] : [];
    };
    const targeted = named.map(arnsOf);
    return targeted.every((arns) => arns.length > 0) ? [...new Set(targeted.flat())] : [];
  }
}
