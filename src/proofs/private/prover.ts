import type { Assumption, DeployerAccess, ProofRecord, Verdict } from './proof-run';
import { CLAIMS } from '../claims/catalogue';
import type { ClaimContext } from '../claims/claim-context';
import type { ClaimSpec } from '../claims/claim-spec';
import { decideQuestion } from '../claims/decide';
import { explain, shownRequest } from '../claims/explain';
import type { KeySubjects } from '../claims/key-claims';
import { hasSymbol, RequestSpace, shown, unknown } from '../engine';
import { TooComplexError } from '../engine/too-complex-error';
import { AXIOMS } from '../facts/axioms';
import { POLICY_RESOURCES } from '../facts/policy-resources';
import { App } from '../model/app';
import { deployerAccess } from '../model/deployer-access';
import type { Guardrails } from '../model/guardrails';
import { KeyAccess } from '../model/key-access';
import { keyModel } from '../model/key-model';
import { policyModel } from '../model/policy-model';
import { ResourceAccess } from '../model/resource-access';
import { type RolePolicy, rolePolicy, UNBOUNDED } from '../model/role-policy';
import { expectedServicePrincipals } from '../model/service-principals';
import { worldOf } from '../model/world';
import { eachCase } from '../template/case';
import type { Deployment, Placed } from '../template/deployment';
import { macrosOf } from '../template/macro';
import type { Resolver } from '../template/resolver';
import { TooManyCasesError } from '../template/too-many-cases-error';

/** What is taken to be so beside the templates. */
export interface ProverOptions {
  readonly guardrails: Guardrails;
  /** ARNs of deploying roles that may do everything by their own policies, wildcards allowed. */
  readonly trustedDeployers: readonly string[];
}

/** KMS waits so many days at most, and by default. */
const MOST_DAYS = 30;

/** The role that the CDK's bootstrap makes, with AdministratorAccess unless told otherwise. */
const BOOTSTRAP_ROLE = /:role\/cdk-[^/]+-cfn-exec-role-/;

/** Decides claims about the policies of a deployment. */
export class Prover {
  private readonly app: App;
  private readonly used = new Set<string>();
  private readonly deployers: DeployerAccess[] = [];

  constructor(private readonly deployment: Deployment, private readonly options: ProverOptions) {
    this.app = new App(deployment);
  }

  /** Decides all claims about one resource: its policy is read once. */
  public prove(placed: Placed, specs: readonly ClaimSpec[]): ProofRecord[] {
    const macros = macrosOf(placed.stack.template);
    if (macros.length > 0) { return this.undecided(placed, specs, `the template is changed at deployment by ${macros.join(', ')}`); }
    try {
      const cases = eachCase((choices) =>
        (this.deployment.exists(placed, choices) ? this.inCase(placed, specs, this.deployment.resolver(placed.stack, choices)) : []));
      return specs.flatMap((_spec, index) => {
        const outcomes = cases.flatMap(({ result, when }) => (result[index] ? [{ record: result[index], when }] : []));
        return outcomes.length === 0 ? [] : [merged(outcomes)];
      });
    } catch (error) {
      if (!(error instanceof TooManyCasesError || error instanceof TooComplexError)) { throw error; }
      return this.undecided(placed, specs, error.message);
    }
  }

  private undecided(placed: Placed, specs: readonly ClaimSpec[], detail: string): ProofRecord[] {
    return specs.map((spec) => ({ ...this.header(placed, spec), verdict: 'undecided', detail, statements: [], assumptions: [], micros: 0 }));
  }

  /** The assumptions that the proofs so far used. */
  public get assumptions(): Assumption[] {
    return AXIOMS.filter(({ id }) => this.used.has(id)).map(({ id, text, source }) => ({ id, text, source }));
  }

  /** What those who deploy may do with the keys that were proved. */
  public get deployerAccess(): readonly DeployerAccess[] {
    return this.deployers;
  }

  /** Claims about different organizations know nothing of each other. */
  private inCase(placed: Placed, specs: readonly ClaimSpec[], resolver: Resolver): ProofRecord[] {
    const decided = new Map<ClaimSpec, ProofRecord>();
    for (const organization of new Set(specs.map((spec) => spec.organization))) {
      const group = specs.filter((spec) => spec.organization === organization);
      this.decideAll(placed, group, resolver).forEach((record, index) => decided.set(group[index], record));
    }
    return specs.map((spec) => decided.get(spec)!);
  }

  private decideAll(placed: Placed, specs: readonly ClaimSpec[], resolver: Resolver): ProofRecord[] {
    const setup = performance.now();
    const isKey = placed.resource.type === 'AWS::KMS::Key' || placed.resource.type === 'AWS::KMS::ReplicaKey';
    const key = isKey ? keyModel(placed, resolver, specs[0].organization) : undefined;
    const policy = isKey ? undefined : policyModel(placed, resolver, this.app);
    const { serviceControl, resourceControl } = this.options.guardrails;
    const own = specs.map((spec) => (spec.baseline === undefined ? spec : { ...spec, baseline: resolver.resolve(spec.baseline) }));
    const baselines = own.flatMap(({ baseline }) => (baseline === undefined ? [] : [baseline]));
    const roles = isKey ? this.roleDocuments(placed) : [];
    const documents = [key?.policy ?? policy?.document, ...serviceControl, ...resourceControl, ...baselines, ...roles];
    const space = new RequestSpace(worldOf(resolver.partition), documents);
    const access = key && new KeyAccess(space, key, this.options.guardrails);
    const resource = policy && new ResourceAccess(space, policy, this.options.guardrails);
    const resolved = new Map<readonly unknown[], string[]>();
    const deployerMay = (role: string) => this.deployerMay(space, role);
    const asked = own.map((spec) => {
      const subjects = this.subjectsOf(spec, resolver, isKey, resolved);
      const context: ClaimContext = { spec, space, app: this.app, resolver, subjects, key: access, resource, deployerMay };
      return { spec, questions: CLAIMS[spec.claim].ask(context), deployers: subjects.deployers };
    });
    const deployers = access && deployerAccess(access, placed, asked[0].deployers, (role) => this.identityOf(role));
    space.close();
    const share = (performance.now() - setup) / specs.length;
    const records = asked.map(({ spec, questions }) => this.decide(placed, spec, questions, space, key?.policy ?? policy?.document, share));
    this.deployers.push(...deployers?.() ?? []);
    return records;
  }

  private decide(placed: Placed, spec: ClaimSpec, asked: ReturnType<(typeof CLAIMS)[string]['ask']>, space: RequestSpace, policy: unknown, share: number): ProofRecord {
    const start = performance.now();
    const header = this.header(placed, spec);
    const assumptions = new Set<string>();
    let worst: ProofRecord | undefined;
    let example: ProofRecord['request'];
    for (const { purpose, question } of asked) {
      const { verdict, request, reasons } = decideQuestion(space, question);
      for (const id of question.assumptions) { assumptions.add(id); }
      const words = request && verdict === 'refuted' ? explain(request, policy, question) : undefined;
      const about = purpose === undefined ? '' : `${purpose}: `;
      if (verdict === 'proved' && request) { example ??= shownRequest(request); }
      if (verdict === 'refuted' && worst?.verdict !== 'refuted') {
        const detail = question.wanted === 'some' ? 'no request that does it is allowed' : words!.sentence;
        worst = { ...header, verdict, detail: shown(`${about}${detail}`), request: words?.request, statements: words?.statements ?? [], assumptions: [], micros: 0 };
      }
      if (verdict === 'undecided') { worst ??= { ...header, verdict, detail: shown(`${about}${reasons.join('; ')}`), statements: [], assumptions: [], micros: 0 }; }
    }
    for (const id of [...space.assumptions, ...ofDeployment(placed, policy)]) { assumptions.add(id); }
    for (const id of assumptions) { this.used.add(id); }
    const micros = Math.round((performance.now() - start + share) * 1000);
    const outcome = worst ?? { ...header, verdict: 'proved' as const, statements: [], request: example };
    return { ...outcome, ...outcome.verdict === 'proved' ? { fix: undefined } : {}, assumptions: [...assumptions].sort(), micros };
  }

  private header(placed: Placed, spec: ClaimSpec): Omit<ProofRecord, 'verdict' | 'statements' | 'assumptions' | 'micros'> {
    const { stack, resource: { logicalId, type } } = placed;
    const { title, titleKo, fix } = CLAIMS[spec.claim];
    const principal = spec.principal === undefined ? '' : this.app.textIn(stack, spec.principal);
    return {
      claim: spec.claim,
      title: shown(title(spec, principal)),
      titleKo: shown(titleKo(spec, principal)),
      fix,
      mandatory: spec.mandatory,
      ...spec.accepted === undefined ? {} : { accepted: spec.accepted },
      stack: stack.stack,
      construct: stack.constructOf?.(logicalId) ?? `${stack.stack}/${logicalId}`,
      resourceType: type,
      logicalId,
      template: stack.file,
    };
  }

  /** What a deploying role may do by itself: known where it is in the templates, assumed where it is trusted, open otherwise. */
  private deployerMay(space: RequestSpace, role: string): RolePolicy {
    const known = this.app.role(role);
    if (known?.isComplete) { return rolePolicy(space, known); }
    if (this.isTrusted(role)) { return UNBOUNDED; }
    const open = unknown(`what ${role} may do by its own policies is not known: name it in trustedDeployers if it may do everything`);
    return { allow: open, bounds: open };
  }

  private identityOf(role: string): string {
    if (this.app.role(role)?.isComplete) { return 'its policies are in the templates'; }
    return this.isTrusted(role) ? 'assumed: it may do everything by its own policies (AdministratorAccess is the default of cdk bootstrap)' : 'unknown';
  }

  /** The policies of the roles that are promised something on what a key encrypts. */
  private roleDocuments(key: Placed): unknown[] {
    const roles = new Set(this.app.consumers(key).flatMap((consumer) => this.app.promises(consumer).map(({ role }) => role)));
    return [...roles].flatMap(({ documents, boundary }) => [...documents, ...boundary === undefined ? [] : [boundary]]);
  }

  /** @param resolved lists that were read before: the claims of a key share them */
  private subjectsOf(spec: ClaimSpec, resolver: Resolver, isKey: boolean, resolved: Map<readonly unknown[], string[]>): KeySubjects {
    const texts = (values: readonly unknown[] = []): string[] => {
      const known = resolved.get(values);
      if (known) { return known; }
      const made = values.map((value) => resolver.text(value));
      resolved.set(values, made);
      return made;
    };
    const deployer = spec.placed.stack.deploymentRole;
    return {
      users: texts(spec.users),
      administrators: texts(spec.administrators),
      deployers: [...new Set([...texts(spec.deployers), ...deployer === undefined ? [] : [resolver.text(deployer)]])],
      services: texts(spec.services),
      servicePrincipals: spec.servicePrincipals ? texts(spec.servicePrincipals)
        : isKey ? expectedServicePrincipals(this.app, spec.placed, resolver, spec.declaredServices && texts(spec.declaredServices)) : [],
      accounts: texts(spec.accounts),
      shares: (spec.shares ?? []).map(({ roles, services, actions }) => ({ roles: texts(roles), services: texts(services), actions })),
      deletionWindowDays: spec.deletionWindowDays ?? MOST_DAYS,
      ...spec.directContext === undefined ? {} : { directContext: spec.directContext },
      ...spec.organization === undefined ? {} : { organization: spec.organization },
    };
  }

  private isTrusted(role: string): boolean {
    return BOOTSTRAP_ROLE.test(role) || this.options.trustedDeployers.some((pattern) => new RegExp(`^${pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`).test(role));
  }
}

/** What is taken of names and places that only a deployment knows. */
function ofDeployment({ stack }: Placed, policy: unknown): string[] {
  const isOpen = stack.account === undefined || stack.region === undefined;
  return [...hasSymbol(JSON.stringify(policy) ?? '') ? ['symbols-are-distinct'] : [], ...isOpen ? ['agnostic-stacks-share-an-account'] : []];
}

const RANK: Readonly<Record<Verdict, number>> = { proved: 0, undecided: 1, refuted: 2 };

/** A claim holds if it holds in every case of the deployment. */
function merged(outcomes: readonly { readonly record: ProofRecord; readonly when: readonly string[] }[]): ProofRecord {
  const { record, when } = outcomes.reduce((worst, one) => (RANK[one.record.verdict] > RANK[worst.record.verdict] ? one : worst));
  const micros = outcomes.reduce((sum, one) => sum + one.record.micros, 0);
  return { ...record, micros, ...record.detail !== undefined && when.length > 0 ? { detail: `when ${when.join(' and ')}: ${record.detail}` } : {} };
}

/** Types of resources that claims can be made about. */
export const POLICY_TYPES: readonly string[] = POLICY_RESOURCES.map(({ type }) => type);
