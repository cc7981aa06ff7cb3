import type { App } from './app';
import { withOriginAccess } from './origin-access';
import type { PolicyModel } from './resource-access';
import { hole, holeIn } from '../engine';
import { readPolicy } from '../engine/policy';
import { DEFAULT_POLICY, POLICY_RESOURCES, type PolicyResource } from '../facts/policy-resources';
import type { Placed } from '../template/deployment';
import { hasMacro } from '../template/macro';
import type { Resolver } from '../template/resolver';
import { isFields } from '../template/stack-template';

/** What holds where a template has no policy. */
const defaultPolicy = ({ openActions }: PolicyResource): unknown => ({
  Version: '2012-10-17',
  Statement: openActions === undefined ? [] : [{ Sid: DEFAULT_POLICY, Effect: 'Allow', Principal: '*', Action: openActions, Resource: '*' }],
});

/** The document in the property that holds it. */
export const documentIn = ({ field }: PolicyResource, value: unknown): unknown => (field === undefined || !isFields(value) ? value : value[field]);

/** The policy of a resource as proofs see it, in one case. */
export function policyModel({ stack, resource: { logicalId, type, properties } }: Placed, resolver: Resolver, app: App): PolicyModel {
  const facts = POLICY_RESOURCES.find((one) => one.type === type)!;
  const given = properties[facts.document];
  const document = given !== undefined ? documentIn(facts, resolver.resolve(given)) : hasMacro(properties) ? hole('a macro may write the policy') : defaultPolicy(facts);
  const policy = typeof document === 'object' ? withOriginAccess(document, app.originAccess) : { Statement: [hole('the policy is known only at deployment')] };
  const sources = readPolicy(policy).statements.flatMap(({ conditions }) => conditions.filter(({ key }) => key.toLowerCase() === 'aws:sourcearn'));
  return {
    facts,
    document: policy,
    arns: targets(),
    account: resolver.account,
    ownSources: app.accountlessArns(sources.flatMap(({ values }) => values)),
    hasOrigins: app.originAccess.size > 0,
  };

  /** What the policy is for, by ARN: properties may name it otherwise. */
  function targets(): string[] {
    const named = facts.target === undefined ? [resolver.text({ Ref: logicalId })] : [resolver.resolve(properties[facts.target])].flat().map(String);
    const all = app.deployment.ofType(facts.targetType).filter((placed) => placed.stack === stack || facts.target !== undefined);
    const arnsOf = (name: string): string[] => {
      const found = all.filter((placed) => app.namesOf(placed).includes(name));
      const arns = found.flatMap((placed) => app.namesOf(placed)).filter((one) => one.startsWith('arn:'));
      return arns.length > 0 ? arns : name.startsWith('arn:') && holeIn(name) === undefined ? [name] : [];
    };
    const targeted = named.map(arnsOf);
    return targeted.every((arns) => arns.length > 0) ? [...new Set(targeted.flat())] : [];
  }
}
