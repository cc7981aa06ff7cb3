import { createHash } from 'node:crypto';
import { Token } from 'aws-cdk-lib';
import { InvalidInputError, refuseUnless } from '../../private/errors';

interface Parameter {
  readonly type: string;
  readonly allowedPattern?: string;
  readonly allowedValues?: readonly unknown[];
}

interface Step {
  readonly name: string;
  readonly action: string;
  readonly inputs?: object;
}

/** A runbook of AWS Systems Manager: https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-schemas-features.html */
export interface Runbook {
  readonly schemaVersion: string;
  readonly description?: string;
  readonly assumeRole?: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly mainSteps: readonly Step[];
  readonly outputs?: readonly string[];
}

/** https://docs.aws.amazon.com/general/latest/gr/ssm.html */
const LARGEST_BYTES = 64 * 1_024;

/**
 * A runbook without its role.
 *
 * @throws if the text is none that a self-service action can run
 */
export function runbookOf(action: string, text: string, target: string): Runbook {
  const refuse = (part: string, got: unknown, allowed: string, fix: string): never => {
    throw new InvalidInputError({ what: `${part} of the action '${action}'`, got, allowed, fix });
  };
  if (Token.isUnresolved(text)) { refuse('content', 'tokens', 'plain values', 'each account that launches the product has the document: use Automation\'s own variables, such as {{ global:ACCOUNT_ID }}'); }
  refuseUnless(Buffer.byteLength(text) <= LARGEST_BYTES, {
    what: `content of the action '${action}'`, got: `${Buffer.byteLength(text)} bytes`, allowed: `up to ${LARGEST_BYTES}`, fix: 'shorten it',
  });
  const content = parsed(text) ?? refuse('content', 'no object in JSON', 'a runbook as JSON', 'pass the text of the document: JSON.stringify(…) or a file\'s');
  const { schemaVersion, assumeRole, parameters = {}, mainSteps = [] } = content;
  if (schemaVersion !== '0.3') { refuse('schemaVersion', schemaVersion, '0.3', 'self-service actions run Automation documents, whose schema is 0.3'); }
  if (assumeRole !== undefined) { refuse('assumeRole', assumeRole, 'none', 'leave it out: the role is made from `statements` in each account'); }
  const names = Array.isArray(mainSteps) ? mainSteps.map(({ name }: Step) => name) : [];
  if (names.length === 0 || new Set(names).size < names.length || !names.every((name) => /^[a-zA-Z0-9_]{1,128}$/.test(name))) {
    refuse('mainSteps', names.join(', ') || 'none', 'one or more with different names of letters, digits and _', 'name each step');
  }
  if (!Object.hasOwn(parameters, target)) { refuse('targetParameter', target, Object.keys(parameters).join(', ') || 'none', 'name the parameter that takes the resource'); }
  const open = Object.entries(parameters).find(([, { type, allowedPattern = '', allowedValues }]) =>
    type !== 'Boolean' && allowedValues === undefined && !(/^\^.*\$$/.test(allowedPattern) && compiles(allowedPattern)));
  if (open) { refuse(`parameter '${open[0]}'`, open[1].allowedPattern ?? 'any value', 'an allowedPattern from ^ to $, or allowedValues', 'say what values it takes'); }
  return content as Runbook;
}

function compiles(pattern: string): boolean {
  try { return new RegExp(pattern).source !== ''; } catch { return false; }
}

function parsed(text: string): Partial<Runbook> | undefined {
  try {
    const content = JSON.parse(text) as unknown;
    return typeof content === 'object' && content !== null && !Array.isArray(content) ? content : undefined;
  } catch { return undefined; }
}

/**
 * What tells one content of a document from another. An action names version 1 of a document, which never changes, so that another content is another document.
 *
 * https://docs.aws.amazon.com/servicecatalog/latest/dg/API_CreateServiceAction.html
 */
export const digestOf = (content: Runbook, targetType: string): string =>
  createHash('sha256').update(JSON.stringify([content, targetType])).digest('hex').slice(0, 8);

const SECRET_ARN = '^arn:(aws|aws-cn|aws-us-gov):secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]{1,512}$';

/** Rotates a secret now, with the function and the rules that it has. The id of the execution is the new version's: repeating it changes nothing. */
export const ROTATE_SECRET: Readonly<Record<string, unknown>> = {
  schemaVersion: '0.3',
  description: 'Rotates a secret now, with the rotation that it has.',
  parameters: { SecretArn: { type: 'String', description: 'ARN of the secret', allowedPattern: SECRET_ARN } },
  mainSteps: [{
    name: 'RotateSecret',
    action: 'aws:executeAwsApi',
    onFailure: 'Abort',
    isEnd: true,
    inputs: { Service: 'secretsmanager', Api: 'RotateSecret', SecretId: '{{ SecretArn }}', ClientRequestToken: '{{ automation:EXECUTION_ID }}' },
    outputs: [{ Name: 'VersionId', Selector: '$.VersionId', Type: 'String' }],
  }],
  outputs: ['RotateSecret.VersionId'],
};
