import { CfnResource, type Stack, TagManager } from 'aws-cdk-lib';
import { resourceTypeFacts } from './facts';
import type { LaunchTemplate } from './launch/template';
import { isPlain, productTags } from './product-tag';

type Declaration = NonNullable<LaunchTemplate['Resources']>[string];

/** The resources of a product's template as they will be synthesized, with the product's tag, which CDK adds at the end. */
export function launchTemplateOf(template: Stack, productName: string): LaunchTemplate {
  const resources = template.node.findAll().filter((node): node is CfnResource => CfnResource.isCfnResource(node) && node.stack === template);
  const declared = resources.flatMap((resource) =>
    declarationsOf(resource).map(([id, one]): [string, Declaration] => [id, tagged(resource, one, productName)]));
  return { Resources: Object.fromEntries(declared) };
}

function declarationsOf(resource: CfnResource): [string, Declaration][] {
  const { Resources: resources = {} } = resource.stack.resolve(resource._toCloudFormation()) as LaunchTemplate;
  return Object.entries(resources);
}

/** How a type has its tags differs; that they are there is what counts. */
function tagged(resource: CfnResource, declared: Declaration, productName: string): Declaration {
  if (!isPlain(resource) && !TagManager.of(resource)?.applyTagAspectHere([], [])) { return declared; }
  return { ...declared, Properties: { ...declared.Properties, [resourceTypeFacts(declared.Type)?.tags ?? 'Tags']: productTags(productName) } };
}
