import { Stack, Token, aws_servicecatalog as servicecatalog } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CATALOGUE_QUOTAS } from './limits';
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
    const { tagOptionsOfResource: most } = CATALOGUE_QUOTAS;
    const count = options.reduce((sum, { values }) => sum + values.length, 0);
    refuseUnless(count <= most, { what: 'values of tags to choose from', got: count, allowed: `up to ${most}`, fix: 'offer fewer, or ask for the value by a parameter of the products' });
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

/** The option of another portfolio of the stack: an account has each key and value once in a Region. */
function offered(scope: Construct, key: string, value: string): servicecatalog.CfnTagOption | undefined {
  const stack = Stack.of(scope);
  const same = stack.node.root.node.findAll().filter((node): node is servicecatalog.CfnTagOption =>
    node instanceof servicecatalog.CfnTagOption && node.key === key && node.value === value);
  const other = same.find((option) => option.stack !== stack && isOnePlace(option.stack, stack));
  refuseUnless(other === undefined, {
    what: `the tag ${key} with the value '${value}'`,
    got: `one of the stack '${other?.stack.node.path}' too`,
    allowed: 'one for an account and Region',
    fix: 'make the portfolios in one stack, or leave the tag out of one',
  });
  return same.find((option) => option.stack === stack);
}

/** Whether two stacks are known to lie in one account and Region. */
const isOnePlace = (one: Stack, other: Stack): boolean =>
  !Token.isUnresolved([one.account, one.region]) && one.account === other.account && one.region === other.region;
