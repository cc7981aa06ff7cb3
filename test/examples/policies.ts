import type { Resource } from './assembly';
import { PUBLISHERS } from '../../src/keys/private/publisher-facts';
import { SERVICES } from '../../src/keys/private/service-facts';

type Json = Readonly<Record<string, unknown>>;

/** A statement with the place it was found at. */
export interface FoundStatement {
  readonly at: string;
  readonly type: string;
  /** The property that holds the document: `KeyPolicy`, `PolicyDocument`, `AssumeRolePolicyDocument`… */
  readonly property: string;
  readonly statement: Json;
}

const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every statement of every policy document of a template, wherever it stands in a resource's properties. */
export function statementsOf(resources: readonly Resource[]): FoundStatement[] {
  return resources.flatMap(({ example, logicalId, Type, Properties }) => {
    const find = (value: unknown, property: string): FoundStatement[] => {
      if (Array.isArray(value)) { return value.flatMap((item) => find(item, property)); }
      if (!isRecord(value)) { return []; }
      if (!('Statement' in value)) { return Object.entries(value).flatMap(([name, item]) => find(item, name)); }
      return [value.Statement].flat().filter(isRecord).map((statement) =>
        ({ at: `${example}: ${logicalId} ${property} ${String(statement.Sid ?? JSON.stringify(statement.Action))}`, type: Type, property, statement }));
    };
    return find(Properties, '');
  });
}

/** A value as text, with references in angle brackets. */
export function textOf(value: unknown): string {
  if (Array.isArray(value)) { return value.map(textOf).join(' '); }
  if (!isRecord(value)) { return String(value); }
  const [name, argument] = Object.entries(value)[0] ?? ['', ''];
  if (name === 'Fn::Join') { return (argument as [string, unknown[]])[1].map(textOf).join((argument as [string])[0]); }
  if (name === 'Fn::GetAtt') { return `<${[argument].flat().join('.')}>`; }
  return name === 'Ref' || name.startsWith('Fn::') ? `<${textOf(argument)}>` : Object.values(value).map(textOf).join(' ');
}

export const listOf = (value: unknown): string[] => (value === undefined ? [] : [value].flat().map(textOf));
export const isAllow = ({ statement }: FoundStatement): boolean => statement.Effect === 'Allow';
export const isKeyPolicy = ({ type, property }: FoundStatement): boolean => type === 'AWS::KMS::Key' && property === 'KeyPolicy';

const USES = [
  'Decrypt', 'DeriveSharedSecret', 'Encrypt', 'GenerateDataKey', 'GenerateDataKeyPair', 'GenerateDataKeyPairWithoutPlaintext', 'GenerateDataKeyWithoutPlaintext',
  'GenerateMac', 'ReEncryptFrom', 'ReEncryptTo', 'Sign', 'Verify', 'VerifyMac', 'CreateGrant',
].map((name) => `kms:${name}`);

const matches = (pattern: string, text: string): boolean =>
  new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i').test(text);

/** Whether a statement allows a cryptographic action, or a grant of one; `NotAction` counts as everything. */
export const usesKey = ({ statement }: FoundStatement): boolean =>
  'NotAction' in statement || listOf(statement.Action).some((action) => USES.some((use) => matches(action, use)));

/** The AWS principals of a statement as text; `*` stands for everybody. */
export function awsPrincipals({ statement: { Principal } }: FoundStatement): string[] {
  return isRecord(Principal) ? listOf(Principal.AWS) : listOf(Principal);
}

export const servicePrincipals = ({ statement: { Principal } }: FoundStatement): string[] => (isRecord(Principal) ? listOf(Principal.Service) : []);

/** Whether a principal is a whole account, or everybody. */
export const isAccount = (principal: string): boolean => principal === '*' || /^\d{12}$/.test(principal) || principal === '<AWS::AccountId>' || principal.endsWith(':root');

/** The values of a condition key under operators that only hold where it is present and matches. */
export function positive({ statement }: FoundStatement, key: string): string[] {
  return Object.entries((statement.Condition ?? {}) as Record<string, Json>)
    .filter(([operator]) => /^(StringEquals|StringLike|ArnEquals|ArnLike)$/.test(operator))
    .flatMap(([, keys]) => Object.entries(keys).filter(([name]) => name.toLowerCase() === key.toLowerCase()).flatMap(([, value]) => listOf(value)));
}

/** Whether a pattern of ARNs stands for anybody, or for anybody of an account. */
export const isCatchAll = (pattern: string): boolean => !/:(role|user)\/[^*?]+/.test(pattern) && !/:root$/.test(pattern) && !/^<\w+\.Arn>$/.test(pattern);

/** Whether the tables of services say that a service principal's calls carry something to bind them by. */
export function supportsSource(principal: string): boolean {
  const name = principal.split('.amazonaws.')[0];
  const rows = [
    ...PUBLISHERS.map((facts) => ({ ...facts, regional: false, context: undefined })), ...SERVICES.flatMap(({ principals }) => principals),
  ].filter((facts) => name === facts.principal || (facts.regional && name.startsWith(`${facts.principal}.`)));
  return rows.some(({ sourceAccount, sourceArn, context }) => sourceAccount || sourceArn !== undefined || context !== undefined);
}

/** Whether conditions bind a service's call to a source, or to the resource whose owner asks. */
export const hasSource = (found: FoundStatement): boolean => /"(aws:SourceAccount|aws:SourceArn|aws:SourceOrgID|kms:EncryptionContext:[^"]+)":/i.test(JSON.stringify(found.statement.Condition ?? {}));
