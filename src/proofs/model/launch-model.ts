import { type CallerPolicies, unknownPolicies } from './caller-policies';
import { type RoleModel, roleModel } from './identity';
import { productResources, readablePatterns, servicesOf } from './launched-product';
import { LAUNCH_ROLE_PREFIX } from '../../private/names';
import { hole, shown } from '../engine';
import type { Placed } from '../template/deployment';
import type { Resolver } from '../template/resolver';
import { fieldsOf } from '../template/stack-template';

/** A role that launches a product as proofs see it, in one case of the deployment. Texts hold symbols. */
export interface LaunchModel {
  readonly arn: string;
  readonly account: string;
  /** Name of the product that it launches. */
  readonly product: string;
  /** All policies of the role's own, as one document. */
  readonly document: unknown;
  readonly caller: CallerPolicies;
  /** Names in `kms:ViaService` of the services of the product's types; `undefined` where its template is not here. */
  readonly services?: readonly string[];
  /** Patterns of the ARNs of secrets and parameters that the product's template has or names; `undefined` where it is not here. */
  readonly readable?: readonly string[];
  /** Patterns of the ARNs of the topics that it may publish to. */
  readonly topics: readonly string[];
  /** ARNs of the managed policies that the role has. */
  readonly ownPolicies: readonly string[];
}

/** A role that launches a product, in one case. */
export function launchModel(placed: Placed, resolver: Resolver): LaunchModel {
  const role = roleModel(placed, resolver);
  const name = String(placed.resource.properties.RoleName);
  const document = oneDocument(role);
  const resources = productResources(resolver.deployment, name);
  return {
    arn: role.arn,
    account: role.account,
    product: name.slice(LAUNCH_ROLE_PREFIX.length),
    document,
    caller: role.isComplete ? { documents: [document], ...role.boundary === undefined ? {} : { boundary: role.boundary } }
      : unknownPolicies(`not all policies of ${shown(role.arn)} are in the templates`),
    ...resources.length === 0 ? {} : { services: servicesOf(resources), readable: readablePatterns(resources, resolver) },
    topics: topicsOf(document),
    ownPolicies: role.managed,
  };
}

/** What all policies of a role say, said by one: they differ in nothing but their statements where all are of one version. */
function oneDocument({ documents }: RoleModel): unknown {
  const versions = [...new Set(documents.map((document) => fieldsOf(document).Version))];
  if (versions.length > 1) { return { Statement: [hole('policies of two versions are not read as one')] }; }
  return { ...versions[0] === undefined ? {} : { Version: versions[0] }, Statement: documents.flatMap((document) => fieldsOf(document).Statement ?? [hole('a policy without statements')]) };
}

/** Topics that a statement of their own lets the role publish to. */
const topicsOf = (document: unknown): string[] => [fieldsOf(document).Statement].flat().map(fieldsOf)
  .filter(({ Effect: effect, Action: action }) => effect === 'Allow' && [action].flat().every((one) => one === 'sns:Publish'))
  .flatMap(({ Resource: resource }) => [resource].flat().map(String));
