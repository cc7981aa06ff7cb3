import type { Effects } from './effects';
import type { Deadline } from '../../../src/secrets/rotation/deadline';
import type { Engine } from '../../../src/secrets/rotation/engine';
import type { StrategyOf } from '../../../src/secrets/rotation/rotation-handler';
import type { SecretFields } from '../../../src/secrets/rotation/secret-value';
import type { RotationSettings } from '../../../src/secrets/rotation/settings';

/** A server with users made for one rotation, and what is known of them from outside the rotation function. */
export interface World {
  /** Variables of the function beyond those that every one has: HOSTS, USERNAMES, ENGINE_OPTIONS and so on. */
  readonly environment: Readonly<Record<string, string>>;
  /** The secret's first value. */
  readonly initial: SecretFields;
  /** The value of the administrator's secret. */
  readonly administrator?: SecretFields;
  /** The engine, all of whose connections and calls go through the effects. */
  engineOf?(effects: Effects): (settings: RotationSettings, deadline: Deadline) => Engine;
  /** The strategy, where it has no engine. */
  strategyOf?(effects: Effects): StrategyOf;
  /** Whether a stored value logs in, tried with a client of its own. */
  loginWorks(fields: SecretFields): Promise<boolean>;
  /** Everything that the server knows of a user but its name and password, in a form that `toEqual` compares. */
  snapshot(username: string): Promise<unknown>;
  /** Removes the users. */
  dispose(): Promise<void>;
}

/** An engine with a strategy, as the matrix runs it. */
export interface Scenario {
  /** Such as `postgres 18`. */
  readonly server: string;
  readonly engine: string;
  readonly strategy: 'single-user' | 'alternating-users' | 'api-key';
  /** Whether the credential that clients hold stays valid at every instant of a rotation. False only where an engine holds one password for one user. */
  readonly currentAlwaysWorks: boolean;
  /** Whether the server is a real one, or a stand-in. */
  readonly tested: 'server' | 'stand-in';
  /** The field of the secret that must be another one after a rotation. */
  readonly credentialField?: string;
  /** Whether each run needs a world of its own: what the secret's old versions hold matters. */
  readonly isUsedOnce?: boolean;
  prepare(): Promise<World>;
  /** Everything that the server has logged. */
  serverLog(): Promise<string>;
}
