import { KMSClient } from '@aws-sdk/client-kms';
import { type BindingProperties, KeyBinding } from './key-binding';
import { KeyPolicies } from './key-policies';
import { answer } from '../../../secrets/parameter/answer';
import type { ResourceRequest } from '../../../secrets/parameter/request';

const binding = new KeyBinding(new KeyPolicies(new KMSClient()));

/** Binds the policy of a key to distributions for CloudFormation. */
export const handler = (request: ResourceRequest<BindingProperties>, context: { getRemainingTimeInMillis(): number }): Promise<void> =>
  answer(request, () => binding.handle(request), {
    remaining: () => context.getRemainingTimeInMillis(),
    log: (line) => { process.stdout.write(`${line}\n`); },
  });
