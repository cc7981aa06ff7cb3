import type { Question } from './question';
import type { ServiceFacts, ServicePrincipalFacts } from '../../keys/private/facts';
import { PUBLISHERS } from '../../keys/private/publisher-facts';
import { SERVICES } from '../../keys/private/service-facts';
import { and, type Formula, not, type Request, TRUE } from '../engine';
import { resourcePattern } from '../engine/statement';
import { DELIVERY_ACTIONS } from '../facts/deliveries';
import { KEY_HANDLERS, type HandlerAction } from '../facts/key-handlers';
import type { App } from '../model/app';
import type { Consumer } from '../model/consumer';
import type { KeyAccess } from '../model/key-access';
import { type Call, ordinaryRequest } from '../model/ordinary';
import { rolePolicy } from '../model/role-policy';
import type { Placed } from '../template/deployment';
import type { Resolver } from '../template/resolver';

/** A call that must work, as a question: whether any form of it is refused. */
export interface MustWork {
  /** What the call is for, such as "create the table Orders". */
  readonly purpose: string;
  readonly call: Call;
  readonly question: Question;
}

/** What is needed to ask whether calls work. */
export interface LivenessContext {
  readonly access: KeyAccess;
  readonly app: App;
  readonly key: Placed;
  readonly resolver: Resolver;
  /** What the role that deploys may do by itself. */
  readonly deployerMay: (role: string) => Formula;
}

/** Calls of whoever deploys, and of the services themselves, without which resources can't be made. */
export function provisioningCalls(context: LivenessContext): MustWork[] {
  const { app, key } = context;
  const consumers = app.consumers(key);
  return unique([
    ...keyHandlerCalls(context),
    ...consumers.flatMap((consumer) => provisionCalls(context, consumer)),
    ...consumers.flatMap((consumer) => servicePrincipalCalls(context, consumer)),
  ]);
}

/** Calls that the identity policies of the templates promise to roles, and that configured deliveries make. */
export function grantedCalls(context: LivenessContext): MustWork[] {
  const consumers = context.app.consumers(context.key);
  return unique([
    ...consumers.flatMap((consumer) => dataCalls(context, consumer)),
    ...consumers.flatMap((consumer) => deliveryCalls(context, consumer)),
  ]);
}

function mustWork({ access }: LivenessContext, purpose: string, call: Call, identity: Formula, ...assumptions: readonly string[]): MustWork {
  return {
    purpose,
    call,
    question: {
      wanted: 'none',
      formula: and(ordinaryRequest(access, call), not(access.works(identity))),
      confirm: (request: Request) => access.confirmsRefusal(request) || identity !== TRUE,
      meaning: 'is refused',
      assumptions,
    },
  };
}

/** What CloudFormation's handlers of the key itself and of its aliases call. */
function keyHandlerCalls(context: LivenessContext): MustWork[] {
  const { key, app } = context;
  const role = deployerOf(context, key);
  if (role === undefined) { return []; }
  const handlers = KEY_HANDLERS.find(({ type }) => type === key.resource.type);
  const window = key.resource.properties.PendingWindowInDays;
  const own = [...handlers?.create ?? [], ...handlers?.update ?? [], ...handlers?.delete ?? []].filter((action) => isCalled(action, key, 'key'));
  const aliases = app.aliasesOf(key).flatMap((alias) => KEY_HANDLERS.filter(({ type }) => type === alias.resource.type)
    .flatMap(({ create, update, delete: remove }) => [...create, ...update, ...remove]).filter((action) => isCalled(action, alias, 'target'))
    .map((action) => ({ action, alias })));
  const call = (action: string): Call => ({ role, action, via: [], tags: {}, region: context.resolver.region, deletionWindow: window === undefined ? '30' : context.resolver.text(window) });
  return [
    ...own.map(({ name }) => mustWork(context, `make, change or remove the key ${key.resource.logicalId}`, call(name), context.deployerMay(role), 'deployer-is-administrator')),
    ...aliases.map(({ action: { name }, alias }) => mustWork(context, `make or remove the alias ${alias.resource.logicalId}`, call(name), context.deployerMay(role), 'deployer-is-administrator')),
  ];
}

const isCalled = ({ authority, properties }: HandlerAction, { resource }: Placed, wanted: HandlerAction['authority']): boolean =>
  authority === wanted && (properties === undefined || properties.some((name) => resource.properties[name] !== undefined));

/** What a service needs for the role that creates a resource in it. */
function provisionCalls(context: LivenessContext, consumer: Consumer): MustWork[] {
  const { resolver } = context;
  const facts = factsOf(consumer.service);
  const role = deployerOf(context, consumer.placed);
  if (!facts || role === undefined) { return []; }
  return facts.provision.flatMap(expanded).map((action) => mustWork(
    context, `create ${consumer.placed.resource.type} ${consumer.placed.resource.logicalId}`,
    { role, action, via: viaOf(facts, resolver), context: contextOf(facts, resolver, consumer), tags: {}, region: resolver.region },
    context.deployerMay(role), 'deployer-is-administrator',
  ));
}

/** What a service does by itself with the key of a resource. */
function servicePrincipalCalls(context: LivenessContext, consumer: Consumer): MustWork[] {
  return (factsOf(consumer.service)?.principals ?? []).flatMap((principal) => principal.actions.flatMap(expanded).map((action) => mustWork(
    context, `keep ${consumer.placed.resource.type} ${consumer.placed.resource.logicalId}`,
    {
      servicePrincipal: principalName(principal, context.resolver),
      action,
      via: [],
      tags: {},
      region: context.resolver.region,
      ...sourceOf(principal, context.resolver),
      context: principalContext(principal, context.resolver, consumer),
    }, TRUE, 'services-act-for-owner',
  )));
}

/** What roles' own policies promise on a resource that the key encrypts. */
function dataCalls(context: LivenessContext, consumer: Consumer): MustWork[] {
  const { access, app, resolver } = context;
  const facts = factsOf(consumer.service);
  if (!facts) { return []; }
  return app.promises(consumer).filter(({ role }) => role.account === access.key.account).flatMap(({ role, data }) => data.kms.map((action) => mustWork(
    context, `let ${role.placed.resource.logicalId} call ${data.action} on ${consumer.placed.resource.logicalId}`,
    { role: role.arn, action, via: viaOf(facts, resolver), context: contextOf(facts, resolver, consumer), tags: role.tags, region: resolver.region },
    rolePolicy(access.space, role), 'role-sessions-carry-role-tags',
  )));
}

function deliveryCalls(context: LivenessContext, consumer: Consumer): MustWork[] {
  return context.app.deliveries(consumer).flatMap(({ by, principal }) => {
    const facts = PUBLISHERS.find((publisher) => publisher.principal === principal && publisher.into?.includes(consumer.service))
      ?? PUBLISHERS.find((publisher) => publisher.principal === principal && publisher.into === undefined);
    if (!facts) { return []; }
    return DELIVERY_ACTIONS.map((action) => mustWork(
      context, `let ${principal} deliver from ${by.resource.logicalId} to ${consumer.placed.resource.logicalId}`,
      {
        servicePrincipal: `${principal}.amazonaws.com`,
        action,
        via: [],
        tags: {},
        region: context.resolver.region,
        ...sourceOf(facts, context.resolver, context.app.namesOf(by)),
        context: contextOf(factsOf(consumer.service)!, context.resolver, consumer),
      }, TRUE, 'services-act-for-owner',
    ));
  });
}

function deployerOf({ app }: LivenessContext, { stack }: Placed): string | undefined {
  return stack.deploymentRole === undefined ? undefined : app.textIn(stack, stack.deploymentRole);
}

const factsOf = (service: string): ServiceFacts | undefined => SERVICES.find(({ id }) => id === service);

const viaOf = ({ viaServices }: ServiceFacts, { region, partition }: Resolver): string[] => viaServices.map((name) => `${name}.${region}.${suffixOf(partition)}`);

const suffixOf = (partition: string): string => (partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com');

const principalName = ({ principal, regional }: ServicePrincipalFacts, { region }: Resolver): string => (regional ? `${principal}.${region}.amazonaws.com` : `${principal}.amazonaws.com`);

const fill = (pattern: string, { partition, region, account }: Resolver): string =>
  pattern.replaceAll('${Partition}', partition).replaceAll('${Region}', region).replaceAll('${Account}', account);

/** The resource's own names where they are of the context's form; otherwise all that the form takes. */
function fitting(pattern: string, names: readonly string[]): string[] {
  const form = resourcePattern(pattern);
  const own = names.filter((name) => form.takes(name));
  return own.length > 0 ? own.flatMap((name) => [name, `${name}/*`]) : [pattern];
}

function contextOf({ context }: ServiceFacts, resolver: Resolver, { names }: Consumer): Call['context'] {
  return context && { key: context.key, values: fitting(fill(context.value, resolver), names) };
}

function principalContext({ context }: ServicePrincipalFacts, resolver: Resolver, { names }: Consumer): Call['context'] {
  return context && { key: context.key, values: fitting(fill(context.value, resolver), names) };
}

function sourceOf({ sourceAccount, sourceArn }: { readonly sourceAccount: boolean; readonly sourceArn?: string }, resolver: Resolver, names: readonly string[] = []): Pick<Call, 'sourceAccount' | 'sourceArns'> {
  return {
    ...sourceAccount ? { sourceAccount: resolver.account } : {},
    ...sourceArn === undefined ? {} : {
      sourceArns: names.some((name) => resourcePattern(fill(sourceArn, resolver)).takes(name))
        ? names.filter((name) => resourcePattern(fill(sourceArn, resolver)).takes(name)) : [fill(sourceArn, resolver)],
    },
  };
}

/** Tables write `ReEncrypt*` for both of its actions, and `GenerateDataKey*` for the two that need a symmetric key. */
const WILDCARDS: Readonly<Record<string, readonly string[]>> = {
  'kms:ReEncrypt*': ['kms:ReEncryptFrom', 'kms:ReEncryptTo'],
  'kms:GenerateDataKey*': ['kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext'],
};

const expanded = (action: string): readonly string[] => WILDCARDS[action] ?? [action];

/** Resources of one kind need the same calls. */
function unique(calls: readonly MustWork[]): MustWork[] {
  return [...new Map(calls.map((one) => [JSON.stringify(one.call), one])).values()];
}
