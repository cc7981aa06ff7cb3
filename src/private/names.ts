import { Token } from 'aws-cdk-lib';
import { refuseUnless } from './errors';

/** The tags that every resource of a domain carries; policies and evidence read them. */
export const DOMAIN_TAG = 'domain';
export const CLASSIFICATION_TAG = 'data-classification';

/** The tag of everything that a product of a catalogue is launched with; its launch role changes nothing else. */
export const PRODUCT_TAG = 'gold-product';

/** What the name of every launch role begins with. It has no path: AWS Service Catalog finds the role of the launching account by its name. */
export const LAUNCH_ROLE_PREFIX = 'gold-launch-';

/** What the names of the roles and documents begin with that perform self-service actions; then come product, a point, and action. */
export const ACTION_PREFIX = 'gold-action-';

/** The policy that bounds every role that a launch makes, of the same name in each account. */
export const LAUNCH_BOUNDARY_NAME = 'gold-launch-boundary';

/** Keeps `alias/<domain>/<purpose>` within KMS's 256 characters and a role path within IAM's 512, with room for stages. */
export const LONGEST_DOMAIN_NAME = 40;

/** Refuses a domain name that makes no valid alias, role path or tag. */
export function checkDomainName(name: string): string {
  if (Token.isUnresolved(name)) { return name; }
  refuseUnless(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) && name.length <= LONGEST_DOMAIN_NAME, {
    what: 'domain name',
    got: name,
    allowed: `1 to ${LONGEST_DOMAIN_NAME} lower-case letters, digits and single hyphens, a letter first`,
    fix: 'it becomes part of key aliases (alias/<domain>/<purpose>), role paths and tags: pass a valid `name`, such as \'orders\'',
  });
  refuseUnless(!name.startsWith('aws'), {
    what: 'domain name',
    got: name,
    allowed: 'a name that does not begin with aws',
    fix: 'AWS keeps alias/aws/* and tags beginning with aws for itself: choose another name',
  });
  return name;
}

/** `OrderHistory` → `order-history`. */
export function domainNameOf(id: string): string {
  return Token.isUnresolved(id) ? id : id.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}

/** The IAM path of a domain's roles and policies: key policies bind the domain by it, and it needs no role to exist. */
export const rolePathOf = (domainName: string): string => `/gold/${domainName}/`;

/** The domain that an IAM path belongs to; `undefined` for a role outside every domain. */
export const domainOfPath = (path: string): string | undefined => /^\/gold\/([^/]+)\//.exec(path)?.[1];

/** Constructs that are a domain carry its name under this symbol, so that a key finds the domain of a role without knowing the class. */
export const DOMAIN_NAME = Symbol.for('cdk-gold.domainName');

/** The tag by which a nameless role of another stack is known to use a domain's keys; one for each domain, since a tag holds one value. */
export const keyUserTag = (domainName: string): string => `uses-keys-of:${domainName}`;

/** Refuses what is no id of an AWS organization. */
export function checkOrganization(id?: string): string | undefined {
  if (id === undefined) { return undefined; }
  refuseUnless(/^o-[a-z0-9]{10,32}$/.test(id), {
    what: 'organizationId',
    got: id,
    allowed: 'o- and 10 to 32 lower-case letters or digits',
    fix: 'pass the id that AWS Organizations shows',
  });
  return id;
}
