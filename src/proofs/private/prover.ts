import { Deployers } from './deployers';
import type { Assumption, DeployerAccess, ProofRecord } from './proof-run';
import { mergedRecord, recordOf, unaskedRecord } from './record';
import { CLAIMS } from '../claims/catalogue';
import type { ClaimSpec } from '../claims/claim-spec';
import type { Asked } from '../claims/question';
import { SubjectReader } from '../claims/subject-reader';
import { hasSymbol, RequestSpace } from '../engine';
import { TooComplexError } from '../engine/too-complex-error';
import { AXIOMS } from '../facts/axioms';
import { isKeyType } from '../facts/key-types';
import { App } from '../model/app';
import { deployerAccess } from '../model/deployer-access';
import type { Guardrails } from '../model/guardrails';
import { KeyAccess } from '../model/key-access';
import { keyModel } from '../model/key-model';
import { withOriginAccess } from '../model/origin-access';
import { policyModel } from '../model/policy-model';
import { ResourceAccess } from '../model/resource-access';
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

/** Decides claims about the policies of a deployment. */
export class Prover {
  private readonly app: App;
  private readonly deployers: Deployers;
  private readonly used = new Set<string>();
  private readonly accesses: DeployerAccess[] = [];

  constructor(private readonly deployment: Deployment, private readonly options: ProverOptions) {
    this.app = new App(deployment);
    this.deployers = new Deployers(this.app, options.trustedDeployers);
  }

  /** Decides all claims about one resource: its policy is read once. */
  public prove(placed: Placed, specs: readonly ClaimSpec[]): ProofRecord[] {
    const macros = macrosOf(placed.stack.template);
    if (macros.length > 0) { return specs.map((spec) => unaskedRecord(spec, this.app, `the template is changed at deployment by ${macros.join(', ')}`)); }
    try {
      const cases = eachCase((choices) =>
        (this.deployment.exists(placed, choices) ? this.inCase(placed, specs, this.deployment.resolver(placed.stack, choices)) : []));
      return specs.flatMap((_spec, index) => {
        const outcomes = cases.flatMap(({ result, when }) => (result[index] ? [{ record: result[index], when }] : []));
        return outcomes.length === 0 ? [] : [mergedRecord(outcomes)];
      });
    } catch (error) {
      if (!(error instanceof TooManyCasesError || error instanceof TooComplexError)) { throw error; }
      const { message } = error;
      return specs.map((spec) => unaskedRecord(spec, this.app, message));
    }
  }

  /** The assumptions that the proofs so far used. */
  public get assumptions(): Assumption[] {
    return AXIOMS.filter(({ id }) => this.used.has(id)).map(({ id, text, source }) => ({ id, text, source }));
  }

  /** What those who deploy may do with the keys that were proved. */
  public get deployerAccess(): readonly DeployerAccess[] {
    return this.accesses;
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
    const start = performance.now();
    const { app, options: { guardrails } } = this;
    const keyRead = isKeyType(placed.resource.type) ? keyModel(placed, resolver, specs[0].organization) : undefined;
    const otherRead = keyRead ? undefined : policyModel(placed, resolver, app);
    const policy = keyRead ? keyRead.policy : otherRead?.document;
    const baselineOf = (baseline: unknown) => withOriginAccess(resolver.resolve(baseline), app.originAccess);
    const own = specs.map((spec) => (spec.baseline === undefined ? spec : { ...spec, baseline: baselineOf(spec.baseline) }));
    const baselines = own.flatMap(({ baseline }) => (baseline === undefined ? [] : [baseline]));
    const ofAll = [...guardrails.serviceControl, ...guardrails.resourceControl, ...this.roleDocuments(placed, specs, resolver)];
    const space = new RequestSpace(worldOf(resolver.partition), [policy, ...baselines, ...ofAll]);
    const key = keyRead && new KeyAccess(space, keyRead, guardrails);
    const access = key ?? new ResourceAccess(space, otherRead!, guardrails);
    const reader = new SubjectReader(app, resolver);
    const deployerMay = (role: string) => this.deployers.policyOf(role, space);
    const asked = own.map((spec) => {
      const subjects = reader.subjectsOf(spec);
      return { spec, subjects, questions: CLAIMS[spec.claim].ask({ spec, app, resolver, subjects, access, key, deployerMay }) };
    });
    const deployers = key && deployerAccess(key, placed, asked[0].subjects.deployers, (role) => this.deployers.identityOf(role));
    space.close();
    const share = (performance.now() - start) / specs.length;
    const records = asked.map(({ spec, questions }) => timed(share, () => this.decide(spec, questions, space, policy)));
    this.accesses.push(...deployers?.() ?? []);
    return records;
  }

  /** Whoever is asked nothing takes nothing for granted. */
  private decide(spec: ClaimSpec, asked: readonly Asked[], space: RequestSpace, policy: unknown): ProofRecord {
    const record = recordOf(spec, this.app, asked, space, policy);
    const ofAll = asked.length === 0 ? [] : [...space.assumptions, ...ofDeployment(spec.placed, policy)];
    const assumptions = [...new Set([...record.assumptions, ...ofAll])].sort();
    for (const id of assumptions) { this.used.add(id); }
    return { ...record, assumptions };
  }

  /** The policies of the roles that claims speak of, that deploy, and that are promised something on what a key encrypts. */
  private roleDocuments(placed: Placed, specs: readonly ClaimSpec[], resolver: Resolver): unknown[] {
    const { app } = this;
    const named = [placed.stack.deploymentRole, ...specs.map(({ principal }) => principal)].filter((role) => role !== undefined);
    const encrypted = isKeyType(placed.resource.type) ? app.consumers(placed) : [];
    const promised = encrypted.flatMap((consumer) => app.promises(consumer, resolver).map(({ role }) => role));
    const roles = new Set([...named.flatMap((role) => app.rolesIn(resolver, resolver.text(role))), ...promised]);
    return [...roles].flatMap(({ documents, boundary }) => [...documents, ...boundary === undefined ? [] : [boundary]]);
  }
}

/** @param share of the time, in milliseconds, that all claims of a resource took together */
function timed(share: number, decide: () => ProofRecord): ProofRecord {
  const start = performance.now();
  const record = decide();
  return { ...record, micros: Math.round((performance.now() - start + share) * 1000) };
}

/** What is taken of names and places that only a deployment knows. */
function ofDeployment({ stack }: Placed, policy: unknown): string[] {
  const isOpen = stack.account === undefined || stack.region === undefined;
  return [...hasSymbol(JSON.stringify(policy) ?? '') ? ['symbols-are-distinct'] : [], ...isOpen ? ['agnostic-stacks-share-an-account'] : []];
}
