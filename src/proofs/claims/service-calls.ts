import { deployerOf, type NeedContext, type NeededCall } from './needed-call';
import { contextOf, expanded, factsOf, sourceOf, viaOf } from './service-call';
import { PUBLISHERS } from '../../keys/private/publisher-facts';
import { servicePrincipalName } from '../../keys/private/service-principal-name';
import { DELIVERY_ACTIONS, ENCRYPTS_DELIVERIES } from '../facts/deliveries';
import { policiesOf, UNBOUNDED } from '../model/caller-policies';
import type { Consumer } from '../model/consumer';
import { fieldsOf } from '../template/stack-template';

/** What a service needs of the role that creates a resource in it. */
export function provisionCalls(context: NeedContext, consumer: Consumer): NeededCall[] {
  const { resolver } = context;
  const facts = factsOf(consumer.service);
  const role = deployerOf(context, consumer.placed);
  if (!facts || role === undefined || facts.provision.length === 0) { return []; }
  const { type, logicalId } = consumer.placed.resource;
  return context.policiesOf(role).map((identity) => ({
    purpose: `create ${type} ${logicalId}`,
    call: {
      role,
      actions: expanded(facts.provision),
      via: viaOf(facts, resolver),
      context: contextOf(facts, resolver, consumer),
      tags: {},
      region: resolver.region,
    },
    identity,
    assumptions: ['deployer-is-administrator'],
  }));
}

/** What a service does by itself with the key of a resource. AWS Lambda does so with packages of code only, not with variables. */
export function servicePrincipalCalls({ resolver }: NeedContext, consumer: Consumer): NeededCall[] {
  const { type, logicalId } = consumer.placed.resource;
  if (consumer.service === 'lambda' && fieldsOf(consumer.placed.resource.properties.Code).SourceKMSKeyArn === undefined) { return []; }
  return (factsOf(consumer.service)?.principals ?? []).map((principal) => ({
    purpose: `let the service keep ${type} ${logicalId}`,
    call: {
      servicePrincipal: servicePrincipalName(principal, resolver.region),
      actions: expanded(principal.actions),
      via: [],
      tags: {},
      region: resolver.region,
      ...sourceOf(principal, resolver),
      context: contextOf(principal, resolver, consumer),
    },
    identity: UNBOUNDED,
    assumptions: ['services-act-for-owner'],
  }));
}

/** What roles' own policies promise on a resource that the key encrypts. */
export function dataCalls({ app, resolver }: NeedContext, consumer: Consumer): NeededCall[] {
  const facts = factsOf(consumer.service);
  if (!facts) { return []; }
  return app.promises(consumer, resolver).filter(({ role }) => role.account === resolver.account).map(({ role, data }) => ({
    purpose: `let ${role.placed.resource.logicalId} call ${data.action} on ${consumer.placed.resource.logicalId}`,
    call: {
      role: role.arn,
      actions: data.kms,
      via: viaOf(facts, resolver),
      context: contextOf(facts, resolver, consumer),
      tags: role.tags,
      region: resolver.region,
    },
    identity: policiesOf(role),
    assumptions: ['role-sessions-carry-role-tags'],
  }));
}

/** What services that deliver to a resource by themselves need of its key. */
export function deliveryCalls({ app, resolver }: NeedContext, consumer: Consumer): NeededCall[] {
  if (!ENCRYPTS_DELIVERIES.includes(consumer.service)) { return []; }
  return app.deliveries(consumer).flatMap(({ by, principal }) => {
    const of = PUBLISHERS.filter((publisher) => publisher.principal === principal);
    const facts = of.find(({ into }) => into?.includes(consumer.service)) ?? of.find(({ into }) => into === undefined);
    const service = factsOf(consumer.service);
    if (!facts || !service) { return []; }
    return [{
      purpose: `let ${principal} deliver from ${by.resource.logicalId} to ${consumer.placed.resource.logicalId}`,
      call: {
        servicePrincipal: servicePrincipalName({ principal }, resolver.region),
        actions: DELIVERY_ACTIONS,
        via: [],
        tags: {},
        region: resolver.region,
        ...sourceOf(facts, resolver, app.namesOf(by)),
        context: contextOf(service, resolver, consumer),
      },
      identity: UNBOUNDED,
      assumptions: ['services-act-for-owner'],
    }];
  });
}
