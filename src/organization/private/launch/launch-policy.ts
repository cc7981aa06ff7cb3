import { dynamicReferences, secretArnsOf } from './dynamic-references';
import { type CodeBuckets, codePermissions, stackPermissions } from './fixed-permissions';
import { IamPermissions } from './iam-permissions';
import { isKeyUse, keyPermissions } from './key-permissions';
import { type LeftOut, type Need, isCustom, needsOf } from './needs';
import { kindsOf, namesOf } from './physical-names';
import { arnsOf, targetsOf } from './resource-arns';
import { type LaunchStatement, type Permission, statementsOf } from './statement';
import { ProductTags } from './tag-conditions';
import { type LaunchTemplate, type LaunchedResource, resourcesOf, targetsIn } from './template';
import { type ActionFacts, actionFacts, resourceTypeFacts } from '../facts';

/** What a launch policy is computed from. */
export interface LaunchSubject {
  readonly productName: string;
  readonly template: LaunchTemplate;
  /** The templates of the versions before, which are launched and updated by the same role. */
  readonly earlier?: readonly LaunchTemplate[];
  /** None if the product has no code. */
  readonly code?: CodeBuckets;
}

/** What the role that launches a product may do, and why. */
export interface LaunchPolicy {
  readonly statements: readonly LaunchStatement[];
  /** Why each action is there. */
  readonly needed: readonly Need[];
  /** What handlers ask for and the role does not get. */
  readonly leftOut: readonly LeftOut[];
}

/** The policy of least privilege for a product's launch role: what the resources of its templates need, on what they are, and nothing else. */
export function launchPolicy({ productName, template, earlier = [], code }: LaunchSubject): LaunchPolicy {
  const answers: Answer[] = [
    stackPermissions(), ...code === undefined ? [] : [codePermissions(code)], ...[...earlier, template].flatMap((one) => answersTo(productName, one)),
  ];
  return {
    statements: statementsOf(answers.flatMap(({ permissions }) => permissions)),
    needed: distinct(answers.flatMap(({ needs }) => needs)),
    leftOut: distinct(answers.flatMap(({ leftOut = [] }) => leftOut)),
  };
}

/** What one template needs. */
function answersTo(productName: string, template: LaunchTemplate): Answer[] {
  const resources = resourcesOf(template);
  const asked = needsOf(resources);
  const references = dynamicReferences(template);
  const granter = new Granter(productName, template);
  const actions = [...new Set(asked.needs.map(({ action }) => action))].sort();
  return [
    { permissions: [], needs: [], leftOut: asked.leftOut },
    keyPermissions(resources, productName, references.readsSecrets),
    references,
    ...actions.map((action) => granter.grant(action, asked.needs.filter((need) => need.action === action))),
    granter.customResources(),
  ];
}

const distinct = <T>(items: readonly T[]): T[] => [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];

interface Answer { readonly permissions: readonly Permission[]; readonly needs: readonly Need[]; readonly leftOut?: readonly LeftOut[] }

/** Narrows what is asked for. */
class Granter {
  private readonly iam: IamPermissions;
  private readonly tags: ProductTags;

  private readonly resources: readonly LaunchedResource[];

  constructor(productName: string, private readonly template: LaunchTemplate) {
    this.resources = resourcesOf(template);
    this.iam = new IamPermissions(this.resources);
    this.tags = new ProductTags(productName);
  }

  public grant(action: string, needs: readonly Need[]): Answer {
    const facts = actionFacts(action);
    const without = needs.filter(({ type }) => isKeyUse(action, type));
    const rest = needs.filter((need) => !without.includes(need));
    const leftOut = (some: readonly Need[], reason: string): LeftOut[] => some.map(({ type }) => ({ action, type, reason }));
    const keyUse = leftOut(without, 'what is done with keys is given by the table of services, through the service alone');
    if (!facts || rest.length === 0) { return { permissions: [], needs: [], leftOut: keyUse }; }
    const types = [...new Set(rest.map(({ type }) => type))];
    const kinds = (facts.on ?? []).map((kind) => kind.replace('?', ''));
    if (action.startsWith('iam:') && !['Read', 'List'].includes(facts.level)) {
      const { permissions, reason } = this.iam.answer(action, types, kinds);
      return { permissions, needs: reason === undefined ? rest : [], leftOut: reason === undefined ? keyUse : leftOut(rest, reason) };
    }
    const permissions = this.permissionsOf(action, facts, rest);
    return permissions.length > 0
      ? { permissions, needs: rest, leftOut: keyUse }
      : { permissions, needs: [], leftOut: [...keyUse, ...leftOut(rest, 'it reads or calls what the template does not make')] };
  }

  /** CloudFormation calls the function of a custom resource as the launch role. */
  public customResources(): Answer {
    const action = 'lambda:InvokeFunction';
    const custom = this.resources.filter(({ type }) => isCustom(type))
      .map(({ type, properties }) => ({ type, functions: this.functionsIn([properties.ServiceToken]) }));
    const called = custom.filter(({ functions }) => functions.length > 0);
    const resources = this.functionArns(called.flatMap(({ functions }) => functions));
    return {
      permissions: called.length === 0 ? [] : [{ action, resources, purpose: 'Call' }],
      needs: called.map(({ type }) => ({ action, type, phase: 'all', source: 'cloudformation' })),
      leftOut: custom.filter(({ functions }) => functions.length === 0)
        .map(({ type }) => ({ action, type, reason: 'its function is none of the template\'s', isUnknown: true })),
    };
  }

  private permissionsOf(action: string, facts: ActionFacts, needs: readonly Need[]): Permission[] {
    const types = needs.map(({ type }) => type);
    if (action === 'secretsmanager:GetSecretValue') {
      const secrets = secretArnsOf(this.template);
      return secrets.length === 0 ? [] : [{ action, resources: secrets, purpose: 'Read' }];
    }
    if (action === 'lambda:InvokeFunction') {
      const askers = this.resources.filter(({ type }) => types.includes(type));
      const called = this.functionsIn(askers.map(({ properties }) => properties));
      return called.length === 0 ? [] : [{ action, resources: this.functionArns(called), purpose: 'Call' }];
    }
    const purpose = ['Read', 'List'].includes(facts.level) ? 'Read' : facts.level === 'Tagging' ? 'Tag' : 'Write';
    const makers = this.resources.filter(({ type }) => needs.some((need) => need.type === type && need.phase === 'create'));
    if (facts.on === undefined) {
      const condition = isCreation(action) ? this.tags.creation(facts, makers) : undefined;
      return [{ action, resources: ['*'], condition, purpose: condition ? 'Create' : purpose }];
    }
    return targetsOf(action, facts, needs, this.resources).flatMap((target) => {
      const conditions = this.tags.conditions(action, facts, target, this.creationsOf(target.kind));
      return conditions.map((condition) => ({ action, resources: target.arns, condition, purpose: isCreation(action) ? 'Create' : purpose }));
    });
  }

  /** The actions that make a kind of resource, as the handlers of its types list them. */
  private creationsOf(kind: string): string[] {
    const types = new Set(this.resources.map(({ type }) => type).filter((type) => kindsOf(type).includes(kind)));
    return [...new Set([...types].flatMap((type) => resourceTypeFacts(type)?.create ?? []))]
      .filter((action) => kind.startsWith(`${action.split(':')[0]}:`) && isCreation(action) && actionFacts(action)?.level === 'Write');
  }

  /** The functions of the template that values refer to. */
  private functionsIn(values: readonly unknown[]): LaunchedResource[] {
    const ids = values.flatMap(targetsIn);
    return this.resources.filter(({ id, type }) => type === 'AWS::Lambda::Function' && ids.includes(id));
  }

  private functionArns(functions: readonly LaunchedResource[]): string[] {
    return [...new Set(functions.flatMap((one) => (namesOf('lambda:function', one) ?? []).flatMap((name) => arnsOf('lambda:function', name))))];
  }
}

const isCreation = (action: string): boolean => /:(Create|Run|Allocate|Register|Request)[A-Z]/.test(action);
