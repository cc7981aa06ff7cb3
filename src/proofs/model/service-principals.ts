import type { App } from './app';
import { PUBLISHERS } from '../../keys/private/publisher-facts';
import { SERVICES } from '../../keys/private/service-facts';
import type { Placed } from '../template/deployment';
import type { Resolver } from '../template/resolver';

/** Services into which others publish by themselves. */
const PUBLISHED_INTO = ['s3', 'sns', 'sqs'];

/** Service principals that AWS documents to use a key of what is encrypted with it. */
export function expectedServicePrincipals(app: App, key: Placed, { region }: Resolver): string[] {
  const services = new Set(app.consumers(key).map(({ service }) => service));
  const own = SERVICES.filter(({ id }) => services.has(id) || (id === 'cloudfront' && services.has('s3'))).flatMap(({ principals }) => principals)
    .map(({ principal, regional }) => (regional ? `${principal}.${region}.amazonaws.com` : `${principal}.amazonaws.com`));
  const publishers = PUBLISHED_INTO.some((service) => services.has(service)) ? PUBLISHERS.map(({ principal }) => `${principal}.amazonaws.com`) : [];
  return [...new Set([...own, ...publishers])];
}
