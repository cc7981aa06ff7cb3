import { AlikeProblems } from './alike-problems';
import { type Answer, answerTo } from './answer';
import { Deployers } from './deployers';
import { policyOf, type Problem, writeProblem } from './problem';
import { mergedRecord, recordOf, unaskedRecord } from './record';
import { CLAIMS } from '../claims/catalogue';
import { ClaimReader } from '../claims/claim-reader';
import type { ClaimSpec } from '../claims/claim-spec';
import { hasSymbol, shown } from '../engine';
import { TooComplexError } from '../engine/too-complex-error';
import { AXIOMS } from '../facts/axioms';
import { isKeyType } from '../facts/key-types';
import { App } from '../model/app';
import type { DeployerActions } from '../model/deployer-access';
import type { Guardrails } from '../model/guardrails';
import type { KeyGrant } from '../model/key-grant';
import { keyModel } from '../model/key-model';
import { launchModel } from '../model/launch-model';
import { policyModel } from '../model/policy-model';
import { type StandingPolicy, standingPolicies } from '../model/standing-policies';
import type { Assumption, DeployerAccess, ProofRecord } from '../record/proof-run';
import { eachCase } from '../template/case';
import { constructOf, type Deployment, type Placed } from '../template/deployment';
import { macrosOf } from '../template/macro';
import { asksForNames, hasTypedName } from '../template/parameter';
import type { Resolver } from '../template/resolver';
import { TooManyCasesError } from '../template/too-many-cases-error';

/** What is taken to be so beside the templates. */
export interface ProverOptions {
  readonly guardrails: Guardrails;
  /** ARNs of deploying roles that may do everything by their own policies, wildcards allowed. */
  readonly trustedDeployers: readonly string[];
  /** The grants that exist on a key; `undefined` where nobody said so. */
  readonly grantsOn?: (key: Placed) => readonly KeyGrant[] | undefined;
}

/** Decides claims about the policies of a deployment. */
export class Prover {
  private readonly app: App;
  private readonly deployers: Deployers;
  private readonly alike = new AlikeProblems();
  private readonly used = new Set<string>();
  private readonly accesses: DeployerAccess[] = [];
  private readonly hasNames: boolean;

  constructor(private readonly deployment: Deployment, private readonly options: ProverOptions) {
    this.app = new App(deployment);
    this.hasNames = deployment.stacks.some(asksForNames);
    this.deployers = new Deployers(this.app, options.trustedDeployers);
  }

  /** Decides all claims about one resource: its policy is read once. */
  public prove(placed: Placed, specs: readonly ClaimSpec[]): ProofRecord[] {
    const macros = macrosOf(placed.stack.template);
    if (macros.length > 0) { return specs.map((spec) => unaskedRecord(spec, this.app, `the template is changed at deployment by ${macros.join(', ')}`)); }
    try {
      const cases = eachCase((choices) => this.inCase(placed, specs, this.deployment.resolver(placed.stack, choices)));
      return specs.flatMap((spec) => {
        const outcomes = cases.flatMap(({ result, when }) =>
          result.flatMap((decided) => decided.get(spec) ?? []).map((record) => ({ record, when })));
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

  /** What becomes of claims by each policy that decides about their resource in a case. */
  private inCase(placed: Placed, specs: readonly ClaimSpec[], resolver: Resolver): ReadonlyMap<ClaimSpec, ProofRecord>[] {
    return [...new Set(specs.map(({ about }) => about))].flatMap((about) => {
      const group = specs.filter((spec) => spec.about === about);
      return standingPolicies(placed, resolver, this.app, about).map((standing) => this.decidedBy(standing, group, resolver));
    });
  }

  /** Claims about different organizations know nothing of each other, and those about who may become a role nothing of what it may do. */
  private decidedBy(standing: StandingPolicy, specs: readonly ClaimSpec[], resolver: Resolver): ReadonlyMap<ClaimSpec, ProofRecord> {
    const decided = new Map<ClaimSpec, ProofRecord>();
    const kindOf = ({ claim, organization }: ClaimSpec) => `${isOfIdentity(claim)} ${organization}`;
    for (const kind of new Set(specs.map(kindOf))) {
      const group = specs.filter((spec) => kindOf(spec) === kind);
      this.decideAll(standing, group, resolver).forEach((record, index) => decided.set(group[index], record));
    }
    return decided;
  }

  private decideAll(standing: StandingPolicy, specs: readonly ClaimSpec[], resolver: Resolver): ProofRecord[] {
    const start = performance.now();
    const { placed } = standing;
    const problem = this.problemOf(standing, specs, resolver);
    const { outcomes, deployers } = this.answerTo(problem, placed, specs[0].domain);
    const typed = this.hasNames && hasTypedName(writeProblem(problem).data) ? ['parameters-are-new-names'] : [];
    const ofAll = [...ofDeployment(placed, problem), ...typed];
    const knowsGrants = this.options.grantsOn?.(placed) !== undefined;
    const share = ((performance.now() - start) * 1000 - outcomes.reduce((sum, { micros }) => sum + micros, 0)) / specs.length;
    const records = specs.map((spec, index) => {
      const { assumptions, questions, micros, ...outcome } = outcomes[index];
      const taken = questions === 0 ? [] : [...new Set([...assumptions, ...ofAll])].filter((id) => !knowsGrants || id !== 'existing-grants-outside').sort();
      for (const id of taken) { this.used.add(id); }
      return recordOf(spec, this.app, { ...outcome, questions, assumptions: taken, micros: Math.round(micros + share) });
    });
    this.accesses.push(...deployers.map((actions, index) => this.accessOf(problem.claims[0].subjects.deployers[index], placed, actions)));
    return records;
  }

  private problemOf({ placed, without }: StandingPolicy, specs: readonly ClaimSpec[], resolver: Resolver): Problem {
    const isKey = isKeyType(placed.resource.type);
    const grants = this.options.grantsOn?.(placed);
    const reader = new ClaimReader(this.app, resolver, (role) => this.deployers.policiesOf(role));
    const policy = () => policyModel(placed, resolver.of(placed.stack), this.app, without);
    return {
      partition: resolver.partition,
      ...isKey ? { key: keyModel(placed, resolver, specs[0].organization, grants) }
        : isOfIdentity(specs[0].claim) ? { launch: launchModel(placed, resolver) } : { resource: policy() },
      claims: specs.map((spec) => reader.factsOf(spec)),
      guardrails: this.options.guardrails,
    };
  }

  private answerTo(problem: Problem, placed: Placed, name?: string): Answer {
    const decide = (one: Problem) => answerTo(one, placed);
    return this.alike.answerTo(problem, name, decide) ?? decide(problem);
  }

  private accessOf(deployer: string, placed: Placed, actions: DeployerActions): DeployerAccess {
    const { stack: { stack }, resource: { logicalId } } = placed;
    return { deployer: shown(deployer), stack, construct: constructOf(placed), logicalId, ...actions, identity: this.deployers.identityOf(deployer) };
  }
}

/** Whether a claim is about what a role may do, and not about who may become it. */
const isOfIdentity = (claim: string): boolean => CLAIMS[claim].of === 'identity';

/** What is taken of names and places that only a deployment knows. */
function ofDeployment({ stack }: Placed, problem: Problem): string[] {
  const isOpen = stack.account === undefined || stack.region === undefined;
  const named = [policyOf(problem), ...problem.key?.grants.length ? problem.claims : []]; // grants name principals as AWS does
  return [...problem.resource?.facts.assumptions ?? [], ...hasSymbol(JSON.stringify(named)) ? ['symbols-are-distinct'] : [], ...isOpen ? ['agnostic-stacks-share-an-account'] : []];
}
