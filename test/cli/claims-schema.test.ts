import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { CLAIM_FIELDS, type ClaimFields } from '../../src/cli/claims/claim-fields';
import { type Field, FIELDS, type FieldRule } from '../../src/cli/claims/field';
import { CONSTRAINTS, GRANT_OPERATIONS, GRANT_PATTERNS } from '../../src/cli/claims/grant';
import { CLAIMS } from '../../src/proofs/claims/catalogue';

const FILE = path.join(__dirname, '..', '..', 'schema', 'claims.schema.json');

type Schema = Record<string, unknown>;

const VALUE: Schema = {
  description: 'A value of CloudFormation in the template of the resource, such as {"Fn::GetAtt": ["Role", "Arn"]}',
  type: 'object',
  minProperties: 1,
  maxProperties: 1,
  propertyNames: { pattern: '^(Ref$|Fn::)' },
};

const DOCUMENT: Schema = { description: 'A policy document', type: 'object', required: ['Statement'] };

const GRANTS: Schema = {
  description: 'Grants that exist on keys, which no template has',
  type: 'array',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['key', 'grants'],
    properties: {
      key: { description: FIELDS.resource.allowed, type: 'string', pattern: FIELDS.resource.pattern.source },
      grants: {
        description: 'All grants of the key, or the JSON file beside this one that aws kms list-grants wrote',
        anyOf: [{ type: 'string' }, { type: 'array', items: { $ref: '#/definitions/grant' } }],
      },
    },
  },
};

const CONTEXT: Schema = { type: 'object', minProperties: 1, additionalProperties: { type: 'string' } };
const [SUBSET, EQUALS, SOURCE] = CONSTRAINTS;

/** Beside these, list-grants prints more that says nothing of who may do what. */
const GRANT: Schema = {
  description: 'A grant as aws kms list-grants prints it',
  type: 'object',
  required: ['Operations'],
  anyOf: [{ required: ['GranteePrincipal'] }, { required: ['GranteeServicePrincipal'] }],
  properties: {
    GranteePrincipal: { type: 'string', anyOf: [{ pattern: GRANT_PATTERNS.principal.source }, { pattern: GRANT_PATTERNS.service.source }] },
    GranteeServicePrincipal: { type: 'string', pattern: GRANT_PATTERNS.service.source },
    Operations: { type: 'array', minItems: 1, items: { enum: GRANT_OPERATIONS } },
    Constraints: {
      type: 'object',
      additionalProperties: false,
      properties: { [SUBSET]: CONTEXT, [EQUALS]: CONTEXT, [SOURCE]: { type: 'string', pattern: GRANT_PATTERNS.sourceArn.source } },
    },
  },
};

/** The schema that follows from the rules of the command. */
function expected(): Schema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Claims of cdk-gold prove',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      claims: {
        description: 'What is to be proved beside the defaults',
        type: 'array',
        items: { type: 'object', required: ['claim'], oneOf: Object.keys(CLAIM_FIELDS).map((name) => ({ $ref: `#/definitions/${name}` })) },
      },
      defaults: { description: 'Whether what is claimed of every policy is claimed too', type: 'boolean', default: true },
      trustedDeployers: {
        description: 'Deploying roles that may do everything by their own policies',
        type: 'array',
        items: { type: 'string', pattern: FIELDS.principal.pattern.source, not: { const: '*' } },
      },
      serviceControlPolicies: policies('Service'),
      resourceControlPolicies: policies('Resource'),
      grants: GRANTS,
      acceptUndecided: {
        description: 'Claims that may be undecided, with the reason',
        type: 'object',
        propertyNames: { enum: Object.keys(CLAIM_FIELDS) },
        additionalProperties: { type: 'string', pattern: '^\\s*\\S[\\s\\S]{8,}\\S\\s*$' },
      },
    },
    definitions: {
      value: VALUE,
      document: DOCUMENT,
      grant: GRANT,
      ...Object.fromEntries(Object.entries(CLAIM_FIELDS).map(([name, fields]) => [name, claimSchema(name, fields)])),
    },
  };
}

const policies = (kind: string): Schema => ({
  description: `${kind} control policies that bind the account: documents, or JSON files beside this one`,
  type: 'array',
  items: { anyOf: [{ type: 'string' }, { $ref: '#/definitions/document' }] },
});

function claimSchema(name: string, { required, optional }: ClaimFields): Schema {
  const rules: [string, FieldRule][] = Object.entries({ ...required, ...optional });
  return {
    description: expect.stringMatching(/^[A-Z].{20}/),
    type: 'object',
    additionalProperties: false,
    required: ['claim', ...Object.keys(required)],
    properties: { claim: { const: name }, ...Object.fromEntries(rules.map(([field, rule]) => [field, fieldSchema(FIELDS[rule])])) },
  };
}

function fieldSchema({ allowed: description, pattern, list, orObject }: Field): Schema {
  const text = { type: 'string', pattern: pattern.source };
  const one = orObject === undefined ? text : { anyOf: [text, { $ref: `#/definitions/${orObject}` }] };
  return list ? { description, type: 'array', ...list.least > 0 ? { minItems: list.least } : {}, items: one } : { description, ...one };
}

test('every claim of the catalogue can be stated in a file, but for what a domain declares to share', () => {
  expect(Object.keys(CLAIM_FIELDS).sort()).toEqual(Object.keys(CLAIMS).filter((name) => name !== 'sharedAsDeclared').sort());
});

test('the published schema has the rules of the command', () => {
  expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual(expected());
});
