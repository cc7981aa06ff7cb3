import type { Side } from './side';
import { IAM_TYPES } from '../engine';
import { CROSS_ACCOUNT } from '../facts/kms-actions';
import { answerOf, isAllowed } from '../model/answer';
import { KeyAccess, type KeyModel } from '../model/key-access';

/** A key, as one side of a difference. */
export function keySide(model: KeyModel): Side {
  return {
    model,
    documents: [model.policy],
    access: (space) => {
      const access = new KeyAccess(space, model);
      return {
        allowed: access.allowed,
        confirms: (request) => {
          const { principal, action, resource } = request;
          const isAway = IAM_TYPES.includes(principal.type) && principal.account !== model.account;
          if (resource !== model.arn || model.inoperable.includes(action) || (isAway && !CROSS_ACCOUNT.includes(action))) { return false; }
          return access.confirms(request) || isAllowed(answerOf([model.policy], request)) === false ? access.confirms(request) : undefined;
        },
      };
    },
  };
}
