import { asAdmin } from './admin';
import type { RedisServer } from '../../../../servers/redis';

/** What an API answers instead of a result. */
export class ApiError extends Error {
  constructor(public readonly code: string, public readonly status = 400) { super(code); }
}

/** A user as an API of AWS keeps it: its passwords are those of the server's user of the same name. */
export interface StoredUser {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  type: 'password' | 'no-password' | 'iam';
  status: 'active' | 'modifying' | 'deleting';
  groups: string[];
  passwords: readonly string[];
}

/** Passwords that ElastiCache and MemoryDB take. */
const PASSWORD = /^[^,"/@]{16,128}$/;

/** Users of whom a change takes effect a while after it was asked for, at a real server. */
export class ManagedUserStore {
  /** How often a user is described as `modifying` before a change of it takes effect. */
  public describesUntilActive = 2;
  /** Groups of users, and the caches that use them. */
  public readonly groups = new Map<string, string[]>();
  private readonly users = new Map<string, StoredUser & { describesLeft: number }>();

  constructor(private readonly server: () => RedisServer) {}

  public add(user: Pick<StoredUser, 'id' | 'name' | 'arn' | 'passwords'> & Partial<StoredUser>): StoredUser {
    const stored = { type: 'password' as const, status: 'active' as const, groups: [], ...user, describesLeft: 0 };
    this.users.set(user.id, stored);
    return stored;
  }

  public remove(id: string): void { this.users.delete(id); }

  /** The user as it is told now; each time it is nearer to what it was told to be. */
  public async describe(id: string): Promise<StoredUser> {
    const user = this.find(id);
    if (user.status === 'modifying') {
      user.describesLeft -= 1;
      if (user.describesLeft < 0) { await this.apply(user); }
    }
    return { ...user };
  }

  /** Replaces all passwords. */
  public setPasswords(id: string, passwords: readonly string[]): StoredUser {
    const user = this.find(id);
    if (user.status !== 'active') { throw new ApiError('InvalidUserState'); }
    const isCounted = passwords.length >= 1 && passwords.length <= 2 && new Set(passwords).size === passwords.length;
    if (!isCounted || !passwords.every((password) => PASSWORD.test(password))) {
      throw new ApiError('InvalidParameterValue');
    }
    Object.assign(user, { passwords, type: 'password', status: 'modifying', describesLeft: this.describesUntilActive });
    return { ...user };
  }

  private find(id: string): StoredUser & { describesLeft: number } {
    const user = this.users.get(id);
    if (user === undefined) { throw new ApiError('UserNotFound', 404); }
    return user;
  }

  private async apply(user: StoredUser): Promise<void> {
    await asAdmin(this.server(), async (run) => run('ACL', 'SETUSER', user.name, 'resetpass', ...user.passwords.map((password) => `>${password}`)));
    user.status = 'active';
  }
}
