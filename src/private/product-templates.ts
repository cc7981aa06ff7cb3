import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Stacks that are the template of a product carry its name under this symbol, so that it is found without knowing the class. */
export const PRODUCT_TEMPLATE = Symbol.for('cdk-gold.productTemplate');

/** Under this symbol such a stack has the templates of the product's versions before, as JSON, which the same role launches. */
export const EARLIER_TEMPLATES = Symbol.for('cdk-gold.earlierTemplates');

/** A stack whose template is a file of the assembly that CDK does not deploy: whoever launches the product does. */
export const isUndeployed = (node: IConstruct): node is Stack =>
  Stack.isStack(node) && node.nestedStackParent === undefined && !node._isTopLevelStack;
