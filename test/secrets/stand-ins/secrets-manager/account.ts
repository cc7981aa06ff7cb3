import { randomInt } from 'node:crypto';
import { exists, invalidRequest, notFound } from './errors';
import type { Context, Secret } from './secret';

export const ACCOUNT_ID = '123456789012';
const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Every secret of one account, in all Regions. */
export interface Account {
  secrets: Secret[];
}

/** A secret as a Region sees it: a replica has the primary's content under an ARN of its own Region. */
export interface Sighting {
  readonly secret: Secret;
  readonly arn: string;
  readonly isReplica: boolean;
}

export const arnIn = (region: string, { name, arn }: Pick<Secret, 'name' | 'arn'>): string =>
  `arn:aws:secretsmanager:${region}:${ACCOUNT_ID}:secret:${name}${arn.slice(-7)}`;

/** An ARN ends in a hyphen and six random characters, so a secret of the same name made later has another one. */
export function newArn(name: string, region: string): string {
  const suffix = Array.from({ length: 6 }, () => ALPHANUMERIC[randomInt(ALPHANUMERIC.length)]).join('');
  return `arn:aws:secretsmanager:${region}:${ACCOUNT_ID}:secret:${name}-${suffix}`;
}

const isReplicatedTo = ({ replicas }: Secret, region: string): boolean =>
  replicas.some(replica => replica.region === region && replica.failure === undefined);

/** The secret that a name, a complete ARN or an ARN without its suffix names in a Region. */
export function sight({ secrets }: Account, id: string, { region, now }: Context): Sighting | undefined {
  for (const secret of secrets) {
    const isReplica = isReplicatedTo(secret, region);
    if (!isReplica && secret.region !== region) { continue; }
    if (secret.deletedDate !== undefined && secret.deletedDate <= now) { continue; }
    const arn = isReplica ? arnIn(region, secret) : secret.arn;
    if ([secret.name, arn, arn.slice(0, -7)].includes(id)) { return { secret, arn, isReplica }; }
  }
  return undefined;
}

/** A secret to look at, deleted or not. */
export function found(account: Account, id: string, context: Context): Sighting {
  const sighting = sight(account, id, context);
  if (!sighting) { throw notFound(); }
  return sighting;
}

/** A secret that isn't scheduled for deletion, to read. */
export function readable(account: Account, id: string, context: Context): Sighting {
  const sighting = found(account, id, context);
  if (sighting.secret.deletedDate !== undefined) {
    throw invalidRequest('You can\'t perform this operation on the secret because it was marked for deletion.');
  }
  return sighting;
}

/** A secret to change; a replica is changed through its primary. */
export function writable(account: Account, id: string, context: Context): Secret {
  const { secret, isReplica } = readable(account, id, context);
  if (isReplica) { throw invalidRequest('You can\'t perform this operation on a replica secret. Update the primary secret instead.'); }
  return secret;
}

/** Refuses a name that is in use in the Region. */
export function refuseTaken(account: Account, name: string, context: Context): void {
  const taken = sight(account, name, context);
  if (taken?.secret.deletedDate !== undefined) {
    throw invalidRequest('You can\'t create this secret because a secret with this name is already scheduled for deletion.');
  }
  if (taken) { throw exists(`The operation failed because the secret ${name} already exists.`); }
}
