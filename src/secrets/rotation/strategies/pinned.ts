import type { Engine } from '../engine';
import { refuseUnless } from '../failure';
import { type Credential, type SecretFields, credentialOf } from '../secret-value';
import type { Rotation } from './strategy';

/**
 * The credential of a secret, if it is for a host and a user that the construct named: whoever may write the secret must not be able to point
 * the function elsewhere. Nothing has been connected to before this.
 */
export function pinnedCredential({ settings }: Rotation, engine: Engine, fields: SecretFields): Credential {
  const credential = credentialOf({ ...settings.fields, ...fields }, { ...engine.defaults, host: settings.hosts[0] });
  refuseUnless(isPinnedHost(credential, settings.hosts), 'the host of the secret is none that the construct named');
  refuseUnless(settings.usernames.length === 0 || settings.usernames.includes(credential.username), 'the user of the secret is none that the construct named');
  refuseUnless(Buffer.byteLength(credential.username) <= engine.longestUsername, 'the user name of the secret is longer than the engine takes');
  return credential;
}

/** The administrator that the construct named, for one of the same hosts. The secret that RDS manages names no host: it is then the first. */
export async function administratorOf({ versions, settings }: Rotation, engine: Engine, current: Credential): Promise<Credential> {
  const { administratorArn } = settings;
  refuseUnless(administratorArn !== undefined, 'the function has no administrator');
  const { masterarn } = current.fields;
  refuseUnless(masterarn === undefined || masterarn === administratorArn, 'the masterarn of the secret is not the administrator that the construct named');
  const fields = await versions.readOther(administratorArn);
  const administrator = credentialOf(fields, { ...engine.defaults, host: current.host, port: current.port, database: current.database });
  refuseUnless(isPinnedHost(administrator, settings.hosts), 'the host of the administrator\'s secret is none that the construct named');
  return { ...administrator, host: current.host, port: current.port, database: current.database };
}

const isPinnedHost = ({ host }: Credential, hosts: readonly string[]): boolean => hosts.length > 0 && hosts.includes(host);

/** Whether two credentials are of the same server. */
export const isSameServer = (one: Credential, other: Credential): boolean => one.host === other.host && one.port === other.port;
