import { CfnElement } from 'aws-cdk-lib';
import { parameterRules } from './parameter-controls';
import type { ProductTemplate } from '../product-template';

/** The section `Rules` of a product's template: what it refuses is known once everything in it is. */
export class ParameterRuleSection extends CfnElement {
  constructor(private readonly template: ProductTemplate) { super(template, 'ParameterRules'); }

  /** @internal */
  public _toCloudFormation(): object {
    const rules = parameterRules(this.template);
    return Object.keys(rules).length === 0 ? {} : { Rules: rules };
  }
}
