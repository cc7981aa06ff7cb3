import { refuseUnless } from './failure';
import { rotationHandler } from './rotation-handler';
import { ApiKey } from './strategies/api-key';
import { isProvider } from './strategies/provider';

export const handler = rotationHandler('api-key', (rotation) => {
  const { providerModule = '', fields = '' } = rotation.settings.options;
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the user's module lies in a layer of the function, not in this bundle
  const provider: unknown = require(providerModule);
  refuseUnless(isProvider(provider), 'the provider\'s module does not export create, test and revoke');
  return new ApiKey(rotation, provider, fields.split(','));
});
