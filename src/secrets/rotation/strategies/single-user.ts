import type { Engine } from '../engine';
import { AdministratorRefused, RotationError, refuseUnless } from '../failure';
import { COMMITTING, CURRENT, PREVIOUS, WORKING } from '../labels';
import type { Credential, SecretFields } from '../secret-value';
import { type Candidate, Logins } from './logins';
import { administratorOf, isSameServer, pinnedCredential } from './pinned';
import type { Rotation, Strategy } from './strategy';

/**
 * One user whose password changes. With an engine that holds two passwords, both work until the next rotation; otherwise clients that read
 * the secret between the change and its promotion find the old one.
 *
 * Before the server is touched the pending version gets the label COMMITTING. So after any crash it is known which password may be in the
 * server, and it is tried first: a rotation of a secret that nobody else changed costs at most one failed login, and usually none; two where
 * another handler sets the password between two logins. A pending password without the label was never sent.
 */
export class SingleUser implements Strategy {
  public readonly rotating = ['password'];
  public readonly logins: Logins;

  constructor(private readonly rotation: Rotation, private readonly engine: Engine) { this.logins = new Logins(engine); }

  public async create(current: SecretFields): Promise<SecretFields> {
    this.credential(current);
    return { ...current, password: await this.rotation.versions.newPassword(this.rotation.settings.passwordRules) };
  }

  public async set(currentFields: SecretFields, pendingFields: SecretFields): Promise<void> {
    const [current, pending] = [this.credential(currentFields), this.credential(pendingFields)];
    refuseUnless(isSameServer(current, pending) && current.username === pending.username, 'the pending version is for another server or user than the current one');
    const { versions, log, settings } = this.rotation;
    const found = await this.logins.first(this.candidates(current, pending));
    if (found?.candidate.name === 'pending') { return; }
    const labels = await versions.labelsNow();
    if (found?.candidate.version !== undefined) { await versions.move(WORKING, found.candidate.version, labels.holder(WORKING)); }
    if (found === undefined && settings.administratorArn === undefined) {
      throw new RotationError('authentication', 'no stored version of the secret logs in: set the user\'s password to the current value by hand');
    }
    log.fact({ by: found?.candidate.name ?? 'administrator', failedLogins: this.logins.failed });
    const by = found?.credential ?? await administratorOf(this.rotation, this.engine, current);
    await versions.move(COMMITTING, versions.token, labels.holder(COMMITTING));
    await this.commit(by, pending);
  }

  public async test(_current: SecretFields, pendingFields: SecretFields): Promise<void> {
    await this.logins.onServer(() => this.engine.probe(this.credential(pendingFields)));
  }

  /** Somebody changed the secret after the password was set: the password of their version becomes valid again. */
  public async restore(currentFields: SecretFields, pendingFields: SecretFields): Promise<void> {
    const { versions } = this.rotation;
    if ((await versions.labelsNow()).holder(COMMITTING) !== versions.token) { return; } // it was not set
    const [current, pending] = [this.credential(currentFields), this.credential(pendingFields)];
    if (!isSameServer(current, pending) || current.username !== pending.username || await this.logins.works(current)) { return; }
    await this.commit(pending, current);
  }

  /** The administrator does it, too, where the user itself may not: of two passwords it would take one away from clients. */
  private async commit(by: Credential, to: Credential): Promise<void> {
    const commitAs = (credential: Credential) => async () => this.engine.commit(credential, to);
    if (by.username !== to.username) { return this.logins.asAdministrator(commitAs(by)); }
    try {
      await this.logins.onServer(commitAs(by));
    } catch (error) {
      const { settings, log } = this.rotation;
      const mayNot = error instanceof RotationError && error.kind === 'privilege' && !(error instanceof AdministratorRefused);
      if (!mayNot || settings.administratorArn === undefined || this.engine.hasTwoPasswords === true) { throw error; }
      const administrator = await administratorOf(this.rotation, this.engine, to);
      log.fact({ by: 'administrator', failedLogins: this.logins.failed });
      await this.logins.asAdministrator(commitAs(administrator));
    }
  }

  /** From the likeliest: what the labels tell first, then what else may be in the server. An administrator sets the password without knowing it. */
  private async* candidates(current: Credential, pending: Credential): AsyncGenerator<Candidate> {
    const { versions, settings } = this.rotation;
    const labels = await versions.labelsNow();
    const committing = labels.holder(COMMITTING);
    const [isCurrent, isPending] = [committing === labels.holder(CURRENT), committing === versions.token];
    const ofCurrent: Candidate = { name: 'current', credential: async () => current };
    const ofPending: Candidate = { name: 'pending', credential: async () => pending };
    const labelled = (name: string, label: string): Candidate =>
      ({ name, version: labels.holder(label), credential: async () => this.like(current, await versions.read(label)) });
    const working = labelled('working', WORKING);
    if (isPending) { yield ofPending; }
    // where two passwords work, the one that clients hold must be the one that stays: the commit is done with it
    const isCurrentFirst = committing === undefined || isCurrent || this.engine.hasTwoPasswords === true;
    const ofCommitting = committing !== undefined && !isCurrent && !isPending ? [labelled('committing', COMMITTING)] : [];
    yield* isCurrentFirst ? [ofCurrent, working, ...ofCommitting] : [...ofCommitting, working, ofCurrent];
    if (!isPending && (await versions.labelsNow()).holder(COMMITTING) === versions.token) { yield ofPending; } // another handler has been faster
    const hasAdministrator = settings.administratorArn !== undefined;
    if (hasAdministrator && this.engine.hasTwoPasswords !== true) { return; }
    if (isPending) { yield { ...ofPending, isTriedAgain: true }; } // another handler may have set it between two logins
    yield labelled('previous', PREVIOUS); // where two passwords work, the administrator would take it away from clients that still hold it
    if (hasAdministrator) { return; }
    for (const version of await versions.leftOver()) {
      yield { name: 'unlabelled', version, credential: async () => this.like(current, await versions.readVersion(version)) };
    }
  }

  /** A stored credential, if it is for the same user of the same server: no other host is connected to. */
  private like(current: Credential, fields: SecretFields | undefined): Credential | undefined {
    if (fields === undefined) { return undefined; }
    const { username, password } = fields;
    if (username !== current.username || typeof password !== 'string' || password === '') { return undefined; }
    if ((fields.host ?? current.host) !== current.host || String(fields.port ?? current.port) !== String(current.port)) { return undefined; }
    return { ...current, password };
  }

  private credential(fields: SecretFields): Credential { return pinnedCredential(this.rotation, this.engine, fields); }
}
