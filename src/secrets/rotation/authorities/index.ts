import { amazonAuthorities } from './amazon-authorities';
import { rdsAuthorities } from './rds-authorities';

/** Who signs the certificates of a service: `rds` is Amazon RDS by Region, `amazon` the public roots of Amazon. */
export type AuthorityKind = 'rds' | 'amazon';

/** Certificates of the authorities, in PEM. */
export function authoritiesFor({ kind, region }: { readonly kind: AuthorityKind; readonly region?: string }): string {
  return kind === 'amazon' ? amazonAuthorities() : rdsAuthorities(region);
}
