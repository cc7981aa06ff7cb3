import type { DocumentedRequest } from './request';
import { FROM_ANOTHER_ACCOUNT } from './variants';

/** A variant of a documented call that no key policy can deny, and why that is right. */
export interface Exception {
  readonly reason: string;
  covers(service: string, request: DocumentedRequest, variant: string): boolean;
}

export const EXCEPTIONS: readonly Exception[] = [
  {
    reason: 'to see a key is no use of it: the account may let its roles, so that nobody is locked out',
    covers: (_service, { action }, variant) => action === 'kms:DescribeKey' && variant !== FROM_ANOTHER_ACCOUNT,
  },
  {
    reason: 'EventBridge looks a key up without source conditions, says AWS\'s page',
    covers: (service, { action, principal }, variant) =>
      service === 'events' && principal === 'events.amazonaws.com' && action === 'kms:DescribeKey' && variant === FROM_ANOTHER_ACCOUNT,
  },
  {
    reason: 'EventBridge into an encrypted topic supports no source conditions, says AWS\'s page',
    covers: (service, { principal }, variant) => service === 'sns' && principal === 'events.amazonaws.com' && variant === FROM_ANOTHER_ACCOUNT,
  },
];
