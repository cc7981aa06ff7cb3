import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { KEY_CONSUMERS, type KeyConsumer } from '../../../src/keys/private/key-consumers';
import { SERVICES } from '../../../src/keys/private/service-facts';
import type { GoldProduct } from '../../../src/organization';
import { SUPPLEMENTS } from '../../../src/organization/private/launch/supplements';
import { launchPolicyOf } from '../../../src/organization/private/launch-policy-of';
import { launchTemplateOf } from '../../../src/organization/private/launch-template';
import { fiveProducts, hub } from '../hub';

// Read here by themselves: what is computed is not to be compared with what it was computed from.
const facts = <T>(name: string): T => JSON.parse(readFileSync(path.join(__dirname, '../../../facts', name), 'utf8')) as T;
type Handlers = Readonly<Partial<Record<'create' | 'read' | 'update' | 'delete', readonly string[]>>>;
const { types } = facts<{ readonly types: Readonly<Record<string, Handlers>> }>('resource-types.json');

/** What AWS's page names of a launch role, and of the code of functions. */
const OF_EVERY_LAUNCH = [
  'cloudformation:CreateStack', 'cloudformation:UpdateStack', 'cloudformation:DeleteStack', 'cloudformation:DescribeStacks', 'cloudformation:DescribeStackEvents',
  'cloudformation:GetTemplateSummary', 'cloudformation:SetStackPolicy', 'cloudformation:ValidateTemplate', 's3:GetObject',
];
/** CloudFormation's own reading, change sets and tags of the stack. */
const OF_THE_STACK = /^cloudformation:(CreateChangeSet|DescribeChangeSet|ExecuteChangeSet|DeleteChangeSet|DescribeStackResources?|ListStackResources|GetTemplate|TagResource|UntagResource)$/;

const products = fiveProducts(hub());
const named = products.map((product): [string, GoldProduct] => [product.productName, product]);
const actionsOf = (product: GoldProduct): string[] => [...new Set(launchPolicyOf(product).statements.flatMap(({ Action }) => Action))];
interface Made { readonly Type: string; readonly Properties?: object }
const resourcesOf = ({ template, productName }: GoldProduct): Made[] => Object.values(launchTemplateOf(template, productName).Resources ?? {});
/** Whether a property is set; `*` is each element of a list. */
const isSet = (at: unknown, [step, ...rest]: readonly string[]): boolean => {
  if (step === undefined) { return at !== undefined; }
  if (typeof at !== 'object' || at === null) { return false; }
  return step === '*' ? Object.values(at).some((one) => isSet(one, rest)) : isSet((at as Record<string, unknown>)[step], rest);
};
const handlersOf = (type: string): string[] => Object.entries(types[type] ?? {})
  .flatMap(([phase, asked]) => (['create', 'read', 'update', 'delete'].includes(phase) ? asked as readonly string[] : []));
/** Whether an entry of a handler, maybe with a wildcard, stands for an action. */
const covers = (entry: string, action: string): boolean => new RegExp(`^${entry.replaceAll('*', '.*')}$`).test(action);

describe.each(named)('the role that launches the product %s', (_, product) => {
  const role = actionsOf(product);
  const resources = resourcesOf(product);
  const made = [...new Set(resources.map(({ Type }) => Type))];
  const handled = made.flatMap(handlersOf);
  const supplemented = SUPPLEMENTS.filter(({ type }) => made.includes(type));
  const isUsed = ({ type, paths }: KeyConsumer): boolean =>
    resources.some(({ Type, Properties }) => Type === type && paths.some((one) => isSet(Properties, one)));
  const services = KEY_CONSUMERS.filter(isUsed).map(({ service }) => service);
  const withKeys = SERVICES.filter(({ id }) => services.includes(id)).flatMap(({ provision }) => provision);

  test('may do what each handler asks for, but for what is left out with a reason', () => {
    expect(made.length).toBeGreaterThan(1);
    const { leftOut } = launchPolicyOf(product);
    const missing = made.flatMap((type) => handlersOf(type).map((action) => ({ type, action })))
      .filter(({ action }) => !role.some((one) => covers(action, one)))
      .filter(({ type, action }) => !leftOut.some((one) => one.type === type && covers(action, one.action) && one.reason !== ''));
    expect(missing).toEqual([]);
    expect(handled.filter((action) => role.includes(action)).length).toBeGreaterThan(handled.length / 4);
  });

  test('makes, changes and deletes each type that it has: no handler is left out whole', () => {
    const isHandled = (type: string): boolean => handlersOf(type).some((action) => role.some((one) => covers(action, one)));
    expect(made.filter((type) => (types[type]?.create ?? []).length > 0 && !isHandled(type))).toEqual([]);
  });

  test('may do what every launch does', () => {
    expect(OF_EVERY_LAUNCH.filter((action) => !role.includes(action))).toEqual([]);
  });

  test('uses keys as their services need at creation', () => {
    expect(withKeys.filter((action) => !role.some((one) => covers(action, one) || covers(one, action)))).toEqual([]);
  });

  test('uses keys that its template makes by the product\'s tag, and others by that of a domain', () => {
    const uses = launchPolicyOf(product).statements.filter(({ Sid }) => Sid.startsWith('Keys'));
    const ofProduct = uses.filter(({ Condition: { StringEquals = {} } = {} }) => StringEquals['aws:ResourceTag/gold-product'] === product.productName);
    expect(ofProduct).toHaveLength(['domain', 'environment'].includes(product.productName) ? uses.length : 0);
    expect(uses.filter(({ Condition = {} }) => Condition.Null?.['aws:ResourceTag/domain'] !== 'false')).toEqual([]);
  });

  test('may do nothing else', () => {
    const meant = [...OF_EVERY_LAUNCH, ...handled, ...supplemented.flatMap(({ actions }) => actions), ...withKeys];
    const isMeant = (action: string): boolean => meant.some((one) => covers(one, action)) || OF_THE_STACK.test(action);
    // the code of functions, the value of a secret that a template names, the function of a custom resource, and roles that services have of their own
    const byReference = ['kms:Decrypt', 'secretsmanager:GetSecretValue', 'lambda:InvokeFunction', 'iam:CreateServiceLinkedRole'];
    expect(role.filter((action) => !isMeant(action) && !byReference.includes(action))).toEqual([]);
    expect(role.filter((action) => action.endsWith(':*') || action === '*')).toEqual([]);
  });
});
