import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { SIGNING_FIELDS, SigningKeys } from './signing-keys';
import { CLIENT_LIMITS } from '../../../../secrets/rotation/client-limits';
import { refuseUnless } from '../../../../secrets/rotation/failure';
import { rotationHandler } from '../../../../secrets/rotation/rotation-handler';
import { ApiKey } from '../../../../secrets/rotation/strategies/api-key';

// the API of CloudFront is in one Region, whatever Region the function runs in
const client = new CloudFrontClient({ ...CLIENT_LIMITS, region: 'us-east-1' });

export const handler = rotationHandler('signing-key', (rotation) => {
  const { keyGroupId, placeholderId, prefix } = rotation.settings.options;
  refuseUnless(keyGroupId !== undefined && placeholderId !== undefined && prefix !== undefined, 'the function does not know its key group: deploy it with its construct');
  return new ApiKey(rotation, new SigningKeys(client, { keyGroupId, placeholderId, prefix }), SIGNING_FIELDS);
});
