import { EXCEPTIONS } from './exceptions';
import { type DocumentedRequest, callOf, documentedServices } from './request';
import { ALLOW_ALL, judge } from './simulate';
import { policiesOfServices } from './stacks';
import type { TemplatePolicies } from './template-policies';
import { VARIANTS } from './variants';
import { SERVICES } from '../../../src/keys/private/service-facts';

const documented = documentedServices();
const policies = policiesOfServices(documented);
const requests = documented.flatMap(({ service, requests: ofService }) => ofService.map((request) => ({ service, name: request.name, request })));

const changed = requests.flatMap(({ service, name, request }) => VARIANTS.flatMap((variant) => {
  const call = variant.change(callOf(request, policiesFor(service).role), policiesFor(service).role);
  const exception = EXCEPTIONS.find(({ covers }) => covers(service, request, variant.name));
  return call ? [{ service, name, variant: variant.name, call, reason: exception?.reason }] : [];
}));

describe('the table of services', () => {
  test.each(SERVICES.map(({ id }) => id))('%s: AWS\'s page is transcribed, with a request at least', (id) => {
    expect(requests.filter(({ service }) => service === id).length).toBeGreaterThan(0);
  });

  test('no service is transcribed that the table lacks', () => {
    expect(documented.map(({ service }) => service).sort()).toEqual(SERVICES.map(({ id }) => id).sort());
  });
});

describe('it would deploy, and work', () => {
  test.each(requests)('$service: $name: allowed', async ({ service, request }) => {
    const made = policiesFor(service);
    expect(await judge(callOf(request, made.role), made, identityOf(request, made))).toBe('Allowed');
  });
});

describe('nobody else gets in', () => {
  test.each(changed.filter(({ reason }) => reason === undefined))('$service: $name: $variant: denied', async ({ service, call }) => {
    expect(await judge(call, policiesFor(service), [ALLOW_ALL])).toMatch(/Denied$/);
  });

  test.each(changed.filter(({ reason }) => reason !== undefined))('$service: $name: $variant: allowed, for $reason', async ({ service, call }) => {
    expect(await judge(call, policiesFor(service), [ALLOW_ALL])).toBe('Allowed');
  });

  test.each(EXCEPTIONS)('the exception is needed: $reason', ({ reason }) => {
    expect(changed.some((call) => call.reason === reason)).toBe(true);
  });
});

function policiesFor(service: string): TemplatePolicies {
  const found = policies.get(service);
  if (!found) { throw new Error(`no stack for ${service}`); }
  return found;
}

function identityOf({ caller }: DocumentedRequest, { rolePolicies }: TemplatePolicies): readonly unknown[] {
  return caller === 'role' ? rolePolicies : [ALLOW_ALL];
}
