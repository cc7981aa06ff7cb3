import { ApiStandIn, type Protocol } from '../redis/api-stand-in';
import { ApiError, type ManagedUserStore, type StoredUser } from '../redis/managed-user-store';

/** AWS JSON 1.1. https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
const PROTOCOL: Protocol = {
  service: 'memorydb',
  actionOf: ({ method, headers }) => {
    const [, action] = /^AmazonMemoryDB\.(\w+)$/.exec(String(headers['x-amz-target'])) ?? [];
    if (method !== 'POST' || headers['content-type'] !== 'application/x-amz-json-1.1' || action === undefined) { throw new ApiError('UnknownOperationException'); }
    return action;
  },
  succeed: (_action, result) => ({ status: 200, type: 'application/x-amz-json-1.1', body: JSON.stringify(result) }),
  fail: ({ code, status }) => {
    const __type = FAULTS.includes(code) ? `${code}Fault` : code;
    return { status, type: 'application/x-amz-json-1.1', body: JSON.stringify({ __type, message: `${code} of a test.` }) };
  },
};

/** What MemoryDB calls otherwise than ElastiCache. */
const FAULTS = ['UserNotFound', 'InvalidUserState', 'ACLNotFound'];

interface Parameters {
  readonly UserName?: string;
  readonly ACLName?: string;
  readonly AuthenticationMode?: { readonly Type?: string; readonly Passwords?: readonly string[] };
}

/** MemoryDB, as far as it is asked for: users of whom a change takes a while. */
export async function memoryDbStandIn(users: ManagedUserStore): Promise<ApiStandIn> {
  return ApiStandIn.start(PROTOCOL, async (action, body) => {
    const { UserName = '', ACLName = '', AuthenticationMode, ...unknown } = JSON.parse(body) as Parameters;
    if (Object.keys(unknown).length > 0) { throw new ApiError('InvalidParameterCombinationException'); }
    switch (action) {
      case 'DescribeUsers': return { Users: [userJson(await users.describe(UserName))] };
      case 'UpdateUser': {
        if (AuthenticationMode?.Type !== 'password') { throw new ApiError('InvalidParameterValueException'); }
        return { User: userJson(users.setPasswords(UserName, AuthenticationMode.Passwords ?? [])) };
      }
      case 'DescribeACLs': return { ACLs: [{ Name: ACLName, Status: 'active', Clusters: clustersOf(ACLName, users.groups) }] };
      default: throw new ApiError('UnknownOperationException');
    }
  });
}

function clustersOf(name: string, groups: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const clusters = groups.get(name);
  if (clusters === undefined) { throw new ApiError('ACLNotFound', 404); }
  return clusters;
}

const userJson = ({ name, arn, type, status, groups, passwords }: StoredUser): object => ({
  Name: name, Status: status, AccessString: 'on ~* +@all', ACLNames: groups, MinimumEngineVersion: '7.0', ARN: arn, Authentication: { Type: type, PasswordCount: passwords.length },
});
