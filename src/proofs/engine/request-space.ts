import { Clauses } from './clause';
import { Context } from './context-key';
import { type Answer, decide, type Example, possibleCases } from './decision';
import { type Choice, Value } from './dimension';
import { and, FALSE, type Formula, not, or, TRUE, unknown } from './formula';
import { glob } from './pattern';
import { type Policy, readPolicy, type Statement } from './policy';
import { passesText, Principals } from './principals';
import { type Principal, principalArn, type PrincipalType, type Request } from './request';
import { namedFormula, type RequestParts, resourcePattern, sessionFormula, statementFormula } from './statement';
import { lowered } from './text';
import { ACTIONS, TEXTS } from './universe';
import type { World } from './world';

/** When the statements of a policy speak, and when they allow and deny. */
export interface PolicyFormulas {
  readonly allow: Formula;
  readonly deny: Formula;
  /** Some statement allows, and none denies. */
  readonly allows: Formula;
  /** Some statement allows the principal itself, not its account: an identity policy need not allow it too. */
  readonly allowNamed: Formula;
  /** Some statement allows the user or the session itself: a permissions boundary need not allow it too. */
  readonly allowSession: Formula;
}

/** All requests that a question is about: their dimensions, what policies say of them, and what is impossible in AWS. */
export class RequestSpace {
  public readonly principals: Principals;
  public readonly context: Context;
  public readonly action: Value;
  public readonly resource: Value;
  /** Ids of the assumptions that were used. */
  public readonly assumptions = new Set<string>();

  private readonly clauses = new Clauses();
  private constraints?: Formula;
  /** Actions as they are written. */
  private readonly actionNames: Map<string, string>;
  private readonly actionFormulas = new Map<string, Formula>();
  private readonly policies = new Map<unknown, PolicyFormulas>();
  /** Formulas of elements and conditions, by their text: statements repeat each other. */
  private readonly made = new Map<string, Formula>();
  private readonly texts = new Map<string, readonly string[]>();
  /** Keys that a set operator asks for. */
  private readonly sets = new Set<string>();
  private readonly compared = new Map<string, Set<string>>();

  /** @param documents all policies that will be asked about */
  constructor(private readonly world: World, documents: readonly unknown[]) {
    this.actionNames = new Map(world.actions.map((name) => [name.toLowerCase(), name]));
    this.principals = new Principals(world.partition, world.examples);
    this.context = new Context(world, this.principals, (name) => this.sets.has(name));
    this.action = new Value('action', ACTIONS, false, lowerCase(world.actions));
    this.resource = new Value('resource', TEXTS, false, world.examples?.resource);
    for (const document of documents) { this.noteTexts(readPolicy(document)); }
  }

  /** Texts that a condition key may be compared with beside those of the policies, so that policy variables are decided for them. */
  public expect(key: string, ...texts: readonly string[]): void {
    const id = key.toLowerCase();
    this.compared.set(id, new Set([...this.compared.get(id) ?? [], ...texts]));
  }

  /**
   * What a policy says of a request.
   *
   * @param hasPrincipals whether its statements must say whom they mean: not those of an identity policy
   */
  public policy(document: unknown, hasPrincipals = true): PolicyFormulas {
    const known = this.policies.get(document);
    if (known) { return known; }
    const policy = readPolicy(document);
    const comparedWith = (key: string) => [...this.compared.get(key.toLowerCase()) ?? [], ...this.world.examples?.[key.toLowerCase()] ?? []];
    const reading = { context: this.context, hasVariables: policy.hasVariables, comparedWith, made: this.made };
    const parts: RequestParts = this;
    const statements = policy.statements.map((statement) => ({ statement, formula: statementFormula(statement, parts, reading, hasPrincipals) }));
    const either = (effect: 'Allow' | 'Deny') => or(...statements.map(({ statement, formula }) => and(formula, hasEffect(statement, effect))));
    const [allow, deny] = [either('Allow'), either('Deny')];
    const ofAllows = (formula: typeof namedFormula): Formula =>
      or(...policy.statements.filter(({ effect }) => effect === 'Allow').map((statement) => formula(statement, parts, reading)));
    let [named, session]: (Formula | undefined)[] = []; // few ask for them
    const formulas = {
      allow,
      deny,
      allows: and(allow, not(deny)),
      get allowNamed() {
        named ??= ofAllows(namedFormula);
        return named;
      },
      get allowSession() {
        session ??= ofAllows(sessionFormula);
        return session;
      },
    };
    this.policies.set(document, formulas);
    return formulas;
  }

  /** All that the policies compare a condition key with, wildcards too. */
  public textsOf(key: string): readonly string[] {
    return this.texts.get(key.toLowerCase()) ?? [];
  }

  /** The action is one of some; `*` and `?` are wildcards. */
  public actionIs(...actions: readonly string[]): Formula {
    const id = actions.join();
    const known = this.actionFormulas.get(id);
    if (known) { return known; }
    this.noteActions(actions);
    const made = or(...actions.map((action) => passesText(this.action, glob(lowered(action)))));
    this.actionFormulas.set(id, made);
    return made;
  }

  /** The resource is one of some; `*` and `?` are wildcards. */
  public resourceIs(...resources: readonly string[]): Formula {
    return or(...resources.map((resource) => passesText(this.resource, resourcePattern(resource))));
  }

  /** Decides whether there is a request of which a formula holds. All formulas of a space must be made before the first is decided. */
  public find(formula: Formula): Answer & { readonly request?: Request } {
    const answer = decide([this.environment, formula], this.clauses);
    return { ...answer, request: answer.example && this.requestOf(answer.example) };
  }

  /** Of some actions, those for which a formula can hold, or nobody can say. */
  public possibleActions(formula: Formula, actions: readonly string[]): string[] {
    const possible = new Set(possibleCases([this.environment, formula], this.action, this.clauses));
    return actions.filter((action) => possible.has(this.action.caseOf(action.toLowerCase()) ?? -1));
  }

  /** What holds of every request in AWS, as far as the keys that were asked for are concerned. */
  private get environment(): Formula {
    this.constraints ??= and(...this.world.axioms.flatMap(({ id, formula }) => {
      const constraint = formula(this);
      if (constraint) { this.assumptions.add(id); }
      return constraint ? [constraint] : [];
    }));
    return this.constraints;
  }

  /** Closes the space: asks what the axioms ask. */
  public close(): void {
    void this.environment;
  }

  private noteActions(actions: readonly string[]): void {
    for (const action of actions) {
      const id = action.toLowerCase();
      if (!this.actionNames.has(id)) { this.actionNames.set(id, action); }
    }
  }

  private noteTexts({ statements }: Policy): void {
    for (const { action } of statements) { this.noteActions(action.values); }
    for (const { value } of statements.flatMap(({ principal }) => principal?.values ?? [])) {
      const [, account, user] = /^arn:[^:]+:iam::([^:]+):(?:user\/(?:.*\/)?([^/]+)|.*)$/.exec(value) ?? [];
      if (account !== undefined) { this.expect('aws:PrincipalAccount', account); }
      if (user !== undefined) { this.expect('aws:username', user); }
    }
    for (const { operator, key, values } of statements.flatMap(({ conditions }) => conditions)) {
      if (/^For(All|Any)Value/.test(operator)) { this.sets.add(key.toLowerCase()); }
      this.texts.set(key.toLowerCase(), [...this.texts.get(key.toLowerCase()) ?? [], ...values]);
      if (!/^(For(All|Any)Values?:)?(StringEquals|ArnEquals|StringNotEquals|ArnNotEquals)/.test(operator)) { continue; }
      this.expect(key, ...values.filter((value) => !/[*?]|\$\{|\uE002/.test(value)));
    }
  }

  private requestOf(example: Example): Request {
    const valueOf = (value: Value) => value.witness(example.get(value) ?? 0);
    const type = this.principals.type.cases[example.get(this.principals.type) ?? 0] as PrincipalType;
    const principal = principalOf(type, this.principals, valueOf);
    const { partition } = this.world;
    const caseOf = (member: Choice) => example.get(member);
    const own = [...this.context.all].map(([key, one]) => [key, one.values(valueOf, caseOf)] as const);
    return {
      principal,
      partition,
      action: this.actionNames.get(valueOf(this.action)!) ?? valueOf(this.action)!,
      resource: valueOf(this.resource)!,
      context: { ...Object.fromEntries(own.filter(([, values]) => values.length > 0)), ...principalContext(principal, partition) },
    };
  }
}

/** One list for each list, so that classes made for it are found again. */
const LOWER_CASE = new WeakMap<readonly string[], readonly string[]>();

function lowerCase(names: readonly string[]): readonly string[] {
  const known = LOWER_CASE.get(names);
  if (known) { return known; }
  const made = names.map((name) => name.toLowerCase());
  LOWER_CASE.set(names, made);
  return made;
}

function hasEffect(statement: Statement, wanted: 'Allow' | 'Deny'): Formula {
  const { effect, name } = statement;
  if (effect !== undefined) { return effect === wanted ? TRUE : FALSE; }
  const allows = unknown(`the effect of ${name} can't be read`, `effect ${statement.id}`);
  return wanted === 'Allow' ? allows : not(allows);
}

function principalOf(type: PrincipalType, principals: Principals, valueOf: (value: Value) => string | undefined): Principal {
  switch (type) {
    case 'role': return { type, account: valueOf(principals.account), name: valueOf(principals.name), session: valueOf(principals.session) };
    case 'user':
    case 'federated-user': return { type, account: valueOf(principals.account), name: valueOf(principals.name) };
    case 'root': return { type, account: valueOf(principals.account) };
    case 'service': return { type, name: valueOf(principals.service) };
    case 'federated': return { type, name: valueOf(principals.provider) };
    case 'anonymous': return { type };
  }
}

/** Keys that follow from the principal. */
function principalContext(principal: Principal, partition: string): Record<string, string[]> {
  const arn = principalArn(principal, partition);
  const types: Partial<Record<PrincipalType, string>> = { 'role': 'AssumedRole', 'user': 'User', 'root': 'Account', 'federated-user': 'FederatedUser', 'anonymous': 'Anonymous' };
  const keys: Record<string, string | undefined> = {
    'aws:principalarn': arn,
    'aws:principalaccount': principal.account,
    'kms:calleraccount': principal.account,
    'aws:principaltype': types[principal.type],
    'aws:principalisawsservice': ['anonymous', 'federated'].includes(principal.type) ? undefined : String(principal.type === 'service'),
    'aws:principalservicename': principal.type === 'service' ? principal.name : undefined,
    'aws:username': principal.type === 'user' ? principal.name?.split('/').at(-1) : undefined,
  };
  return Object.fromEntries(Object.entries(keys).flatMap(([key, value]) => (value === undefined ? [] : [[key, [value]]])));
}
