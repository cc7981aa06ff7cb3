import { assetPermissions, stackPermissions } from './fixed-permissions';
import { IamPermissions } from './iam-permissions';
import { isKeyUse, keyPermissions } from './key-permissions';
import { type LeftOut, type Need, isCustom, needsOf } from './needs';
import { kindsOf, namesOf } from './physical-names';
import { arnsOf, targetsOf } from './resource-arns';
import { secretPermissions } from './secret-permissions';
import { type LaunchStatement, type Permission, statementsOf } from './statement';
import { ProductTags } from './tag-conditions';
import { type LaunchTemplate, type LaunchedResource, resourcesOf, targetsIn } from './template';
import { type ActionFacts, actionFacts } from '../facts';

/** What a launch policy is computed from. */
export interface LaunchSubject {
  readonly productName: string;
  readonly template: LaunchTemplate;
  /** What the names of the buckets with the code of functions begin with; the Region stands behind it. None if the product has no code. */
  readonly assetBucketPrefix?: string;
}

/** What the role that launches a product may do, and why. */
export interface LaunchPolicy {
  readonly statements: readonly LaunchStatement[];
  /** Why each action is there. */
  readonly needed: readonly Need[];
  /** What handlers ask for and the role does not get. */
  readonly leftOut: readonly LeftOut[];
}

/** The policy of least privilege for a product's launch role: what its template's resources need, on what they are, and nothing else. */
export function launchPolicy({ productName, template, assetBucketPrefix }: LaunchSubject): LaunchPolicy {
  const resources = resourcesOf(template);
  const asked = needsOf(resources);
  const fixed = [stackPermissions(), ...assetBucketPrefix === undefined ? [] : [assetPermissions(assetBucketPrefix)], keyPermissions(resources)];
  const granter = new Granter(productName, resources);
  const actions = [...new Set(asked.needs.map(({ action }) => action))].sort();
  const answers = actions.map((action) => granter.grant(action, asked.needs.filter((need) => need.action === action)));
  const custom = granter.customResources();
  const secrets = secretPermissions(resources, asked.needs.some(({ action }) => action === 'secretsmanager:GetSecretValue'));
  const isAskedFor = asked.needs.some(({ action }) => action === 'secretsmanager:GetSecretValue');
  return {
    statements: statementsOf([...fixed, ...answers, custom, { permissions: secrets }].flatMap(({ permissions }) => permissions)),
    needed: [
      ...fixed.flatMap(({ needs }) => needs), ...answers.flatMap(({ needs }) => needs), ...custom.needs,
      ...secrets.length > 0 && !isAskedFor ? [{ action: 'secretsmanager:GetSecretValue', type: 'AWS::CloudFormation::Stack', phase: 'all', source: 'cloudformation' } as const] : [],
      ...secrets.length > 0 ? asked.needs.filter(({ action }) => action === 'secretsmanager:GetSecretValue') : [],
    ],
    leftOut: [...asked.leftOut, ...answers.flatMap(({ leftOut }) => leftOut), ...custom.leftOut],
  };
}

interface Answer { readonly permissions: readonly Permission[]; readonly needs: readonly Need[]; readonly leftOut: readonly LeftOut[] }

/** Narrows what is asked for. */
class Granter {
  private readonly iam: IamPermissions;
  private readonly tags: ProductTags;

  constructor(productName: string, private readonly resources: readonly LaunchedResource[]) {
    this.iam = new IamPermissions(resources);
    this.tags = new ProductTags(productName);
  }

  public grant(action: string, needs: readonly Need[]): Answer {
    const facts = actionFacts(action);
    const without = needs.filter(({ type }) => isKeyUse(action, type));
    const rest = needs.filter((need) => !without.includes(need));
    const leftOut = (some: readonly Need[], reason: string): LeftOut[] => [...new Set(some.map(({ type }) => type))].map((type) => ({ action, type, reason }));
    const keyUse = leftOut(without, 'what is done with keys is given by the table of services, through the service alone');
    if (!facts || rest.length === 0) { return { permissions: [], needs: [], leftOut: keyUse }; }
    if (action === 'secretsmanager:GetSecretValue') { return { permissions: [], needs: [], leftOut: keyUse }; }
    const types = [...new Set(rest.map(({ type }) => type))];
    const kinds = (facts.on ?? []).map((kind) => kind.replace('?', ''));
    if (action.startsWith('iam:') && !['Read', 'List'].includes(facts.level)) {
      const { permissions, reason } = this.iam.answer(action, types, kinds);
      return reason === undefined ? { permissions, needs: rest, leftOut: keyUse } : { permissions: [], needs: [], leftOut: [...keyUse, ...leftOut(rest, reason)] };
    }
    const permissions = this.permissionsOf(action, facts, rest);
    return permissions.length > 0
      ? { permissions, needs: rest, leftOut: keyUse }
      : { permissions, needs: [], leftOut: [...keyUse, ...leftOut(rest, 'it calls what the template does not make')] };
  }

  /** CloudFormation calls the function of a custom resource as the launch role. */
  public customResources(): Answer {
    const custom = this.resources.filter(({ type }) => isCustom(type));
    const targets = custom.map(({ type, properties }) => ({ type, function: this.resources.find((one) => one.type === 'AWS::Lambda::Function' && targetsIn(properties.ServiceToken).includes(one.id)) }));
    const action = 'lambda:InvokeFunction';
    const permissions = targets.flatMap((target) => (target.function ? [{ action, resources: this.functionArns([target.function]), purpose: 'Call' }] : []));
    return {
      permissions: permissions.length === 0 ? [] : [{ ...permissions[0], resources: permissions.flatMap(({ resources }) => resources) }],
      needs: targets.flatMap((target) => (target.function ? [{ action, type: target.type, phase: 'all', source: 'cloudformation' } as const] : [])),
      leftOut: targets.flatMap((target) => (target.function ? [] : [{ action, type: target.type, reason: 'its function is none of the template\'s' }])),
    };
  }

  private permissionsOf(action: string, facts: ActionFacts, needs: readonly Need[]): Permission[] {
    const types = needs.map(({ type }) => type);
    if (action === 'lambda:InvokeFunction') {
      const askers = this.resources.filter(({ type }) => types.includes(type));
      const called = this.resources.filter(({ id, type }) => type === 'AWS::Lambda::Function' && askers.some(({ properties }) => targetsIn(properties).includes(id)));
      return called.length === 0 ? [] : [{ action, resources: this.functionArns(called), purpose: 'Call' }];
    }
    const purpose = ['Read', 'List'].includes(facts.level) ? 'Read' : facts.level === 'Tagging' ? 'Tag' : 'Write';
    const makers = this.resources.filter(({ type }) => needs.some((need) => need.type === type && need.phase === 'create'));
    if (facts.on === undefined) {
      const condition = isCreation(action) ? this.tags.creation(facts, makers) : undefined;
      return [{ action, resources: ['*'], condition, purpose: condition ? 'Create' : purpose }];
    }
    return targetsOf(action, facts, needs, this.resources).flatMap((target) => this.tags.conditions(action, facts, target, this.creationsOf(target.kind)).map((condition) => ({
      action, resources: target.arns, condition, purpose: isCreation(action) ? 'Create' : condition && purpose === 'Write' ? 'Change' : purpose,
    })));
  }

  /** The actions that make a kind of resource, as the handlers of its types list them. */
  private creationsOf(kind: string): string[] {
    const types = [...new Set(this.resources.map(({ type }) => type))].filter((type) => kindsOf(type).includes(kind));
    const [service, name] = [kind.slice(0, kind.indexOf(':')), kind.slice(kind.indexOf(':') + 1)];
    return [...new Set(needsOf(this.resources.filter(({ type }) => types.includes(type))).needs
      .filter(({ action, phase }) => phase === 'create' && action.startsWith(`${service}:`) && isCreation(action))
      .filter(({ action }) => (actionFacts(action)?.on ?? []).some((on) => on.replace('?', '') === name) && actionFacts(action)?.level === 'Write')
      .map(({ action }) => action))];
  }

  private functionArns(functions: readonly LaunchedResource[]): string[] {
    return [...new Set(functions.flatMap((one) => (namesOf('lambda:function', one) ?? []).flatMap((name) => arnsOf('lambda:function', name))))];
  }
}

const isCreation = (action: string): boolean => /:(Create|Run|Allocate|Register|Request)[A-Z]/.test(action);
