import { LIMITS } from './limits';
import { refuseUnless } from '../../../private/errors';

/** Refuses domains of which WAF accepts no tokens. */
export function checkTokenDomains(domains?: string[]): string[] | undefined {
  refuseUnless((domains ?? []).length <= LIMITS.tokenDomains, {
    what: 'tokenDomains', got: `${domains?.length} domains`, allowed: `at most ${LIMITS.tokenDomains}`, fix: 'name the parent domain: it stands for those below it',
  });
  for (const domain of domains ?? []) {
    refuseUnless(/^[\w-]+(\.[\w-]+)+$/.test(domain), { what: 'a domain of tokens', got: domain, allowed: 'a domain\'s name', fix: 'write it as example.com, without scheme and path' });
  }
  return domains;
}
