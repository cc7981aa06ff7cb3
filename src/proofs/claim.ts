import { readFileSync } from 'node:fs';
import { Token } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import type { KeyService } from '../keys';
import type { ClaimSpec } from './claims/claim-spec';
import { ACCOUNT_ID, ACTION, ORGANIZATION_ID, PRINCIPAL_ARN, SERVICE_PRINCIPAL, SOURCE_ARN, VPC_ENDPOINT_ID } from './claims/claim-values';
import { InvalidInputError, refuseUnless } from '../private/errors';

/** How a claim is taken. */
export interface ClaimOptions {
  /**
   * Whether the claim can't be acknowledged when it is refuted.
   *
   * @default false
   */
  readonly mandatory?: boolean;

  /**
   * Why the claim may be undecided: at least 10 characters. The evidence shows it.
   *
   * @default - an undecided claim fails the synth
   */
  readonly acceptUndecided?: string;
}

/** Where the border of a claim about access from outside runs. */
export interface BorderOptions extends ClaimOptions {
  /**
   * The organization, such as `o-a1b2c3d4e5`: its accounts are inside.
   *
   * @default - the resource's own account is the border
   */
  readonly organizationId?: string;

  /**
   * Accounts that are meant to have access.
   *
   * @default - none
   */
  readonly accounts?: string[];
}

/** What a claim says of a service beside the resources for which it acts. */
export interface SourceOptions extends ClaimOptions {
  /**
   * Which actions the claim is about, where `*` and `?` are wildcards.
   *
   * @default - all
   */
  readonly actions?: string[];
}

/** Who reads objects beside distributions. */
export interface DistributionOptions extends ClaimOptions {
  /**
   * ARNs of who else is meant to read, where `*` and `?` are wildcards.
   *
   * @default - only whoever deploys
   */
  readonly readerArns?: string[];

  /**
   * Accounts whose identities may read as far as their own policies let them: so may those of the bucket's own account, unless the bucket's policy
   * denies it.
   *
   * @default - none
   */
  readonly accounts?: string[];
}

/**
 * A statement about what policies mean, which is decided exactly at synth: proved, refuted with a concrete request, or undecided with the reason.
 *
 * A claim speaks of a construct that has a policy, such as a key, a bucket, a queue, a table, a role (its trust) or a VPC endpoint.
 * ARNs may be tokens and have wildcards. Who deploys is a class of its own, of whom the claims about users and administrators don't speak.
 *
 * @example
 * declare const key: keys.DomainKey;
 * const claims = [proofs.Claim.cannot('arn:aws:iam::111122223333:role/Support', ['kms:Decrypt'], key)];
 * new proofs.GoldProofs({ claims });
 */
export class Claim {
  /**
   * Only some roles, and the services that the key's resources use, decrypt with a key, and nobody can make a grant that lets somebody else.
   *
   * @param userArns who may use the key
   */
  public static onlyDomainDecrypts(key: IConstruct, userArns: string[], options: ClaimOptions = {}): Claim {
    return new Claim(key, options, { claim: 'onlyDomainDecrypts', users: userArns });
  }

  /** Administrators of a key can't use it, nor make a grant that lets them. */
  public static administratorsCannotUse(key: IConstruct, administratorArns: string[], options: ClaimOptions = {}): Claim {
    return new Claim(key, options, { claim: 'administratorsCannotUse', administrators: someOf('administratorArns', administratorArns) });
  }

  /** Users of a key can't change it, its policy, its aliases, or make grants that are not for AWS resources. */
  public static usersCannotAdminister(key: IConstruct, userArns: string[], options: ClaimOptions = {}): Claim {
    return new Claim(key, options, { claim: 'usersCannotAdminister', users: someOf('userArns', userArns) });
  }

  /** Only administrators, and whoever deploys, change a key, and only its users have grants made. */
  public static onlyAdministratorsAdminister(key: IConstruct, administratorArns: string[], userArns: string[], options: ClaimOptions = {}): Claim {
    return new Claim(key, options, { claim: 'onlyAdministratorsAdminister', administrators: administratorArns, users: userArns });
  }

  /** Deletion of a key waits 30 days, and no IAM user without MFA deletes, disables or opens it. */
  public static deletionIsGuarded(key: IConstruct, options: ClaimOptions = {}): Claim {
    return new Claim(key, options, { claim: 'deletionIsGuarded' });
  }

  /** A key is used through some services only, also by whoever deploys. */
  public static onlyThroughServices(key: IConstruct, services: KeyService[], options: ClaimOptions = {}): Claim {
    return new Claim(key, options, { claim: 'onlyThroughServices', services: services.flatMap((service) => service.viaServices(key)) });
  }

  /** Nobody outside the account, or the organization, has access. */
  public static noAccessOutside(resource: IConstruct, options: BorderOptions = {}): Claim {
    return new Claim(resource, options, { claim: 'noAccessOutside', organization: options.organizationId, accounts: options.accounts });
  }

  /** No AWS service acts on a resource for somebody else's. */
  public static noConfusedDeputy(resource: IConstruct, options: BorderOptions = {}): Claim {
    return new Claim(resource, options, { claim: 'noConfusedDeputy', organization: options.organizationId, accounts: options.accounts });
  }

  /** Somebody can still change a key's policy. */
  public static notLockedOut(key: IConstruct, options: ClaimOptions = {}): Claim {
    return new Claim(key, options, { claim: 'notLockedOut' });
  }

  /** Whoever deploys can make a key and everything that is encrypted with it. */
  public static provisionable(key: IConstruct, options: ClaimOptions = {}): Claim {
    return new Claim(key, options, { claim: 'provisionable' });
  }

  /** What roles were granted on what a key encrypts works, on the key's side and on theirs. */
  public static granted(key: IConstruct, options: ClaimOptions = {}): Claim {
    return new Claim(key, options, { claim: 'granted' });
  }

  /** A resource is reached through one VPC endpoint only, but by services and by whoever deploys. */
  public static onlyFromEndpoint(resource: IConstruct, vpcEndpointId: string, options: ClaimOptions = {}): Claim {
    return new Claim(resource, options, { claim: 'onlyFromEndpoint', endpoint: vpcEndpointId });
  }

  /**
   * Only some principals call some actions on a resource, beside AWS services, which are bound by roles and keys of their own, and whoever deploys.
   *
   * @param principalArns who may, where `*` and `?` are wildcards
   * @param actions which actions, where `*` and `?` are wildcards
   */
  public static onlyCallers(resource: IConstruct, principalArns: string[], actions: string[], options: ClaimOptions = {}): Claim {
    return new Claim(resource, options, { claim: 'onlyCallers', users: someOf('principalArns', principalArns), actions: someOf('actions', actions) });
  }

  /**
   * A service acts on a resource, or uses a key, only for some resources: no call of its principal that names another in `aws:SourceArn`, or none, is allowed.
   *
   * @param servicePrincipal such as `cloudfront.amazonaws.com`
   * @param sourceArns the resources for which it may act, where `*` and `?` are wildcards
   */
  public static onlyForSources(resource: IConstruct, servicePrincipal: string, sourceArns: string[], options: SourceOptions = {}): Claim {
    return new Claim(resource, options, {
      claim: 'onlyForSources',
      servicePrincipals: [servicePrincipal],
      sources: someOf('sourceArns', sourceArns),
      ...options.actions === undefined ? {} : { actions: someOf('actions', options.actions) },
    });
  }

  /**
   * Only some distributions of CloudFront read the objects of a bucket, beside the readers named and whoever deploys: no other distribution, no other
   * service, nobody of another account and nobody without credentials. What reads is every action `s3:GetObject*`.
   */
  public static onlyDistributionsRead(bucket: IConstruct, distributionArns: string[], options: DistributionOptions = {}): Claim {
    const { readerArns = [], accounts = [] } = options;
    return new Claim(bucket, options, { claim: 'onlyDistributionsRead', sources: someOf('distributionArns', distributionArns), users: readerArns, accounts });
  }

  /**
   * A policy allows nothing that an earlier one did not.
   *
   * @param baselineFile a JSON file: the earlier synthesized template of the stack, or a policy document
   * @throws if the file can't be read
   */
  public static noNewAccess(resource: IConstruct, baselineFile: string, options: ClaimOptions = {}): Claim {
    return new Claim(resource, options, { claim: 'noNewAccess', baseline: readBaseline(baselineFile) });
  }

  /** A principal can't call some actions on a resource, where `*` and `?` are wildcards in both. */
  public static cannot(principalArn: string, actions: string[], resource: IConstruct, options: ClaimOptions = {}): Claim {
    return new Claim(resource, options, { claim: 'cannot', principal: principalArn, actions: someOf('actions', actions) });
  }

  /** A principal can call each of some actions on a resource by some request, where `*` and `?` are wildcards in both. */
  public static can(principalArn: string, actions: string[], resource: IConstruct, options: ClaimOptions = {}): Claim {
    return new Claim(resource, options, { claim: 'can', principal: principalArn, actions: someOf('actions', actions) });
  }

  /** @internal */
  public readonly _resource: IConstruct;
  /** @internal */
  public readonly _spec: Omit<ClaimSpec, 'placed'>;

  private constructor(resource: IConstruct, options: ClaimOptions, spec: Omit<ClaimSpec, 'placed' | 'mandatory'>) {
    const { mandatory = false, acceptUndecided } = options;
    refuseUnless(acceptUndecided === undefined || acceptUndecided.trim().length >= 10, {
      what: 'acceptUndecided', got: String(acceptUndecided), allowed: 'at least 10 characters', fix: 'say why nobody needs to know: an auditor will ask',
    });
    refuseUnless(Construct.isConstruct(resource), { what: `resource of ${spec.claim}`, got: String(resource), allowed: 'a construct', fix: 'name the construct that the policy is on' });
    for (const [name, { pattern, ...rule }] of Object.entries(RULES)) {
      const values = [(spec as Readonly<Record<string, unknown>>)[name] ?? []].flat().filter((value) => !Token.isUnresolved(value));
      for (const value of values) {
        refuseUnless(typeof value === 'string' && pattern.test(value), { what: `${name} of ${spec.claim}`, got: shortened(value), ...rule });
      }
    }
    this._resource = resource;
    this._spec = { ...spec, mandatory, ...acceptUndecided === undefined ? {} : { accepted: acceptUndecided } };
  }
}

const ARNS = { pattern: PRINCIPAL_ARN, allowed: 'ARNs of roles and users, * for any letters', fix: 'pass role.roleArn' };

/** What each part of a claim looks like: of what exists nowhere, everything would be proved. */
const RULES = {
  principal: ARNS,
  users: ARNS,
  administrators: ARNS,
  actions: { pattern: ACTION, allowed: 'actions such as kms:Decrypt, * for any letters', fix: 'name the service too' },
  servicePrincipals: { pattern: SERVICE_PRINCIPAL, allowed: 'a service principal such as cloudfront.amazonaws.com', fix: 'name the service as its policy statements do' },
  sources: { pattern: SOURCE_ARN, allowed: 'ARNs of resources, * for any letters', fix: 'pass the ARN of the resource, such as that of a distribution' },
  accounts: { pattern: ACCOUNT_ID, allowed: 'ids of accounts, 12 digits', fix: 'pass them as texts' },
  organization: { pattern: ORGANIZATION_ID, allowed: 'the id of an organization such as o-a1b2c3d4e5', fix: 'AWS Organizations shows it' },
  endpoint: { pattern: VPC_ENDPOINT_ID, allowed: 'the id of a VPC endpoint such as vpce-0123456789abcdef0', fix: 'pass endpoint.vpcEndpointId' },
} as const;

/** What is no text may be a whole tree of constructs. */
const shortened = (value: unknown): string => (typeof value === 'string' ? value : `a value of type ${typeof value}`);

function someOf(what: string, values: readonly string[]): readonly string[] {
  refuseUnless(values.length > 0, { what, got: 'none', allowed: 'one or more', fix: 'name whom or what the claim speaks of: about nobody everything is true' });
  return values;
}

function readBaseline(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch (error) {
    throw new InvalidInputError({
      what: 'baselineFile',
      got: `${file}, which can't be read (${error instanceof Error ? error.message : String(error)})`,
      allowed: 'a template or a policy document in JSON',
      fix: 'name a file that cdk synth wrote',
    });
  }
}
