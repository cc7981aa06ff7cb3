import { allOf, answerOf, not, type Truth } from './answer';
import type { Guardrails } from './guardrails';
import type { Principal, Request } from '../engine';
import { evaluateStatements } from '../engine/evaluator';
import { RETIRING } from '../facts/kms-actions';
import { SERVICE_LINKED_PATH, UNDER_RESOURCE_CONTROL } from '../facts/resource-control';

/**
 * Whether the policies of the organization let a request pass, as the concrete evaluator sees them: what `withinGuardrails` says of all requests.
 *
 * @param account of the resource
 */
export function guardrailAnswer({ serviceControl, resourceControl }: Guardrails, account: string, request: Request): Truth {
  const isOwn = request.principal.account === account;
  const isOwnLinked = isOwn && isServiceLinked(request.principal);
  return allOf(
    serviceControl.length === 0 || !isOwn || isOwnLinked ? true : serviceControlAnswer(serviceControl, request),
    !isUnderControl(request) || isOwnLinked ? true : not(answerOf(resourceControl, request).denies),
  );
}

/** Some must allow if any has an allow at all, and none may deny. */
function serviceControlAnswer(policies: readonly unknown[], request: Request): Truth {
  const { allows, denies } = answerOf(policies, request);
  const hasAllow = policies.some((policy) => evaluateStatements(policy, request).some(({ effect }) => effect === 'Allow'));
  return allOf(hasAllow ? allows : true, not(denies));
}

const isServiceLinked = ({ type, name }: Principal): boolean => type === 'role' && name?.startsWith(SERVICE_LINKED_PATH) === true;

function isUnderControl({ action }: Request): boolean {
  const [service] = action.toLowerCase().split(':');
  return UNDER_RESOURCE_CONTROL.includes(service) && action.toLowerCase() !== RETIRING.toLowerCase();
}
