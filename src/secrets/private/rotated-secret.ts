import { ArnFormat, Fn, Names, Stack, Token, aws_secretsmanager as secretsmanager, type aws_kms as kms } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { areDifferent } from '../../private/arns';
import { InvalidInputError, refuseUnless } from '../../private/errors';
import { Register } from '../../private/register';

/** A secret as rotation sees it: itself, and not its attachment to a database. */
export interface RotatedSecret {
  /** The secret itself. */
  readonly owner: secretsmanager.ISecret;
  /** What a schedule names: the attachment where there is one, so that no rotation begins before the secret has its host. */
  readonly schedulable: secretsmanager.ISecret;
  /** The complete ARN. */
  readonly arn: string;
  readonly name: string;
  /** How many characters the name has at most, also where only the deployment knows it. */
  readonly nameLength: number;
  /** The key, if it is not the one that AWS manages. */
  readonly key?: kms.IKey;
  /** Whether the secret is attached to a database already, as far as this app knows. */
  readonly isAttached: boolean;
  /** Whether this app made it. */
  readonly isOwned: boolean;
}

/** What an ARN has beside the name: up to here 71 characters, with quotes and a comma. */
export const ARN_LENGTH = 80;

/**
 * Looks through an attachment. Refuses secrets that are known by a part of their ARN: policies and the function need all of it; and those
 * that are known to be elsewhere than the scope that uses them.
 */
export function rotatedSecret(what: string, secret: secretsmanager.ISecret, scope: IConstruct = secret): RotatedSecret {
  refuseUnless(secret.secretFullArn !== undefined, {
    what,
    got: `${secret.secretName}, by a partial ARN or a name`,
    allowed: 'secrets known by their complete ARN, with the six characters at its end',
    fix: 'import it by Secret.fromSecretCompleteArn or Secret.fromSecretAttributes',
  });
  const owner = ownerOf(secret);
  checkPlace(what, owner, scope);
  const name = nameOf(owner);
  const attachment = owner.node.tryFindChild('Attachment') as secretsmanager.ISecret | undefined;
  return {
    owner,
    schedulable: attachment ?? secret,
    arn: owner.secretArn,
    name,
    nameLength: nameLengthOf(owner, name),
    key: secret.encryptionKey,
    isAttached: attachment !== undefined || owner !== secret || 'secretTargetAttachmentSecretArn' in secret,
    isOwned: secretsmanager.Secret.isSecret(owner),
  };
}

/** CDK makes attachments as children of what they attach. */
function ownerOf(secret: secretsmanager.ISecret): secretsmanager.ISecret {
  const { scope } = secret.node;
  return 'secretTargetAttachmentSecretArn' in secret && secretsmanager.Secret.isSecret(scope) ? scope : secret;
}

/** Rotations and events stay in their account and Region. An imported secret's are those of its ARN. */
function checkPlace(what: string, { env: { account, region } }: secretsmanager.ISecret, scope: IConstruct): void {
  const stack = Stack.of(scope);
  refuseUnless(!areDifferent(account, stack.account) && !areDifferent(region, stack.region), {
    what, got: `a secret of the account ${known(account)} in ${known(region)}`, allowed: `one of the account ${known(stack.account)} in ${known(stack.region)}`, fix: 'rotate it in a stack there',
  });
}

const known = (part: string): string => Token.isUnresolved(part) ? 'of the deployment' : part;

/** The name without the six characters that the ARN ends with. CDK's own `secretName` has them where a feature flag is not set. */
function nameOf(secret: secretsmanager.ISecret): string {
  const cfn = secret.node.defaultChild;
  if (!secretsmanager.CfnSecret.isCfnSecret(cfn)) { return isMadeByRds(secret) ? partsOfName(secret, RDS_PARTS) : secret.secretName; }
  const name = Stack.of(secret).resolve(cfn.name) as unknown;
  return typeof name === 'string' && name !== '' ? name : partsOfName(secret, 2); // CloudFormation makes up <logical id>-<random>
}

function partsOfName(secret: secretsmanager.ISecret, count: number): string {
  const resource = Stack.of(secret).splitArn(secret.secretArn, ArnFormat.COLON_RESOURCE_NAME).resourceName ?? '';
  return Fn.join('-', Array.from({ length: count }, (_, part) => Fn.select(part, Fn.split('-', resource))));
}

/** RDS calls its secrets rds!cluster-<UUID> or rds!db-<UUID>. Of other ARNs that only the deployment knows nobody knows where the name ends. */
const RDS_PARTS = 6;
const RDS_LENGTH = 48;

function isMadeByRds(secret: secretsmanager.ISecret): boolean {
  const { 'Fn::GetAtt': reference } = Object(Stack.of(secret).resolve(secret.secretArn)) as { readonly 'Fn::GetAtt'?: readonly unknown[] };
  return reference?.[1] === 'MasterUserSecret.SecretArn';
}

/** CloudFormation puts a hyphen and 12 characters behind the logical id. Where nothing is known, it is the longest that AWS takes. */
function nameLengthOf(secret: secretsmanager.ISecret, name: string): number {
  if (!Token.isUnresolved(name)) { return name.length; }
  const cfn = secret.node.defaultChild;
  if (secretsmanager.CfnSecret.isCfnSecret(cfn) && Stack.of(secret).resolve(cfn.name) === undefined) { return Names.uniqueId(cfn).length + 13; }
  return isMadeByRds(secret) ? RDS_LENGTH : 512;
}

/** Two schedules of one secret would overwrite each other. The secrets are kept on the root of the tree, never in the process. */
export function claimRotation({ owner }: RotatedSecret, scope: IConstruct): void {
  const arn = Token.isUnresolved(owner.secretArn) ? `${Stack.of(owner).node.path}/${JSON.stringify(Stack.of(owner).resolve(owner.secretArn))}` : owner.secretArn;
  const second = secondRotation(owner, `rotation '${scope.node.path}'`);
  if (ROTATED.get(owner, arn) || schedulesBeside(owner, scope).length > 0) { throw second; }
  ROTATED.set(owner, arn, true);
  owner.node.addValidation({ validate: () => schedulesBeside(owner, scope).map(({ node }) => secondRotation(owner, `rotation '${node.path}'`).message) });
}

/** Says that a secret can't have two rotations. */
export const secondRotation = (owner: IConstruct, what: string): InvalidInputError => new InvalidInputError({
  what,
  got: `a second rotation of the secret '${owner.node.path}'`,
  allowed: 'one rotation for each secret',
  fix: 'leave one of them out: each schedule would overwrite the other',
});

const schedulesBeside = (owner: IConstruct, scope: IConstruct): IConstruct[] => owner.node.findAll().filter((node) =>
  secretsmanager.CfnRotationSchedule.isCfnRotationSchedule(node) && node.node.scope !== scope);

const ROTATED = new Register<boolean>('rotatedSecrets', 'app');
