import { textOf } from '../policy';
import type { TemplateResource } from '../template';

/** Whether an endpoint leads to a service of some account, not of AWS: it has no endpoint policy, and perhaps no private DNS name. */
export const isPrivateLinkPartner = (endpoint: TemplateResource): boolean =>
  /(^|\.)com\.amazonaws\.vpce\./.test(textOf(endpoint.get('ServiceName')) ?? '');
