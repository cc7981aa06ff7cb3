import { Stack, Token, aws_iam as iam } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { actionsOf } from './facts';
import { isBoundByTags } from './launch/tag-conditions';
import { refuseUnless } from '../../private/errors';
import { PRODUCT_TAG } from '../../private/names';

interface Statement {
  readonly Effect: string;
  readonly Action?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/**
 * Whoever launched a product names the target of its actions, so the tag has to say that it is the product's.
 *
 * @throws if a statement reaches what other products, or nobody, launched
 */
export function checkActionStatements(scope: IConstruct, productName: string, action: string, statements: readonly iam.PolicyStatement[]): void {
  refuseUnless(statements.some(({ effect }) => effect === iam.Effect.ALLOW), {
    what: `statements of the action '${action}' of the product '${productName}'`, got: 'none that allows anything', allowed: 'one or more that do', fix: 'say what the action may do: it has a role of its own',
  });
  for (const statement of statements) {
    const { Effect: effect, Action: actions, Condition: conditions = {} } = Stack.of(scope).resolve(statement.toStatementJson()) as Statement;
    if (effect !== 'Allow' || isBound(conditions, productName)) { continue; }
    const what = `statements of the action '${action}' of the product '${productName}'`;
    refuseUnless(actions !== undefined, { what, got: 'NotAction', allowed: 'the actions by their names', fix: 'say what the action may do' });
    const wide = [actions!].flat().find((one) => !Token.isUnresolved(one) && matching(one).some(isBoundByTags));
    refuseUnless(wide === undefined, {
      what,
      got: `${wide} without a condition on the product's tag`,
      allowed: `StringEquals on aws:ResourceTag/${PRODUCT_TAG} with ${productName}, where the tags of a resource bind the action`,
      fix: `add conditions: { StringEquals: { 'aws:ResourceTag/${PRODUCT_TAG}': '${productName}' } }`,
    });
  }
}

/** What a pattern takes, as IAM reads it: capitals are all the same to it. */
function matching(pattern: string): string[] {
  const [service, name = '*'] = pattern.toLowerCase().split(':');
  if (service === '*') { return ['secretsmanager:GetSecretValue']; } // one of all
  const text = new RegExp(`^${name.replaceAll('*', '.*').replaceAll('?', '.')}$`);
  return Object.keys(actionsOf(service)).filter((one) => text.test(one.toLowerCase())).map((one) => `${service}:${one}`);
}

function isBound(conditions: Statement['Condition'] & {}, productName: string): boolean {
  const { StringEquals: equals = {} } = conditions;
  return Object.entries(equals).some(([key, value]) =>
    new RegExp(`^[a-z0-9-]+:ResourceTag/${PRODUCT_TAG}$`, 'i').test(key) && [value].flat().every((one) => one === productName));
}
