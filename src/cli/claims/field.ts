import { ACCOUNT_ID, ACTION, ORGANIZATION_ID, PRINCIPAL_ARN, SERVICE_PRINCIPAL, SOURCE_ARN, VPC_ENDPOINT_ID } from '../../proofs/claims/claim-values';
import { isFields } from '../../proofs/template/stack-template';

/** What a field of a claim takes; the published schema has the same patterns. */
export interface Field {
  /** In words, for messages. */
  readonly allowed: string;
  /** What the text matches, or each text of a list. */
  readonly pattern: RegExp;
  /** Whether it is a list, and how many it has at least. */
  readonly list?: { readonly least: number };
  /** Whether a value of CloudFormation may stand for the text, or a policy document. */
  readonly orObject?: 'value' | 'document';
}

const SERVICE = /^[a-z0-9*?-]+(\.[a-z0-9*?-]+)+$/;
const VALUE = 'a value of the template such as {"Fn::GetAtt": ["Role", "Arn"]}';

const arns = (least: number): Field => ({
  allowed: `a list of${least > 0 ? ' one or more' : ''} ARNs of roles and users such as arn:aws:iam::111122223333:role/Name, * for any letters, or ${VALUE}`,
  pattern: PRINCIPAL_ARN,
  list: { least },
  orObject: 'value',
});

const services = (allowed: string, pattern: RegExp, least: number): Field =>
  ({ allowed: `a list of ${allowed}, or ${VALUE}`, pattern, list: { least }, orObject: 'value' });

/** All fields that claims have beside their name, by theirs. */
export const FIELDS = {
  resource: { allowed: 'a logical id, StackName/LogicalId or the path of a construct', pattern: /^.+$/ },
  principal: { allowed: `the ARN of a role or user such as arn:aws:iam::111122223333:role/Name, * for any letters, or ${VALUE}`, pattern: PRINCIPAL_ARN, orObject: 'value' },
  actions: { allowed: 'a list of one or more actions such as kms:Decrypt, * for any letters', pattern: ACTION, list: { least: 1 } },
  users: arns(0),
  someUsers: arns(1),
  administrators: arns(0),
  someAdministrators: arns(1),
  deployers: arns(0),
  services: services('values of kms:ViaService such as s3.ap-northeast-2.amazonaws.com', SERVICE, 0),
  someServices: services('one or more values of kms:ViaService such as s3.ap-northeast-2.amazonaws.com', SERVICE, 1),
  servicePrincipals: services('service principals such as cloudfront.amazonaws.com', SERVICE_PRINCIPAL, 0),
  someServicePrincipals: services('one or more service principals such as cloudfront.amazonaws.com', SERVICE_PRINCIPAL, 1),
  sources: services('one or more ARNs of resources that a service acts for, such as that of a distribution', SOURCE_ARN, 1),
  accounts: { allowed: `a list of accounts of 12 digits, as texts, or ${VALUE}`, pattern: ACCOUNT_ID, list: { least: 0 }, orObject: 'value' },
  organization: { allowed: 'the id of an organization such as o-a1b2c3d4e5', pattern: ORGANIZATION_ID },
  endpoint: { allowed: `the id of a VPC endpoint such as vpce-0123456789abcdef0, or ${VALUE}`, pattern: VPC_ENDPOINT_ID, orObject: 'value' },
  baseline: { allowed: 'a file with an earlier template or a policy document, or the document itself', pattern: /^.+$/, orObject: 'document' },
} as const satisfies Readonly<Record<string, Field>>;

export type FieldRule = keyof typeof FIELDS;

/** The first part of a value that its field does not take, with where it stands; nothing where all is well. */
export function wrongIn(field: Field, value: unknown): { readonly at: string; readonly got: unknown } | undefined {
  if (!field.list) { return takes(field, value) ? undefined : { at: '', got: value }; }
  if (!Array.isArray(value) || value.length < field.list.least) { return { at: '', got: value }; }
  const index = value.findIndex((one) => !takes(field, one));
  return index < 0 ? undefined : { at: `[${index}]`, got: value[index] as unknown };
}

function takes({ pattern, orObject }: Field, value: unknown): boolean {
  if (typeof value === 'string') { return pattern.test(value); }
  return orObject === 'value' ? isIntrinsic(value) : orObject === 'document' && isFields(value) && value.Statement !== undefined;
}

function isIntrinsic(value: unknown): boolean {
  const names = isFields(value) ? Object.keys(value) : [];
  return names.length === 1 && (names[0] === 'Ref' || names[0].startsWith('Fn::'));
}
