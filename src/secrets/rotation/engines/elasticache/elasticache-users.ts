import { DescribeUserGroupsCommand, DescribeUsersCommand, type ElastiCacheClient, ModifyUserCommand } from '@aws-sdk/client-elasticache';
import type { Deadline } from '../../deadline';
import { refuseUnless } from '../../failure';
import { nameOf } from '../../secret-versions';
import { call } from '../redis/api-call';
import type { ManagedUser, ManagedUsers } from '../redis/managed-users';

/** The users of ElastiCache's role-based access control. The id of a user is not the name that it logs in with. */
export class ElastiCacheUsers implements ManagedUsers {
  /** @param userId the only user that is changed, whatever the secret says */
  constructor(private readonly client: ElastiCacheClient, private readonly userId: string | undefined, private readonly deadline: Deadline) {}

  public async describe(): Promise<ManagedUser | undefined> {
    try {
      const { Users = [] } = await call(this.deadline, (options) => this.client.send(new DescribeUsersCommand({ UserId: this.id() }), options));
      const user = Users.find(({ UserId }) => UserId === this.userId);
      return user && {
        name: user.UserName, arn: user.ARN, status: user.Status, authentication: user.Authentication?.Type, groups: user.UserGroupIds ?? [],
      };
    } catch (error) {
      if (nameOf(error) !== 'UserNotFoundFault') { throw error; }
      return undefined;
    }
  }

  public async isAttached({ groups }: ManagedUser): Promise<boolean> {
    for (const UserGroupId of groups) {
      const { UserGroups = [] } = await call(this.deadline, (options) => this.client.send(new DescribeUserGroupsCommand({ UserGroupId }), options));
      const caches = UserGroups.flatMap(({ ReplicationGroups = [], ServerlessCaches = [] }) => [...ReplicationGroups, ...ServerlessCaches]);
      if (caches.length > 0) { return true; }
    }
    return false;
  }

  public async setPasswords(_username: string, passwords: readonly string[]): Promise<void> {
    await call(this.deadline, (options) => this.client.send(new ModifyUserCommand({ UserId: this.id(), Passwords: [...passwords] }), options));
  }

  private id(): string {
    refuseUnless(this.userId !== undefined && this.userId !== '', 'the function has no userId: deploy it with its construct');
    return this.userId;
  }
}
