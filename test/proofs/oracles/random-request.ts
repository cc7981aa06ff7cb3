import * as fc from 'fast-check';
import { ACCOUNTS, ACTIONS, KEYS, type PoolKey, RESOURCES, ROLES, SERVICES, SESSIONS, USERS } from './pools';
import { type Principal, principalArn, type PrincipalType, type Request } from '../../../src/proofs/engine/request';

const PARTITION = 'aws';

/** Whose keys a principal has: those of IAM, those that a service's own requests carry, or neither. */
export const isIam = (type: PrincipalType): boolean => type === 'role' || type === 'user' || type === 'root' || type === 'federated-user';

const account = fc.constantFrom(...ACCOUNTS, '000000000001');

const principals: fc.Arbitrary<Principal> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ type: fc.constant('role' as const), account, name: fc.constantFrom(...ROLES, 'Odd+=,.@_-'), session: fc.constantFrom(...SESSIONS, 'odd@x') }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('user' as const), account, name: fc.constantFrom(...USERS, 'Admin') }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('root' as const), account }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('federated-user' as const), account, name: fc.constantFrom('alice', 'carol') }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('service' as const), name: fc.constantFrom(...SERVICES) }) },
  { weight: 1, arbitrary: fc.constant({ type: 'anonymous' as const }) },
);

const TYPES: Partial<Record<PrincipalType, string>> = {
  'role': 'AssumedRole', 'user': 'User', 'root': 'Account', 'federated-user': 'FederatedUser', 'anonymous': 'Anonymous',
};

/** The keys that follow from the principal, in lower case. */
export function derivedContext(principal: Principal): Readonly<Record<string, readonly string[]>> {
  const context: Record<string, readonly string[]> = {};
  const arn = principalArn(principal, PARTITION);
  if (arn !== undefined) { context['aws:principalarn'] = [arn]; }
  if (principal.account !== undefined) {
    context['aws:principalaccount'] = [principal.account];
    context['kms:calleraccount'] = [principal.account];
  }
  const type = TYPES[principal.type];
  if (type !== undefined) { context['aws:principaltype'] = [type]; }
  if (principal.type !== 'anonymous') { context['aws:principalisawsservice'] = [String(principal.type === 'service')]; }
  return context;
}

/** Values that no policy of the pools names, by type of key. */
const ODD: Readonly<Record<PoolKey['type'], readonly string[]>> = {
  string: ['odd value', 'ORDERS', '*', 'o'],
  arn: ['arn:aws:s3:::odd', 'arn:aws:iam::000000000001:role/Odd'],
  bool: ['true'],
  numeric: ['15', '-1', '30.5'],
  date: ['2026-06-30T12:00:01Z', '1767225600', '2030-02-03T04:05:06Z'],
  ip: ['192.0.2.1', '::1', '2001:db8:ffff::'],
  binary: ['b2Rk'],
};

function valueOf(key: PoolKey): fc.Arbitrary<readonly string[]> {
  const one = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...key.values) }, { weight: 1, arbitrary: fc.constantFrom(...ODD[key.type]) });
  return key.isMulti ? fc.uniqueArray(one, { minLength: 1, maxLength: 3 }) : one.map((value) => [value]);
}

/** The keys that a request may carry beside those that follow from its principal; each is absent half of the time. */
function contextOf(principal: Principal, action: string): fc.Arbitrary<Readonly<Record<string, readonly string[]>>> {
  const isOf = ({ of }: PoolKey) => of === undefined || (of === 'iam' ? isIam(principal.type) : of === 'service' && principal.type === 'service');
  const drawn = KEYS.filter((key) => isOf(key) && (key.actions?.test(action) ?? true));
  const entries = drawn.map((key) => fc.option(valueOf(key), { freq: 1, nil: undefined }).map((value) => [key.name.toLowerCase(), value] as const));
  return fc.tuple(...entries).map((pairs) => {
    const context: Record<string, readonly string[]> = { ...derivedContext(principal) };
    for (const [key, value] of pairs) { if (value !== undefined) { context[key] = value; } }
    return withEncryptionContext(context);
  });
}

/** A request names the key of each pair of its encryption context: `app` is among the names exactly if it has a value. */
function withEncryptionContext(context: Record<string, readonly string[]>): Readonly<Record<string, readonly string[]>> {
  const { 'kms:encryptioncontextkeys': names = [], ...others } = context;
  const all = [...names.filter((name) => name !== 'app'), ...'kms:encryptioncontext:app' in context ? ['app'] : []];
  return all.length === 0 ? others : { ...others, 'kms:encryptioncontextkeys': all };
}

/** Requests as AWS makes them: what follows from the principal is there, and keys that only some principals have stay with those. */
export const requests: fc.Arbitrary<Request> = fc.tuple(principals, fc.constantFrom(...ACTIONS)).chain(([principal, action]) => fc.record({
  principal: fc.constant(principal),
  partition: fc.constant(PARTITION),
  action: fc.constant(action),
  resource: fc.constantFrom(...RESOURCES[action.split(':')[0]!]!),
  context: contextOf(principal, action),
}));
