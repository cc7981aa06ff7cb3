import type { ReplicationGroupStore, StoredGroup } from './replication-group-store';
import { ApiStandIn, type Protocol } from '../redis/api-stand-in';
import { ApiError, type ManagedUserStore, type StoredUser } from '../redis/managed-user-store';

const NAMESPACE = 'http://elasticache.amazonaws.com/doc/2015-02-02/';

/** The query protocol: a form goes in, XML comes out. https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
const PROTOCOL: Protocol = {
  service: 'elasticache',
  actionOf: ({ method, headers }, body) => {
    const form = new URLSearchParams(body);
    const action = form.get('Action');
    if (method !== 'POST' || headers['content-type'] !== 'application/x-www-form-urlencoded' || form.get('Version') !== '2015-02-02' || action === null) {
      throw new ApiError('InvalidAction');
    }
    return action;
  },
  succeed: (action, result) => ({
    status: 200,
    type: 'text/xml',
    body: `<${action}Response xmlns="${NAMESPACE}"><${action}Result>${String(result)}</${action}Result><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></${action}Response>`,
  }),
  fail: ({ code, status }) => ({
    status,
    type: 'text/xml',
    body: `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>Sender</Type><Code>${code}</Code><Message>${code} of a test.</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
  }),
};

/** The parameters of each action that this knows; others are refused. */
const PARAMETERS: Readonly<Record<string, RegExp>> = {
  DescribeUsers: /^UserId$/,
  ModifyUser: /^(UserId|Passwords\.member\.[12])$/,
  DescribeUserGroups: /^UserGroupId$/,
  DescribeReplicationGroups: /^ReplicationGroupId$/,
  ModifyReplicationGroup: /^(ReplicationGroupId|AuthToken|AuthTokenUpdateStrategy|ApplyImmediately)$/,
};

/** ElastiCache, as far as it is asked for: users of whom a change takes a while, and AUTH tokens. */
export async function elastiCacheStandIn(users: ManagedUserStore, groups?: ReplicationGroupStore): Promise<ApiStandIn> {
  return ApiStandIn.start(PROTOCOL, async (action, body) => {
    const { Action: _, Version: __, ...form } = Object.fromEntries(new URLSearchParams(body));
    if (!Object.keys(form).every((name) => PARAMETERS[action]?.test(name) === true)) { throw new ApiError('InvalidParameterCombination'); }
    switch (action) {
      case 'DescribeUsers': return `<Users><member>${userXml(await users.describe(form.UserId))}</member></Users>`;
      case 'ModifyUser': return userXml(users.setPasswords(form.UserId, ['1', '2'].map((at) => form[`Passwords.member.${at}`]).filter((password) => password !== undefined)));
      case 'DescribeUserGroups': return `<UserGroups><member>${groupXml(form.UserGroupId, users.groups)}</member></UserGroups>`;
      case 'DescribeReplicationGroups': return `<ReplicationGroups><ReplicationGroup>${tokensXml(await groups!.describe(form.ReplicationGroupId))}</ReplicationGroup></ReplicationGroups>`;
      default: return `<ReplicationGroup>${tokensXml(groups!.modify(form))}</ReplicationGroup>`;
    }
  });
}

const userXml = ({ id, name, arn, type, status, groups, passwords }: StoredUser): string => [
  `<UserId>${id}</UserId><UserName>${name}</UserName><Status>${status}</Status><Engine>valkey</Engine><AccessString>on ~* +@all</AccessString>`,
  `<UserGroupIds>${groups.map((group) => `<member>${group}</member>`).join('')}</UserGroupIds>`,
  `<Authentication><Type>${type}</Type><PasswordCount>${passwords.length}</PasswordCount></Authentication><ARN>${arn}</ARN>`,
].join('');

function groupXml(id: string, groups: ReadonlyMap<string, readonly string[]>): string {
  const caches = groups.get(id);
  if (caches === undefined) { throw new ApiError('UserGroupNotFound', 404); }
  const [serverless, nodeBased] = [true, false].map((is) => caches.filter((cache) => cache.startsWith('serverless') === is).map((cache) => `<member>${cache}</member>`).join(''));
  return `<UserGroupId>${id}</UserGroupId><Status>active</Status><ReplicationGroups>${nodeBased}</ReplicationGroups><ServerlessCaches>${serverless}</ServerlessCaches>`;
}

const tokensXml = ({ id, status, isRotating, hasToken, userGroups }: StoredGroup): string => [
  `<ReplicationGroupId>${id}</ReplicationGroupId><Status>${status}</Status><AuthTokenEnabled>${String(hasToken)}</AuthTokenEnabled>`,
  `<PendingModifiedValues>${isRotating ? '<AuthTokenStatus>ROTATING</AuthTokenStatus>' : ''}</PendingModifiedValues>`,
  `<UserGroupIds>${userGroups.map((group) => `<member>${group}</member>`).join('')}</UserGroupIds><TransitEncryptionEnabled>true</TransitEncryptionEnabled>`,
].join('');
