import type { ClaimSpec } from './claim-spec';
import type { KeySubjects } from './key-subjects';
import { isKeyType } from '../facts/key-types';
import type { App } from '../model/app';
import { expectedServicePrincipals } from '../model/service-principals';
import type { Resolver } from '../template/resolver';

/** KMS waits so many days at most, and by default. */
const MOST_DAYS = 30;

/** Reads who is meant by the claims about one resource, in one case of the deployment. */
export class SubjectReader {
  /** Lists that were read before: the claims of a key share them. */
  private readonly known = new Map<readonly unknown[], string[]>();

  constructor(private readonly app: App, private readonly resolver: Resolver) {}

  public subjectsOf(spec: ClaimSpec): KeySubjects {
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
      ...directContext === undefined ? {} : { directContext },
      ...organization === undefined ? {} : { organization },
    };
  }

  private expectedServices({ placed, declaredServices }: ClaimSpec): string[] {
    if (!isKeyType(placed.resource.type)) { return []; }
    return expectedServicePrincipals(this.app, placed, this.resolver, declaredServices && this.texts(declaredServices));
  }

  private texts(values: readonly unknown[] = []): string[] {
    const known = this.known.get(values);
    if (known) { return known; }
    const made = values.map((value) => this.resolver.text(value));
    this.known.set(values, made);
    return made;
  }
}
