import { CfnResource, Stack, TagManager } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { PRODUCT_TAG } from '../../private/names';

/** What CDK declares without tags of its own, for the functions of its custom resources; the tags of both are a list. */
const DECLARED_PLAIN = ['AWS::IAM::Role', 'AWS::Lambda::Function'];

interface Declared { readonly Resources: Readonly<Record<string, { readonly Properties?: { readonly Tags?: readonly Tag[] } }>> }
interface Tag { readonly Key?: unknown }

/** Whether a resource can be tagged, and CDK does not do so. */
export const isPlain = (node: IConstruct): node is CfnResource =>
  CfnResource.isCfnResource(node) && TagManager.of(node) === undefined && DECLARED_PLAIN.includes(node.cfnResourceType);

/** Puts the product's tag on such a resource, beside the tags that it was declared with. */
export function tagPlain(resource: CfnResource, productName: string): void {
  const { Resources: declared } = Stack.of(resource).resolve(resource._toCloudFormation()) as Declared;
  const others = Object.values(declared).flatMap(({ Properties: { Tags: tags = [] } = {} }) => tags).filter(({ Key }) => Key !== PRODUCT_TAG);
  resource.addPropertyOverride('Tags', [...others, ...productTags(productName)]);
}

/** The product's tag as these types have it. */
export const productTags = (productName: string) => [{ Key: PRODUCT_TAG, Value: productName }];
