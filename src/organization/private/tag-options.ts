import { Stack, aws_servicecatalog as servicecatalog } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { refuseUnless } from '../../private/errors';

/** The values of a tag that can be chosen at launch. */
export interface TagOptionValues {
  readonly key: string;
  readonly values: readonly string[];
}

/** The tags that whoever launches a product of a portfolio chooses values of. */
export class TagOptions extends Construct {
  constructor(scope: Construct, id: string, resourceId: string, options: readonly TagOptionValues[]) {
    super(scope, id);
    for (const { key, values } of options) {
      const bad = values.find((value, index) => !/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u.test(value) || values.indexOf(value) !== index);
      refuseUnless(bad === undefined, {
        what: `values of the tag ${key}`, got: bad, allowed: 'letters, digits, spaces and _.:/=+-@, each value once', fix: 'name the values that can be chosen',
      });
      for (const value of values) {
        const option = offered(this, key, value) ?? new servicecatalog.CfnTagOption(this, `${key}-${value}`, { key, value, active: true });
        new servicecatalog.CfnTagOptionAssociation(this, `${key}-${value}-association`, { resourceId, tagOptionId: option.ref });
      }
    }
  }
}

/** The option of another portfolio of the stack: an account has each key and value once. */
function offered(scope: Construct, key: string, value: string): servicecatalog.CfnTagOption | undefined {
  const stack = Stack.of(scope);
  return stack.node.findAll().find((node): node is servicecatalog.CfnTagOption =>
    node instanceof servicecatalog.CfnTagOption && node.stack === stack && node.key === key && node.value === value);
}
