import { ApiError, invalidParameter, invalidRequest } from './errors';

/** What a parameter may be; bounds are of characters, bytes (of a value), items, or of the number itself. */
interface Rule {
  readonly type: 'string' | 'integer' | 'boolean' | 'list' | 'object';
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
  readonly required?: boolean;
}

const text = (min: number, max: number, pattern?: RegExp): Rule => ({ type: 'string', min, max, pattern });
const integer = (min: number, max: number): Rule => ({ type: 'integer', min, max });
const list = (min: number, max = Infinity): Rule => ({ type: 'list', min, max });
const required = (rule: Rule): Rule => ({ ...rule, required: true });
const BOOLEAN: Rule = { type: 'boolean' };
const SECRET_ID = required(text(1, 2048));
const TOKEN = text(32, 64);
const VALUE = text(1, 65_536);
const POLICY = required(text(1, 20_480));
const id = { SecretId: SECRET_ID };
const page = { MaxResults: integer(1, 100), NextToken: text(1, 4096) };
const value = { ClientRequestToken: TOKEN, SecretString: VALUE, SecretBinary: text(1, 87_384) };

/** The parameters of every action, with the constraints that the API reference prints: https://docs.aws.amazon.com/secretsmanager/latest/apireference/ */
const PARAMETERS = {
  CancelRotateSecret: id,
  CreateSecret: {
    ...value,
    Name: required(text(1, 512)),
    Description: text(0, 2048),
    KmsKeyId: text(0, 2048),
    Tags: list(0),
    AddReplicaRegions: list(1),
    ForceOverwriteReplicaSecret: BOOLEAN,
  },
  DeleteResourcePolicy: id,
  DeleteSecret: { ...id, RecoveryWindowInDays: { type: 'integer' }, ForceDeleteWithoutRecovery: BOOLEAN },
  DescribeSecret: id,
  GetRandomPassword: {
    PasswordLength: integer(1, 4096),
    ExcludeCharacters: text(0, 4096),
    ExcludeNumbers: BOOLEAN,
    ExcludePunctuation: BOOLEAN,
    ExcludeUppercase: BOOLEAN,
    ExcludeLowercase: BOOLEAN,
    IncludeSpace: BOOLEAN,
    RequireEachIncludedType: BOOLEAN,
  },
  GetResourcePolicy: id,
  GetSecretValue: { ...id, VersionId: TOKEN, VersionStage: text(1, 256) },
  ListSecretVersionIds: { ...id, ...page, IncludeDeprecated: BOOLEAN },
  PutResourcePolicy: { ...id, ResourcePolicy: POLICY, BlockPublicPolicy: BOOLEAN },
  PutSecretValue: { ...id, ...value, VersionStages: list(1, 20), RotationToken: text(36, 256, /^[a-zA-Z0-9-]+$/) },
  RemoveRegionsFromReplication: { ...id, RemoveReplicaRegions: required(list(1)) },
  ReplicateSecretToRegions: { ...id, AddReplicaRegions: required(list(1)), ForceOverwriteReplicaSecret: BOOLEAN },
  RestoreSecret: id,
  RotateSecret: { ...id, ClientRequestToken: TOKEN, RotationLambdaARN: text(0, 2048), RotationRules: { type: 'object' }, RotateImmediately: BOOLEAN },
  StopReplicationToReplica: id,
  TagResource: { ...id, Tags: required(list(0)) },
  UntagResource: { ...id, TagKeys: required(list(0)) },
  UpdateSecret: { ...id, ...value, Description: text(0, 2048), KmsKeyId: text(0, 2048) },
  UpdateSecretVersionStage: { ...id, VersionStage: required(text(1, 256)), RemoveFromVersionId: TOKEN, MoveToVersionId: TOKEN },
  ValidateResourcePolicy: { SecretId: text(1, 2048), ResourcePolicy: POLICY },
} as const satisfies Record<string, Record<string, Rule>>;

export type Action = keyof typeof PARAMETERS;
export type Parameters = Readonly<Record<string, unknown>>;

export const isAction = (name: string): name is Action => Object.hasOwn(PARAMETERS, name);

/** A raw request without a token is refused: the SDKs make one up. */
const NEEDS_TOKEN: Partial<Record<Action, (message: string) => ApiError>> = {
  CreateSecret: invalidRequest, UpdateSecret: invalidRequest, PutSecretValue: invalidRequest, RotateSecret: invalidParameter,
};

function isOfType(given: unknown, type: Rule['type']): boolean {
  if (type === 'list') { return Array.isArray(given); }
  if (type === 'integer') { return Number.isInteger(given); }
  return typeof given === type;
}

function sizeOf(given: unknown): number {
  if (typeof given === 'string') { return Buffer.byteLength(given); }
  return Array.isArray(given) ? given.length : Number(given);
}

/** Refuses parameters that break the constraints of their action; a refusal never repeats a value, since it may be secret. */
export function checkParameters(action: Action, parameters: Parameters): void {
  const rules: Readonly<Record<string, Rule>> = PARAMETERS[action];
  const unknown = Object.keys(parameters).filter(name => !Object.hasOwn(rules, name));
  if (unknown.length > 0) { throw new ApiError('SerializationException', `${action} has no parameter ${unknown.join(', ')}.`); }
  const refuseWithoutToken = NEEDS_TOKEN[action];
  if (refuseWithoutToken && parameters.ClientRequestToken === undefined) {
    throw refuseWithoutToken('You must provide a ClientRequestToken value. We recommend a UUID-type value.');
  }
  for (const [name, { type, min = -Infinity, max = Infinity, pattern, required: isRequired }] of Object.entries(rules)) {
    const given = parameters[name];
    if (given === undefined) {
      if (isRequired) { throw invalidParameter(`The parameter ${name} is missing.`); }
      continue;
    }
    if (!isOfType(given, type)) { throw new ApiError('SerializationException', `The parameter ${name} must be a ${type}.`); }
    const size = sizeOf(given);
    if (size < min || size > max) { throw invalidParameter(`The parameter ${name} must be between ${min} and ${max}; it is ${size}.`); }
    if (pattern && !pattern.test(String(given))) { throw invalidParameter(`The parameter ${name} doesn't match ${pattern.source}.`); }
  }
}
