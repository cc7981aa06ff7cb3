import type { IConstruct } from 'constructs';
import { acknowledge } from '../../../private/acknowledge';
import { refuseUnless } from '../../../private/errors';

/** Refuses an open method or route without a reason. */
export function checkAnonymousReason(name: string, reason: string): void {
  refuseUnless(reason.trim().length >= 10, {
    what: `reason why anybody may call ${name}`, got: reason, allowed: 'at least 10 characters', fix: 'say why its callers can\'t be known: an auditor will ask',
  });
}

/** Records that a method or route is open on purpose. */
export function acknowledgeAnonymous(methodOrRoute: IConstruct, reason: string): void {
  acknowledge(methodOrRoute, 'AwsSolutions', 'AwsSolutions-APIG4', reason);
  acknowledge(methodOrRoute, 'Gold', 'apigateway.authorization', reason);
}
