import { CLAIM_FIELDS } from './claim-fields';
import { FIELDS, wrongIn } from './field';
import { besides, listIn } from './file-parts';
import { readObject } from './json-object';
import { refuse } from './refuse';
import { type StatedGrants, statedGrants } from './stated-grants';
import { isFields } from '../../proofs/template/stack-template';

type Fields = Readonly<Record<string, unknown>>;

/** A claim as a file states it: its fields are of the kinds that the claim takes. */
export interface StatedClaim {
  readonly claim: string;
  readonly resource: string;
  readonly fields: Fields;
  /** For messages, such as `claims[2] of claims.json`. */
  readonly where: string;
}

/** What a claims file says. */
export interface ClaimsFile {
  readonly claims: readonly StatedClaim[];
  /** Whether what is claimed of every policy is claimed too. */
  readonly defaults: boolean;
  readonly trustedDeployers: readonly string[];
  readonly serviceControlPolicies: readonly unknown[];
  readonly resourceControlPolicies: readonly unknown[];
  /** Grants that exist on keys, which the templates don't have. */
  readonly grants: readonly StatedGrants[];
  /** Reasons by names of claims. */
  readonly acceptUndecided: Readonly<Record<string, string>>;
}

/** What holds without a file. */
export const NO_CLAIMS: ClaimsFile = {
  claims: [], defaults: true, trustedDeployers: [], serviceControlPolicies: [], resourceControlPolicies: [], grants: [], acceptUndecided: {},
};

const NAMES = ['$schema', 'claims', 'trustedDeployers', 'serviceControlPolicies', 'resourceControlPolicies', 'grants', 'acceptUndecided', 'defaults'];

/** A reason says something. */
const LEAST_REASON = 10;

/** Reads a claims file; names of files in it are relative to its folder. */
export function readClaimsFile(file: string): ClaimsFile {
  const json = readObject(file, '--claims', 'a JSON file of claims, as schema/claims.schema.json describes it');
  const unknownName = Object.keys(json).find((name) => !NAMES.includes(name));
  if (unknownName !== undefined) { refuse({ what: `a field of ${file}`, got: unknownName, allowed: NAMES.join(', '), fix: 'name one of them' }); }
  const { $schema: schema, claims, defaults = true, trustedDeployers, serviceControlPolicies, resourceControlPolicies, ...more } = json;
  if (schema !== undefined && typeof schema !== 'string') {
    refuse({ what: `$schema of ${file}`, got: schema, allowed: 'the address of a schema', fix: 'write a text or leave it out' });
  }
  if (typeof defaults !== 'boolean') { refuse({ what: `defaults of ${file}`, got: defaults, allowed: 'true, false', fix: 'leave it out to claim the defaults too' }); }
  return {
    claims: listIn(claims, `claims of ${file}`, 'a list of claims').map((claim, index) => statedClaim(claim, `claims[${index}] of ${file}`)),
    defaults,
    trustedDeployers: listIn(trustedDeployers, `trustedDeployers of ${file}`, 'a list of ARNs')
      .map((arn, index) => trustedDeployer(arn, `trustedDeployers[${index}] of ${file}`)),
    serviceControlPolicies: policies(serviceControlPolicies, 'serviceControlPolicies', file),
    resourceControlPolicies: policies(resourceControlPolicies, 'resourceControlPolicies', file),
    grants: statedGrants(more.grants, file),
    acceptUndecided: reasons(more.acceptUndecided, file),
  };
}

/** An ARN of a deploying role, from a file or from the command line. */
export function trustedDeployer(arn: unknown, what: string): string {
  if (typeof arn === 'string' && arn !== '*' && FIELDS.principal.pattern.test(arn)) { return arn; }
  return refuse({ what, got: arn, allowed: 'the ARN of a role, * for any letters', fix: 'name whoever deploys' });
}

function statedClaim(value: unknown, where: string): StatedClaim {
  if (!isFields(value)) { return refuse({ what: where, got: value, allowed: 'an object with claim and resource', fix: 'write {"claim": "…", "resource": "…"}' }); }
  const { claim, ...fields } = value;
  if (typeof claim !== 'string' || !Object.hasOwn(CLAIM_FIELDS, claim)) {
    return refuse({ what: `claim in ${where}`, got: claim, allowed: Object.keys(CLAIM_FIELDS).join(', '), fix: 'name one of them' });
  }
  const { required, optional } = CLAIM_FIELDS[claim];
  const rules = { ...required, ...optional };
  const unknownName = Object.keys(fields).find((name) => !Object.hasOwn(rules, name));
  if (unknownName !== undefined) {
    refuse({ what: `a field of ${claim} in ${where}`, got: unknownName, allowed: ['claim', ...Object.keys(rules)].join(', '), fix: 'name one of them' });
  }
  for (const [name, rule] of Object.entries(rules)) {
    const { [name]: given } = fields;
    if (given === undefined && !Object.hasOwn(required, name)) { continue; }
    const wrong = wrongIn(FIELDS[rule], given);
    if (wrong) { refuse({ what: `${name}${wrong.at} of ${claim} in ${where}`, got: wrong.got, allowed: FIELDS[rule].allowed, fix: fixFor(wrong.got) }); }
  }
  const { resource, ...others } = fields;
  return { claim, resource: resource as string, fields: others, where };
}

function fixFor(got: unknown): string {
  if (got === undefined) { return 'add it'; }
  if (typeof got === 'number') { return 'write it as text, in quotes'; }
  if (typeof got === 'string' && got.includes('${')) { return 'write {"Fn::Sub": "…"} around it: a bare text is taken as it is'; }
  return 'correct it';
}

function policies(value: unknown, name: string, file: string): unknown[] {
  return listIn(value, `${name} of ${file}`, 'a list of policy documents or of names of JSON files').map((one, index) => {
    const what = `${name}[${index}] of ${file}`;
    const allowed = 'a policy document, or the name of a JSON file that holds one';
    const document = typeof one === 'string' ? readObject(besides(file, one), what, allowed) : one;
    return isFields(document) && document.Statement !== undefined ? document : refuse({ what, got: one, allowed, fix: 'write the document with its Statement' });
  });
}

function reasons(value: unknown, file: string): Record<string, string> {
  if (value === undefined) { return {}; }
  const what = `acceptUndecided of ${file}`;
  if (!isFields(value)) { return refuse({ what, got: value, allowed: 'an object of reasons by names of claims', fix: 'write {"granted": "why nobody needs to know"}' }); }
  return Object.fromEntries(Object.entries(value).map(([claim, reason]) => {
    if (!Object.hasOwn(CLAIM_FIELDS, claim)) { refuse({ what: `claim in ${what}`, got: claim, allowed: Object.keys(CLAIM_FIELDS).join(', '), fix: 'name one of them' }); }
    if (typeof reason === 'string' && reason.trim().length >= LEAST_REASON) { return [claim, reason]; }
    return refuse({ what: `reason for ${claim} in ${what}`, got: reason, allowed: `a text of at least ${LEAST_REASON} characters`, fix: 'say why: an auditor will ask' });
  }));
}
