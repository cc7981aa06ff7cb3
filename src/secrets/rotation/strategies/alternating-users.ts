import type { Engine } from '../engine';
import { RotationError, refuseUnless } from '../failure';
import type { Credential, SecretFields } from '../secret-value';
import { Logins } from './logins';
import { administratorOf, isSameServer, pinnedCredential } from './pinned';
import type { Rotation, Strategy } from './strategy';

/** What the second user's name ends with. */
const SUFFIX = '_clone';

/** The other of two users that take turns: `orders` and `orders_clone`. */
export const twinOf = (username: string): string => (username.endsWith(SUFFIX) ? username.slice(0, -SUFFIX.length) : `${username}${SUFFIX}`);

/**
 * Two users that take turns: the one that clients use stays as it is, while an administrator prepares the other. Clients never see a credential
 * that does not work.
 *
 * The password is set last, after everything else of the user is in place; so a login by it means that the user is complete.
 */
export class AlternatingUsers implements Strategy {
  public readonly rotating = ['username', 'password'];
  public readonly logins: Logins;

  constructor(private readonly rotation: Rotation, private readonly engine: Engine) { this.logins = new Logins(engine); }

  public async create(currentFields: SecretFields): Promise<SecretFields> {
    const { username } = this.credential(currentFields);
    const twin = twinOf(username);
    refuseUnless(Buffer.byteLength(twin) <= this.engine.longestUsername, 'the name of the second user would be longer than the engine takes: choose a shorter user name');
    const password = await this.rotation.versions.newPassword(this.rotation.settings.passwordRules);
    return { ...currentFields, username: twin, password };
  }

  public async set(currentFields: SecretFields, pendingFields: SecretFields): Promise<void> {
    const [current, pending] = [this.credential(currentFields), this.credential(pendingFields)];
    refuseUnless(isSameServer(current, pending) && pending.username === twinOf(current.username), 'the pending version is not for the other user of the same server');
    if (!await this.logins.works(current)) {
      throw new RotationError('authentication', 'the current credential does not log in, so nothing is changed: mend the secret or the user by hand');
    }
    const administrator = await this.administrator(current, pending);
    await this.logins.asAdministrator(() => this.engine.provision(administrator, current, pending));
    await this.logins.asAdministrator(() => this.engine.commit(administrator, pending));
  }

  public async test(currentFields: SecretFields, pendingFields: SecretFields): Promise<void> {
    const [current, pending] = [this.credential(currentFields), this.credential(pendingFields)];
    await this.logins.onServer(() => this.engine.probe(pending));
    if (pending.username === current.username) { return; } // a test alone, on a copy of the current value
    const administrator = await this.administrator(current, pending);
    await this.logins.asAdministrator(() => this.engine.verify(pending, current, administrator)); // the pending password has just logged in
  }

  /** The current user is never touched, so its credential works. */
  public async restore(): Promise<void> { return; }

  private async administrator(current: Credential, pending: Credential): Promise<Credential> {
    const administrator = await administratorOf(this.rotation, this.engine, current);
    refuseUnless(![current.username, pending.username].includes(administrator.username), 'the administrator is one of the users that rotate');
    return administrator;
  }

  private credential(fields: SecretFields): Credential { return pinnedCredential(this.rotation, this.engine, fields); }
}
