import { SUPPLEMENTS, type Supplement } from './supplements';
import { type LaunchedResource, valuesAt } from './template';
import { unneeded } from './unneeded-actions';
import { actionFacts, matchingActions, resourceTypeFacts } from '../facts';

/** What CloudFormation does to a resource; `all` stands for each of them. */
export type Phase = 'create' | 'read' | 'update' | 'delete' | 'all';

/** Why an action is needed: a handler's schema, a supplement, the table of keys, CloudFormation itself, AWS Service Catalog, or the code of functions. */
export type NeedSource = 'handler' | 'supplement' | 'key' | 'cloudformation' | 'service catalog' | 'asset';

/** An action, and why the role has it. */
export interface Need {
  readonly action: string;
  /** The type that needs it. */
  readonly type: string;
  readonly phase: Phase;
  readonly source: NeedSource;
}

/** An action that is asked for and not given. */
export interface LeftOut {
  readonly action: string;
  readonly type: string;
  readonly reason: string;
  /** Whether a launch may fail without it, since nobody knows what is needed. */
  readonly isUnknown?: boolean;
}

const PHASES = ['create', 'read', 'update', 'delete'] as const;

/** Whether a supplement holds for a resource. */
export const holds = ({ type, when, mentions }: Supplement, resource: LaunchedResource): boolean => type === resource.type
  && (when === undefined || valuesAt(resource.properties, when).length > 0)
  && (mentions === undefined || JSON.stringify(resource.properties).includes(mentions));

/** What the handlers of a template's types and the supplements ask for. */
export function needsOf(resources: readonly LaunchedResource[]): { readonly needs: Need[]; readonly leftOut: LeftOut[] } {
  const needs: Need[] = [];
  const leftOut: LeftOut[] = [];
  for (const type of new Set(resources.map((resource) => resource.type))) {
    const own = resources.filter((resource) => resource.type === type);
    const facts = resourceTypeFacts(type);
    if (!facts && !isCustom(type)) { leftOut.push({ action: '*', type, reason: 'no schema of this type is known: what it needs is not either', isUnknown: true }); }
    for (const phase of PHASES) {
      for (const asked of facts?.[phase] ?? []) {
        const { actions, reason } = known(asked);
        if (reason !== undefined) { leftOut.push({ action: asked, type, reason }); }
        for (const action of actions) {
          const without = unneeded(action, own, resources);
          if (without === undefined) { needs.push({ action, type, phase, source: 'handler' }); } else { leftOut.push({ action, type, reason: without }); }
        }
      }
    }
    for (const { phases, actions, viaService } of SUPPLEMENTS.filter((one) => own.some((resource) => holds(one, resource)))) {
      // what is done with keys is the table's, which the statements of keys read
      if (viaService === undefined) { needs.push(...phases.flatMap((phase) => actions.map((action): Need => ({ action, type, phase, source: 'supplement' })))); }
    }
  }
  return { needs, leftOut };
}

/** A custom resource has no handlers: CloudFormation calls its function. */
export const isCustom = (type: string): boolean => type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';

/** The actions that an entry of a handler names. A wildcard stands for what reads: what it writes is not said, and is a supplement's to say. */
function known(asked: string): { readonly actions: string[]; readonly reason?: string } {
  if (actionFacts(asked)) { return { actions: [asked] }; }
  if (!/^[a-z0-9-]+:[A-Za-z]*\*$/.test(asked)) { return { actions: [], reason: 'the service authorization reference has no such action' }; }
  const reading = matchingActions(asked).filter((action) => ['Read', 'List'].includes(actionFacts(action)?.level ?? ''));
  return { actions: reading, reason: asked.endsWith(':*') ? 'a wildcard is narrowed to what reads' : undefined };
}
