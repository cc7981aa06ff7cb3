/** How harmful it would be if a domain's data got out. A tag on all that the domain owns, and what the checks measure it by. */
export enum Classification {
  /** Published on purpose. */
  PUBLIC = 'public',
  /** For everybody inside the organization. */
  INTERNAL = 'internal',
  /** For those who need it: business secrets, personal data. */
  CONFIDENTIAL = 'confidential',
  /** For named persons or programs: card data, unique identifiers, health, credentials. */
  RESTRICTED = 'restricted',
}
