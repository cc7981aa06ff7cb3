import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { answer } from './answer';
import { ParameterResource } from './parameter-resource';
import { ParameterStore } from './parameter-store';
import { ParameterValues } from './parameter-values';
import type { ResourceRequest } from './request';

const resource = new ParameterResource(new ParameterStore(new SSMClient()), new ParameterValues(new SecretsManagerClient()));

/** Makes, changes and deletes a SecureString for CloudFormation. */
export const handler = (request: ResourceRequest, context: { getRemainingTimeInMillis(): number }): Promise<void> =>
  answer(request, () => resource.handle(request), {
    remaining: () => context.getRemainingTimeInMillis(),
    log: (line) => { process.stdout.write(`${line}\n`); },
  });
