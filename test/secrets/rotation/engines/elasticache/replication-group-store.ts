import type { RedisServer } from '../../../../servers/redis';
import { asAdmin } from '../redis/admin';
import { ApiError } from '../redis/managed-user-store';

/** A replication group with AUTH tokens: those of the server's user `default`. */
export interface StoredGroup {
  readonly id: string;
  status: string;
  isRotating: boolean;
  hasToken: boolean;
  userGroups: string[];
  /** The oldest first. */
  tokens: readonly string[];
}

/** AUTH tokens as the documentation tells: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html */
export class ReplicationGroupStore {
  public describesUntilAvailable = 2;
  private readonly groups = new Map<string, StoredGroup & { describesLeft: number }>();

  constructor(private readonly server: () => RedisServer) {}

  /** Makes a group whose server takes one token. */
  public async add(id: string, token: string, more: Partial<StoredGroup> = {}): Promise<StoredGroup> {
    const group = { id, status: 'available', isRotating: false, hasToken: true, userGroups: [], tokens: [token], ...more, describesLeft: 0 };
    this.groups.set(id, group);
    await this.apply(group);
    return Object.assign(group, more);
  }

  public async describe(id: string): Promise<StoredGroup> {
    const group = this.find(id);
    if (group.status === 'modifying' || group.isRotating) {
      group.describesLeft -= 1;
      if (group.describesLeft === 0) { group.status = 'available'; } // the group is, the token is not yet
      if (group.describesLeft < 0) { await this.apply(group); }
    }
    return { ...group };
  }

  public modify({ ReplicationGroupId, AuthToken, AuthTokenUpdateStrategy, ApplyImmediately }: Readonly<Record<string, string>>): StoredGroup {
    const group = this.find(ReplicationGroupId);
    if (group.status !== 'available' || group.isRotating) { throw new ApiError('InvalidReplicationGroupState'); }
    if (AuthTokenUpdateStrategy !== 'ROTATE' || ApplyImmediately !== 'true' || !/^[A-Za-z0-9!&#$^<>-]{16,128}$/.test(AuthToken)) { throw new ApiError('InvalidParameterValue'); }
    // A token that is there already counts as a new one here, which is the worst that the documentation leaves open.
    Object.assign(group, { status: 'modifying', isRotating: true, describesLeft: this.describesUntilAvailable, tokens: [...group.tokens.slice(-1), AuthToken] });
    return { ...group };
  }

  private find(id: string): StoredGroup & { describesLeft: number } {
    const group = this.groups.get(id);
    if (group === undefined) { throw new ApiError('ReplicationGroupNotFoundFault', 404); }
    return group;
  }

  private async apply(group: StoredGroup): Promise<void> {
    await asAdmin(this.server(), async (run) => run('ACL', 'SETUSER', 'default', 'on', 'resetpass', ...group.tokens.map((token) => `>${token}`), '~*', '&*', '+@all'));
    Object.assign(group, { status: 'available', isRotating: false });
  }
}
