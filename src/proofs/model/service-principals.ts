import type { App } from './app';
import { PUBLISHERS } from '../../keys/private/publisher-facts';
import { SERVICES } from '../../keys/private/service-facts';
import { servicePrincipalName } from '../../keys/private/service-principal-name';
import type { Placed } from '../template/deployment';
import type { Resolver } from '../template/resolver';

/** Services into which others publish by themselves. */
const PUBLISHED_INTO = ['s3', 'sns', 'sqs'];

/**
 * Service principals that use a key of what is encrypted with it.
 *
 * @param declared those that statements were added for; where nothing was declared, all that AWS documents are expected
 */
export function expectedServicePrincipals(app: App, key: Placed, { region }: Resolver, declared?: readonly string[]): string[] {
  const consumers = app.consumers(key);
  const services = new Set(consumers.map(({ service }) => service));
  const own = SERVICES.filter(({ id }) => services.has(id) || (declared === undefined && id === 'cloudfront' && services.has('s3')))
    .flatMap(({ principals }) => principals)
    .map((facts) => servicePrincipalName(facts, region));
  const delivering = consumers.flatMap((consumer) => app.deliveries(consumer)).map((delivered) => servicePrincipalName(delivered, region));
  const publishers = PUBLISHED_INTO.some((service) => services.has(service)) ? PUBLISHERS : [];
  const documented = declared ?? publishers.map((facts) => servicePrincipalName(facts, region));
  return [...new Set([...own, ...delivering, ...documented])];
}
