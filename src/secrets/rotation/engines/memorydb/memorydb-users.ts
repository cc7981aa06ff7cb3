import { DescribeACLsCommand, DescribeUsersCommand, type MemoryDBClient, UpdateUserCommand } from '@aws-sdk/client-memorydb';
import type { Deadline } from '../../deadline';
import { nameOf } from '../../secret-versions';
import { call } from '../redis/api-call';
import type { ManagedUser, ManagedUsers } from '../redis/managed-users';

/** The users of MemoryDB, which are known by the name that they log in with. */
export class MemoryDbUsers implements ManagedUsers {
  constructor(private readonly client: MemoryDBClient, private readonly deadline: Deadline) {}

  public async describe(username: string): Promise<ManagedUser | undefined> {
    try {
      const { Users = [] } = await call(this.deadline, (options) => this.client.send(new DescribeUsersCommand({ UserName: username }), options));
      const user = Users.find(({ Name }) => Name === username);
      return user && { name: user.Name, arn: user.ARN, status: user.Status, authentication: user.Authentication?.Type, groups: user.ACLNames ?? [] };
    } catch (error) {
      if (nameOf(error) !== 'UserNotFoundFault') { throw error; }
      return undefined;
    }
  }

  public async isAttached({ groups }: ManagedUser): Promise<boolean> {
    for (const ACLName of groups) {
      const { ACLs = [] } = await call(this.deadline, (options) => this.client.send(new DescribeACLsCommand({ ACLName }), options));
      if (ACLs.some(({ Clusters = [] }) => Clusters.length > 0)) { return true; }
    }
    return false;
  }

  public async setPasswords(username: string, passwords: readonly string[]): Promise<void> {
    await call(this.deadline, (options) => this.client.send(
      new UpdateUserCommand({ UserName: username, AuthenticationMode: { Type: 'password', Passwords: [...passwords] } }), options));
  }
}
