import type { Side } from './side';
import { and, type Formula, holeIn, IAM_TYPES, literal, not, or, principalArn, type PrincipalType, type Request, type RequestSpace } from '../engine';
import { answerOf, isAllowed } from '../model/answer';

/** Policies of somebody, as one side of a difference. */
export interface IdentityModel {
  readonly kind: 'role' | 'user' | 'group' | 'anybody';
  /** `undefined` where it is not known. */
  readonly arn?: string;
  readonly account: string;
  readonly documents: readonly unknown[];
  readonly boundary?: unknown;
}

const TYPES: Readonly<Record<IdentityModel['kind'], readonly PrincipalType[]>> = { role: ['role'], user: ['user'], group: ['user'], anybody: IAM_TYPES };

export function identitySide(model: IdentityModel): Side {
  const { documents, boundary } = model;
  return {
    model,
    documents: [...documents, ...boundary === undefined ? [] : [boundary]],
    access: (space) => {
      const policies = documents.map((document) => space.policy(document, false));
      const bound = boundary === undefined ? and() : space.policy(boundary, false).allows;
      const denied = or(...policies.map(({ deny }) => deny));
      return {
        allowed: and(who(space, model), or(...policies.map(({ allow }) => allow)), not(denied), bound),
        confirms: (request) => confirms(model, request),
      };
    },
  };
}

/** The one principal that it is, where that is known. */
function arnOf({ kind, arn }: IdentityModel): string | undefined {
  return arn !== undefined && holeIn(arn) === undefined && (kind === 'role' || kind === 'user') ? arn : undefined;
}

function who({ principals }: RequestSpace, model: IdentityModel): Formula {
  const arn = arnOf(model);
  const isIt = arn === undefined ? and() : principals.arnTakenBy(literal(arn));
  return and(principals.isOneOf(...TYPES[model.kind]), principals.isOfAccount(model.account), isIt);
}

function confirms(model: IdentityModel, request: Request): boolean | undefined {
  const { kind, account, documents, boundary } = model;
  const { principal, partition } = request;
  const isOther = ![undefined, principalArn(principal, partition)].includes(arnOf(model));
  if (isOther || principal.account !== account || !TYPES[kind].includes(principal.type)) { return false; }
  const own = isAllowed(answerOf(documents, request));
  const bounded = boundary === undefined ? true : isAllowed(answerOf([boundary], request));
  return own === false || bounded === false ? false : own && bounded;
}
