import type { ProtectedResource, WebRequest } from './request';

/** A rule of a managed group, of which a test says when it matches. */
export interface OracleRule {
  readonly name: string;
  /** The action that its vendor gave it. */
  readonly action: 'Allow' | 'Block' | 'Count' | 'Captcha' | 'Challenge';
  /** Its labels in full: `awswaf:managed:aws:…`. */
  readonly labels?: readonly string[];
  readonly matches: (request: WebRequest) => boolean;
}

/** What AWS WAF knows and a template does not say. */
export interface World {
  /** The account that owns the web ACL. */
  readonly account?: string;
  /** What the web ACL protects. */
  readonly resource?: ProtectedResource;
  /** Country and region of an address: `US`, `US-OR`. */
  readonly places?: Readonly<Record<string, { readonly country: string; readonly region?: string }>>;
  /** The autonomous system of an address; AWS takes 0 for what it does not know. */
  readonly networks?: Readonly<Record<string, number>>;
  /** The rules of managed groups, by `<vendor>/<name>`, in the group's order. */
  readonly managed?: Readonly<Record<string, readonly OracleRule[]>>;
}

/** The account of the examples in AWS's documentation. */
export const ACCOUNT = '111122223333';
