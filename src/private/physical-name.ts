import { Aws, Names, Stack, type UniqueResourceNameOptions } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { PRODUCT_TEMPLATE } from './product-templates';

/** Characters of the name of a stack that AWS Service Catalog makes: `SC-<account>-pp-<13 characters>`. */
const STACK_NAME_LENGTH = 32;

/** A physical name that no other construct has. What is in a product's template is made anew by each launch, so the name of the launch's stack is in it. */
export function physicalName(construct: IConstruct, options: UniqueResourceNameOptions & { readonly maxLength: number }): string {
  if (!(PRODUCT_TEMPLATE in Stack.of(construct))) { return Names.uniqueResourceName(construct, options); }
  const separator = options.separator ?? '';
  return `${Aws.STACK_NAME}${separator}${Names.uniqueResourceName(construct, { ...options, maxLength: options.maxLength - STACK_NAME_LENGTH - separator.length })}`;
}
