import { readUser, refuseWithoutPassword, setPasswords } from './acl-user';
import { type Connect, type Connection, ping } from './connection';
import { isNotPermitted, redisFailure } from './failure';
import { type Node, atEveryNode } from './nodes';
import { equalize, refuseUnequal } from './twin';
import type { Engine } from '../../engine';
import { AdministratorRefused, type FailureKind, RotationError, refuseUnless } from '../../failure';
import type { Credential } from '../../secret-value';
import { withConnection } from '../with-connection';

/** What makes changes of users outlive a restart: by where the server keeps its users. */
const PERSISTENCE: Readonly<Record<string, readonly [command: string, word: string]>> = { aclfile: ['ACL', 'SAVE'], config: ['CONFIG', 'REWRITE'] };

/** What differs between installations of Redis and Valkey. */
export interface RedisOptions {
  /** Further nodes that have the user. */
  readonly nodes?: readonly Node[];
  /** Where the server keeps its users: `aclfile` or `config`; not told if something else writes them. */
  readonly persist?: string;
  /** Who changes a single user, where it is not itself. */
  readonly administrator?: (credential: Credential) => Promise<Credential>;
  /** Whether there are two users, which an administrator looks at whenever they change. */
  readonly takesTurns?: boolean;
}

/** Redis and Valkey that somebody runs by themselves, from version 6 on. */
export class RedisEngine implements Engine {
  public readonly hasTwoPasswords = true;
  public readonly defaults = { port: 6379 };
  /** The server has no limit; a line of its file has to be readable. */
  public readonly longestUsername = 255;

  constructor(private readonly connect: Connect, private readonly options: RedisOptions = {}) {
    refuseUnless(options.persist === undefined || options.persist in PERSISTENCE, 'the option persist is neither aclfile nor config');
  }

  public classify(error: unknown): FailureKind { return redisFailure(error); }

  public async probe(credential: Credential): Promise<void> {
    const [first, ...others] = this.everywhere(credential);
    await this.login(first);
    for (const other of others) {
      await this.login(other).catch((error: unknown) => {
        if (this.classify(error) !== 'authentication') { throw error; }
        throw new RotationError('not-equal', 'a node refuses a password that another one takes: give all nodes the same users');
      });
    }
  }

  public async provision(administrator: Credential, current: Credential, pending: Credential): Promise<void> {
    await this.change(administrator, current, async (connection) => { await equalize(connection, current.username, pending.username); });
  }

  public async commit(by: Credential, pending: Credential): Promise<void> {
    const isItself = by.username === pending.username;
    const changer = isItself ? await this.options.administrator?.(pending) ?? by : by;
    await this.change(changer, pending, async (connection) => {
      await setPasswords(connection, pending.username, pending.password, isItself ? by.password : undefined);
      await this.persist(connection);
    });
  }

  public async verify(pending: Credential, current: Credential, administrator: Credential): Promise<void> {
    await this.probe(pending);
    await this.change(administrator, current, async (connection) => { await refuseUnequal(connection, current.username, pending.username); });
  }

  /**
   * A login, and what it means for a single user: that no other password would do, and that it lasts. A rotation that was killed between its
   * change and its file has nothing more to do, so it is taken up here.
   */
  private async login(credential: Credential): Promise<void> {
    const { administrator, takesTurns = false } = this.options;
    const settle = async (connection: Connection) => this.settle(connection, credential.username);
    await withConnection(this.connect, credential, async (connection) => {
      await ping(connection);
      if (!takesTurns && administrator === undefined) { await settle(connection); }
    });
    if (!takesTurns && administrator !== undefined) { await this.asAdministrator(await administrator(credential), credential, settle); }
  }

  private async settle(connection: Connection, username: string): Promise<void> {
    const user = await readUser(connection, username).catch((error: unknown) => {
      if (!isNotPermitted(error)) { throw error; }
      return undefined; // it can't change itself either, and is told so when it tries
    });
    if (user === undefined) { return; }
    refuseWithoutPassword(user);
    await this.persist(connection);
  }

  private async persist(connection: Connection): Promise<void> {
    const command = this.options.persist === undefined ? undefined : PERSISTENCE[this.options.persist];
    if (command !== undefined) { await connection.run(...command); }
  }

  /** Works at every node, and at the secret's own last: that it takes the new password means that all do. */
  private async change(by: Credential, at: Credential, work: (connection: Connection) => Promise<void>): Promise<void> {
    for (const node of [...this.everywhere(at)].reverse()) {
      const { host, port } = node;
      await (by.username === at.username ? withConnection(this.connect, { ...by, host, port }, work) : this.asAdministrator(by, node, work));
    }
  }

  /** That the administrator can't log in says nothing of the user. */
  private async asAdministrator(
    administrator: Credential, { host, port }: Credential, work: (connection: Connection) => Promise<void>,
  ): Promise<void> {
    await withConnection(this.connect, { ...administrator, host, port }, work).catch((error: unknown) => {
      if (this.classify(error) !== 'authentication') { throw error; }
      throw new AdministratorRefused();
    });
  }

  private everywhere(credential: Credential): readonly Credential[] { return atEveryNode(credential, this.options.nodes ?? []); }
}
