import { statementNamed, titleOf } from './named-statement';
import type { Refuted } from './remedy';
import { lowered, shown } from '../engine/text';
import { POLICY_RESOURCES } from '../facts/policy-resources';
import { constructOf } from '../template/deployment';
import { fieldsOf } from '../template/stack-template';

/** Keys by which a service says for whom it acts. */
const SOURCE_KEYS = /^aws:source(account|arn|orgid|orgpaths|owner)$/;

/** What to do about a statement for a service that asks nothing of the source: the CDK's own constructs write such ones. */
export function sourceRemedy({ placed, policy, request, statements: [name] }: Refuted): string | undefined {
  if (name === undefined || request?.principal.type !== 'service') { return undefined; }
  const { statement, index } = statementNamed(policy, name);
  if (isEverybody(statement.Principal)) { return `name in ${titleOf(name)} who is meant: it speaks to everybody, AWS's services too`; }
  const services = [fieldsOf(statement.Principal).Service].flat();
  const asked = Object.values(fieldsOf(statement.Condition)).flatMap((keys) => Object.keys(fieldsOf(keys))).map(lowered);
  if (!services.includes(request.principal.name) || asked.some((key) => SOURCE_KEYS.test(key))) { return undefined; }
  const { stack, resource: { type } } = placed;
  const { document, field } = POLICY_RESOURCES.find((one) => one.type === type)!;
  const path = [document, ...field === undefined ? [] : [field], 'Statement', index, 'Condition.StringEquals.aws:SourceAccount'].join('.');
  const account = stack.account ?? 'the account\'s id';
  return shown(
    `add the condition StringEquals aws:SourceAccount ${account} to ${titleOf(name)}: where it is your own, in the statement that you pass to resource.addToResourcePolicy(…);`
    + ` where an L2 wrote it, by addPropertyOverride('${path}', …) on the resource of ${constructOf(placed)}.`
    + ` Or deny by resource.addToResourcePolicy(…) what ${request.principal.name} calls with StringNotEquals aws:SourceAccount ${account}.`
    + ' A service that does not send aws:SourceAccount is bound by aws:SourceArn',
  );
}

const isEverybody = (principal: unknown): boolean => [principal, fieldsOf(principal).AWS].flat().includes('*');
