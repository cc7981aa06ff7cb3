import { ArnFormat, Fn, Stack, Token, aws_secretsmanager as secretsmanager, type aws_kms as kms } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { InvalidInputError, refuseUnless } from '../../private/errors';

/** A secret as rotation sees it: itself, and not its attachment to a database. */
export interface RotatedSecret {
  /** The secret itself. */
  readonly owner: secretsmanager.ISecret;
  /** What a schedule names: the attachment where there is one, so that no rotation begins before the secret has its host. */
  readonly schedulable: secretsmanager.ISecret;
  /** The complete ARN. */
  readonly arn: string;
  readonly name: string;
  /** The key, if it is not the one that AWS manages. */
  readonly key?: kms.IKey;
  /** Whether the secret is attached to a database already, as far as this app knows. */
  readonly isAttached: boolean;
  /** Whether this app made it. */
  readonly isOwned: boolean;
}

/** Looks through an attachment. Refuses secrets that are known by a part of their ARN: policies and the function need all of it. */
export function rotatedSecret(what: string, secret: secretsmanager.ISecret): RotatedSecret {
  refuseUnless(secret.secretFullArn !== undefined, {
    what,
    got: `${secret.secretName}, by a partial ARN or a name`,
    allowed: 'secrets known by their complete ARN, with the six characters at its end',
    fix: 'import it by Secret.fromSecretCompleteArn or Secret.fromSecretAttributes',
  });
  const owner = ownerOf(secret);
  const attachment = owner.node.tryFindChild('Attachment') as secretsmanager.ISecret | undefined;
  return {
    owner,
    schedulable: attachment ?? secret,
    arn: owner.secretArn,
    name: nameOf(owner),
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

/** The name without the six characters that the ARN ends with. CDK's own `secretName` has them where a feature flag is not set. */
function nameOf(secret: secretsmanager.ISecret): string {
  const cfn = secret.node.defaultChild;
  if (!secretsmanager.CfnSecret.isCfnSecret(cfn)) { return secret.secretName; }
  const name = Stack.of(secret).resolve(cfn.name) as unknown;
  if (typeof name === 'string' && name !== '') { return name; }
  const resource = Stack.of(secret).splitArn(secret.secretArn, ArnFormat.COLON_RESOURCE_NAME).resourceName ?? '';
  return Fn.join('-', [0, 1].map((part) => Fn.select(part, Fn.split('-', resource)))); // CloudFormation makes up <logical id>-<random>
}

/** Two schedules of one secret would overwrite each other. The secrets are kept on the root of the tree, never in the process. */
export function claimRotation({ owner }: RotatedSecret, scope: IConstruct): void {
  const root = owner.node.root as IConstruct & { [ROTATED]?: Set<string> };
  const rotated = root[ROTATED] ?? new Set<string>();
  const arn = Token.isUnresolved(owner.secretArn) ? `${Stack.of(owner).node.path}/${JSON.stringify(Stack.of(owner).resolve(owner.secretArn))}` : owner.secretArn;
  const isScheduled = owner.node.findAll().some((node) => secretsmanager.CfnRotationSchedule.isCfnRotationSchedule(node));
  if (rotated.has(arn) || isScheduled) {
    throw new InvalidInputError({
      what: `rotation '${scope.node.path}'`,
      got: `a second rotation of the secret '${owner.node.path}'`,
      allowed: 'one rotation for each secret',
      fix: 'leave one of them out: each schedule would overwrite the other',
    });
  }
  Object.defineProperty(root, ROTATED, { value: rotated.add(arn), configurable: true });
}

const ROTATED = Symbol.for('cdk-gold.rotatedSecrets');
