import { CLAIMS } from './catalogue';
import type { ClaimFacts } from './claim-facts';
import type { ClaimSpec } from './claim-spec';
import type { KeySubjects } from './key-subjects';
import { isKeyType } from '../facts/key-types';
import type { App } from '../model/app';
import { type CallerPolicies, policiesOf, UNBOUNDED } from '../model/caller-policies';
import { withEffect } from '../model/key-access';
import { readDocument } from '../model/policy-model';
import { expectedServicePrincipals } from '../model/service-principals';
import type { Placed } from '../template/deployment';
import type { Resolver } from '../template/resolver';

/** KMS waits so many days at most, and by default. */
const MOST_DAYS = 30;

/** Reads what the claims about one resource speak of, in one case of the deployment. */
export class ClaimReader {
  /** Lists that were read before: the claims of a key share them. */
  private readonly lists = new Map<string, string[]>();
  private readonly services = new Map<string, string[]>();
  private readonly subjects = new Map<string, KeySubjects>();

  /** @param deployerPolicies what is known of a role that deploys */
  constructor(
    private readonly app: App, private readonly resolver: Resolver, private readonly deployerPolicies: (role: string) => readonly CallerPolicies[],
  ) {}

  public factsOf(spec: ClaimSpec): ClaimFacts {
    const { claim, placed, principal, actions, endpoint, baseline, sources } = spec;
    const { app, resolver } = this;
    const needs = CLAIMS[claim].needs;
    return {
      claim,
      subjects: this.subjectsOf(spec),
      identities: principal === undefined ? [] : this.identitiesOf(resolver.text(principal)),
      ...principal === undefined ? {} : { principal: resolver.text(principal) },
      ...actions === undefined ? {} : { actions },
      ...endpoint === undefined ? {} : { endpoint: resolver.text(endpoint) },
      ...sources === undefined ? {} : { sources: this.texts(sources) },
      ...baseline === undefined ? {} : { baseline: baselineOf(placed, readDocument(resolver.resolve(baseline), placed, resolver, app)) },
      ...needs === undefined ? {} : { calls: needs({ app, key: placed, resolver, policiesOf: this.deployerPolicies }) },
    };
  }

  /** Equal subjects are one. */
  private subjectsOf(spec: ClaimSpec): KeySubjects {
    const subjects = this.readSubjects(spec);
    const text = JSON.stringify(subjects);
    const known = this.subjects.get(text) ?? subjects;
    this.subjects.set(text, known);
    return known;
  }

  private readSubjects(spec: ClaimSpec): KeySubjects {
    const { placed, shares = [], deletionWindowDays = MOST_DAYS, directContext, organization } = spec;
    const deployer = placed.stack.deploymentRole;
    return {
      users: this.texts(spec.users),
      administrators: this.texts(spec.administrators),
      deployers: [...new Set([...this.texts(spec.deployers), ...deployer === undefined ? [] : [this.resolver.text(deployer)]])],
      services: this.texts(spec.services),
      servicePrincipals: spec.servicePrincipals ? this.texts(spec.servicePrincipals) : this.expectedServices(spec),
      accounts: this.texts(spec.accounts),
      shares: shares.map(({ roles, services, actions }) => ({ roles: this.texts(roles), services: this.texts(services), actions })),
      deletionWindowDays,
      ...directContext === undefined ? {} : { directContext: { key: directContext.key, value: this.resolver.text(directContext.value) } },
      ...organization === undefined ? {} : { organization },
    };
  }

  private expectedServices({ placed, declaredServices }: ClaimSpec): string[] {
    if (!isKeyType(placed.resource.type)) { return []; }
    const key = JSON.stringify(declaredServices) ?? '';
    const declared = declaredServices && this.texts(declaredServices);
    const known = this.services.get(key) ?? expectedServicePrincipals(this.app, placed, this.resolver, declared);
    this.services.set(key, known);
    return known;
  }

  /** A role of the templates may do what its policies say; of all others nothing is known, and everything assumed. */
  private identitiesOf(principal: string): CallerPolicies[] {
    const roles = this.app.rolesIn(this.resolver, principal);
    return roles.length === 0 ? [UNBOUNDED] : roles.map(policiesOf);
  }

  private texts(values: readonly unknown[] = []): string[] {
    const key = JSON.stringify(values);
    const known = this.lists.get(key) ?? values.map((value) => this.resolver.text(value));
    this.lists.set(key, known);
    return known;
  }
}

/** In a key's policy a statement needs a resource. */
const baselineOf = ({ resource: { type } }: Placed, baseline: unknown): unknown => (isKeyType(type) ? withEffect(baseline) : baseline);
