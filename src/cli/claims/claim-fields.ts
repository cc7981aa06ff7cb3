import type { FieldRule } from './field';

/** The fields of a claim, each with the rule it is held to. */
export interface ClaimFields {
  readonly required: Readonly<Record<string, FieldRule>>;
  readonly optional: Readonly<Record<string, FieldRule>>;
}

/** Who is who about a key: any claim about its users or administrators may say all of it. */
const SUBJECTS = {
  users: 'users',
  administrators: 'administrators',
  deployers: 'deployers',
  services: 'services',
  servicePrincipals: 'servicePrincipals',
  accounts: 'accounts',
  organization: 'organization',
} as const;

const BORDER = { accounts: 'accounts', organization: 'organization' } as const;

const fields = (required: ClaimFields['required'] = {}, optional: ClaimFields['optional'] = {}): ClaimFields => ({
  required: { resource: 'resource', ...required },
  optional: Object.fromEntries(Object.entries(optional).filter(([name]) => !Object.hasOwn(required, name))),
});

/** What each claim takes in a claims file; what a domain declares to share, only its constructs know. */
export const CLAIM_FIELDS: Readonly<Record<string, ClaimFields>> = {
  onlyDomainDecrypts: fields({ users: 'users' }, SUBJECTS),
  administratorsCannotUse: fields({ administrators: 'someAdministrators' }, SUBJECTS),
  usersCannotAdminister: fields({ users: 'someUsers' }, SUBJECTS),
  onlyAdministratorsAdminister: fields({ administrators: 'someAdministrators' }, SUBJECTS),
  deletionIsGuarded: fields(),
  onlyThroughServices: fields({ services: 'someServices' }, SUBJECTS),
  noAccessOutside: fields({}, BORDER),
  noConfusedDeputy: fields({}, BORDER),
  notLockedOut: fields(),
  provisionable: fields(),
  granted: fields(),
  onlyFromEndpoint: fields({ endpoint: 'endpoint' }, { deployers: 'deployers' }),
  onlyCallers: fields({ users: 'someUsers', actions: 'actions' }, { deployers: 'deployers' }),
  onlyForSources: fields({ servicePrincipals: 'someServicePrincipals', sources: 'sources' }, { actions: 'actions' }),
  onlyDistributionsRead: fields({ sources: 'sources' }, { users: 'users', deployers: 'deployers', accounts: 'accounts' }),
  launchRoleUsesOnlyItsKeys: fields(),
  launchRoleReadsOnlyItsSecrets: fields(),
  launchRoleCannotWidenItself: fields(),
  noNewAccess: fields({ baseline: 'baseline' }),
  cannot: fields({ principal: 'principal', actions: 'actions' }),
  can: fields({ principal: 'principal', actions: 'actions' }),
};
