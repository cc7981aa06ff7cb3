import { Stack, aws_iam as iam, type aws_sns as sns } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { actionStatements } from './action-permissions';
import { type LaunchDocument, policyDocuments } from './launch/policy-documents';
import type { LaunchStatement } from './launch/statement';
import { deployable, inRegion, launchPolicyOf } from './launch-policy-of';
import { PORTFOLIO_LIMITS } from './limits';
import { documentOf } from './policy-statement';
import { acknowledge } from '../../private/acknowledge';
import { refuseUnless } from '../../private/errors';
import { IAM_POLICY_LIMITS } from '../../private/iam-limits';
import { LAUNCH_ROLE_PREFIX } from '../../private/names';
import { resolvedText } from '../../private/resolved-text';
import type { GoldProduct } from '../gold-product';

/** What the role of some products of one name may do. */
export interface LaunchRoleSubject {
  readonly productName: string;
  /** The products: one for each Region. */
  readonly products: readonly GoldProduct[];
}

/** The role that launches a product in one account. */
export class LaunchRole extends Construct {
  private readonly role: iam.Role;
  private readonly policies: readonly iam.ManagedPolicy[];
  /** The names of the actions that were there when it was made. */
  private readonly offered: readonly string[];
  private readonly notifications: iam.ManagedPolicy[] = [];
  private readonly told = new Set<sns.ITopic>();

  constructor(scope: Construct, private readonly subject: LaunchRoleSubject) {
    super(scope, subject.productName);
    const { productName } = subject;
    this.role = new iam.Role(this, 'Role', {
      roleName: `${LAUNCH_ROLE_PREFIX}${productName}`,
      description: `launches the product ${productName} for AWS Service Catalog`,
      assumedBy: new iam.ServicePrincipal('servicecatalog.amazonaws.com'),
    });
    const documents = this.documents();
    this.offered = subject.products.flatMap(({ _serviceActions: actions }) => actions.map(({ name }) => name));
    this.policies = documents.map((document, index) =>
      this.policy(`Policy${index + 1}`, String(index + 1), `what launching the product ${productName} needs, computed from its template`, deployable(document)));
    this.node.addValidation({ validate: () => this.faults(documents) });
  }

  /** What it launches. */
  public get launches(): readonly GoldProduct[] { return this.subject.products; }

  /**
   * Lets it tell a topic of what it launches.
   *
   * @throws if a role can't have a policy more
   */
  public tell(topic: sns.ITopic, statements: readonly LaunchStatement[]): void {
    if (this.told.has(topic)) { return; }
    this.told.add(topic);
    const policy = this.notificationsFor(Math.ceil(this.told.size / PORTFOLIO_LIMITS.notifications));
    for (const statement of statements) {
      policy.addStatements(iam.PolicyStatement.fromJson(statement));
      explain(policy, statement);
    }
  }

  /** As many topics as a portfolio has fit into one policy, however long their names are. */
  private notificationsFor(number: number): iam.ManagedPolicy {
    const known = this.notifications[number - 1];
    if (known) { return known; }
    const { policiesOfRole } = IAM_POLICY_LIMITS;
    refuseUnless(this.policies.length + number <= policiesOfRole, {
      what: `the policies of the launch role of '${this.subject.productName}'`,
      got: `${this.policies.length}, and ${number} for notifications`,
      allowed: `up to ${policiesOfRole}, the default quota of a role`,
      fix: 'make several products of it, each with fewer types of resources, or tell fewer topics',
    });
    const suffix = number === 1 ? '' : `-${number}`;
    const policy = this.policy(`Notifications${suffix}`, `notifications${suffix}`, `tells topics of launches of the product ${this.subject.productName}`, documentOf([]));
    this.notifications.push(policy);
    return policy;
  }

  private documents(): LaunchDocument[] {
    const statements = this.subject.products.flatMap((product) =>
      statementsOf(product).map((statement) => inRegion(statement, product.template.region)));
    const once = new Map(statements.map((statement) => [JSON.stringify({ ...statement, Sid: '' }), statement]));
    const sids = new Map<string, number>();
    return policyDocuments([...once.values()].map((statement) => {
      const count = (sids.get(statement.Sid) ?? 0) + 1;
      sids.set(statement.Sid, count);
      return count === 1 ? statement : { ...statement, Sid: `${statement.Sid}N${count}` };
    }));
  }

  private policy(id: string, name: string, description: string, document: LaunchDocument): iam.ManagedPolicy {
    const policy = new iam.ManagedPolicy(this, id, {
      // the names of launch roles and of what they may do are kept from others: see CatalogueEnforcement
      managedPolicyName: `${LAUNCH_ROLE_PREFIX}${this.subject.productName}-${name}`,
      description,
      document: iam.PolicyDocument.fromJson(document),
      roles: [this.role],
    });
    for (const statement of document.Statement) { explain(policy, statement); }
    return policy;
  }

  /** The template may have grown since, and so may the actions. */
  private faults(documents: readonly LaunchDocument[]): string[] {
    if (JSON.stringify(documents) === JSON.stringify(this.documents())) { return []; }
    const { productName, products } = this.subject;
    const offered = products.flatMap(({ _serviceActions: actions }) => actions.map(({ name }) => name));
    const late = offered.filter((name) => !this.offered.includes(name));
    return [`the launch role of the product '${productName}' is not valid: got ${late.length > 0 ? `the action '${late.join('\', \'')}'` : 'a template'} that was ${late.length > 0 ? 'added' : 'changed'} `
      + 'after; allowed: products that are complete; make the launch roles last'];
  }
}

/** A policy of one's own stands instead of what is computed: it was found to be no wider. */
function statementsOf(product: GoldProduct): LaunchStatement[] {
  const { statements, leftOut } = launchPolicyOf(product);
  const unknown = leftOut.find(({ isUnknown }) => isUnknown);
  refuseUnless(unknown === undefined, {
    what: `the template of the product '${product.productName}'`,
    got: `${unknown?.type}: ${unknown?.reason}`,
    allowed: 'types of AWS\'s published schemas, and custom resources whose function is in the template',
    fix: 'build it of these: the launch role is computed from them',
  });
  return [...product._ownLaunchStatements ?? statements, ...actionStatements(product)];
}

/** Wildcards are where a name or an id is made up at launch; stock rules can't tell them from others. */
function explain(policy: iam.ManagedPolicy, { Action: actions, Resource: resources }: LaunchStatement): void {
  const stack = Stack.of(policy);
  for (const resource of resources.map((one) => resolvedText(stack.resolve(one))).filter((one) => one.includes('*'))) {
    acknowledge(policy, 'AwsSolutions', `AwsSolutions-IAM5[Resource::${resource}]`, 'computed from the template: names and ids are made up at launch, and conditions bind what has tags');
  }
  if (actions.includes('kms:Decrypt')) {
    acknowledge(policy, 'Gold', 'iam.no-decrypt-on-all-keys', 'which keys there are is not known before a launch: the service, the account and the tag of a domain bind it, as the proofs show');
  }
  for (const action of actions.filter((one) => one.includes('*'))) {
    acknowledge(policy, 'AwsSolutions', `AwsSolutions-IAM5[Action::${action}]`, 'AWS documents this call with its variants, all of which the service makes');
  }
}
