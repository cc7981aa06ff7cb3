import { ACCOUNT_IDS, DENSE_KEYS, type DensePolicy, ROLE_NAMES } from './dense-policy';
import type { Principal, PrincipalType, Request } from '../../../src/proofs/engine';
import { principalArn } from '../../../src/proofs/engine/request';

const MODULUS = 2_147_483_647;

/** Numbers from 0 to below 1, the same for the same seed. */
export function randomNumbers(seed: number): () => number {
  let state = (seed % (MODULUS - 1)) + 1;
  const next = (): number => {
    state = (state * 48_271) % MODULUS;
    return state / MODULUS;
  };
  next();
  return next;
}

type Draw = <T>(values: readonly T[]) => T;

const IAM: readonly PrincipalType[] = ['role', 'user', 'root', 'federated-user'];
const ONLY_IAM = /^(kms:viaservice|aws:principaltag\/.*|aws:principalorg.*|aws:multifactorauth.*)$/;
const ONLY_SERVICES = /^aws:source(arn|account)$/;
const ALWAYS = /^aws:(currenttime|epochtime|useragent|securetransport)$/;
const OF_GRANTS = /^kms:grant/;
const WITH_CONTEXT = /^kms:(decrypt|encrypt|creategrant)$/i;
/** Makes a text of a pattern. */
const filled = (pattern: string, draw: Draw): string =>
  pattern.replace(/\$\{([*?])\}/g, '$1').replace(/\*/g, () => draw(['', 'x', 'y', 'xy', 'q', '*'])).replace(/\?/g, () => draw(['x', 'y', 'q', '?']));

const POOLS = new Map(DENSE_KEYS.map(({ name }) =>
  [name.toLowerCase(), DENSE_KEYS.filter((one) => one.name === name).flatMap(({ values }) => values)]));
const SETS = new Set(DENSE_KEYS.filter(({ isMulti }) => isMulti).map(({ name }) => name.toLowerCase()));

/** What policies write down, and what requests may have beside that, by condition key. */
export type Written = ReadonlyMap<string, readonly string[]>;

export function writtenIn(policies: readonly DensePolicy[]): Written {
  const written = new Map<string, string[]>();
  for (const { Condition = {} } of policies.flatMap(({ Statement }) => Statement)) {
    for (const [operator, keys] of Object.entries(Condition)) {
      for (const [name, values] of Object.entries(keys)) {
        const key = name.toLowerCase();
        written.set(key, [...written.get(key) ?? [], ...operator === 'Null' ? [] : values]);
        for (const [, other] of values.join().matchAll(/\$\{([\w:/]+)/g)) {
          written.set(other.toLowerCase(),
            written.get(other.toLowerCase()) ?? []);
        }
      }
    }
  }
  return new Map([...written].map(([key, texts]) => [key, [...POOLS.get(key) ?? [], ...texts.filter((text) => !/\$\{\w/.test(text))]]));
}


/** One of some values, or a text that fits it as a pattern. */
function valueOf(key: string, values: readonly string[], draw: Draw): string | undefined {
  const from = draw(values);
  const text = from === undefined || draw([false, true]) ? from : filled(from, draw);
  return text !== undefined && text !== '' && isOfType(key, text) ? text : undefined;
}

const TYPES: readonly (readonly [key: RegExp, text: RegExp])[] = [
  [/^aws:(securetransport|multifactorauthpresent)$/, /^(true|false)$/], [/^aws:sourcearn$/, /^arn:[^:]*:[^:]*:[^:]*:[^:]*:./],
  [/^aws:sourceaccount$/, /^\d{12}$/],
  [/^aws:principalorgid$/, /^o-[a-z0-9]{10,32}$/], [/^aws:principalorgpaths$/, /^o-[a-z0-9]{10,32}\//],
];
const isOfType = (key: string, text: string): boolean => TYPES.every(([name, form]) => !name.test(key) || form.test(text));

function principalOf(draw: Draw): Principal {
  const type = draw<PrincipalType>(['role', 'role', 'role', 'user', 'user', 'root', 'federated-user', 'service', 'service', 'service', 'federated',
    'anonymous']);
  const account = draw([...ACCOUNT_IDS, ...ACCOUNT_IDS, '111111111112', '999999999999', '222222222221']);
  const name = draw([...ROLE_NAMES, 'q', 'xy', 'y/x']);
  switch (type) {
    case 'role': return { type, account, name, session: draw(['x', 'y']) };
    case 'user':
    case 'federated-user': return { type, account, name };
    case 'root': return { type, account };
    case 'service': return { type, name: draw(['s3.amazonaws.com', 'x.amazonaws.com', 'y.amazonaws.com', 'any']) };
    case 'federated': return { type, name: draw(['x', 'y']) };
    case 'anonymous': return { type };
  }
}

const TYPE_NAMES: Readonly<Partial<Record<PrincipalType, string>>> = {
  'role': 'AssumedRole', 'user': 'User', 'root': 'Account', 'federated-user': 'FederatedUser', 'anonymous': 'Anonymous',
};

/** The keys that follow from the principal. */
export function derivedKeys(principal: Principal): Record<string, readonly string[]> {
  const { type, account, name } = principal;
  const all: Readonly<Record<string, string | undefined>> = {
    'aws:principalarn': principalArn(principal, 'aws'),
    'aws:principalaccount': account,
    'kms:calleraccount': account,
    'aws:principaltype': TYPE_NAMES[type],
    'aws:principalisawsservice': String(type === 'service'),
    'aws:principalservicename': type === 'service' ? name : undefined,
    'aws:username': type === 'user' ? name?.split('/').at(-1) : undefined,
  };
  return Object.fromEntries(Object.entries(all).flatMap(([key, value]) => (value === undefined ? [] : [[key, [value]]])));
}

const DERIVED = new Set(['aws:principalarn', 'aws:principalaccount', 'kms:calleraccount', 'aws:principaltype', 'aws:principalisawsservice',
  'aws:principalservicename', 'aws:username']);

/** Whether a principal's request for an action can carry a key, whatever else it carries. */
function mayCarry(key: string, { type }: Principal, action: string): boolean {
  if (ONLY_IAM.test(key) && !IAM.includes(type)) { return false; }
  if (ONLY_SERVICES.test(key) && type !== 'service') { return false; }
  if (OF_GRANTS.test(key)) { return action === 'kms:CreateGrant'; }
  return !/^kms:encryptioncontext/.test(key) || WITH_CONTEXT.test(action);
}

/** A random request as AWS makes them, near what some policies say; the axioms in `facts/axioms.ts` tell which there are. */
export function requestNear(written: Written, random: () => number): Request {
  const draw: Draw = (values) => values[Math.floor(random() * values.length)];
  const action = draw(['kms:Decrypt', 'kms:Encrypt', 'kms:CreateGrant', 'kms:DescribeKey', 'kms:X', 'kms:xy', 's3:x', 's3:GetObject', 'x:x']);
  const drawn = principalOf(draw);
  const principal = action.startsWith('kms:')
    && ['anonymous', 'federated'].includes(drawn.type) ? { type: 'root' as const, account: ACCOUNT_IDS[0] } : drawn;
  const context: Record<string, readonly string[]> = { ...derivedKeys(principal) };
  for (const [key, texts] of written) {
    if (DERIVED.has(key) || !mayCarry(key, principal, action) || (!ALWAYS.test(key) && random() < 0.3)) { continue; }
    const values = Array.from({ length: SETS.has(key) ? draw([1, 2, 3]) : 1 },
      () => valueOf(key, texts, draw)).filter((value) => value !== undefined);
    if (values.length > 0) { context[key] = [...new Set(values)]; } else if (ALWAYS.test(key)) { context[key] = [POOLS.get(key)![0]]; }
  }
  const resource = draw(['arn:aws:kms:x:111111111111:key/x', 'arn:aws:kms:eu-west-1:222222222222:key/y', 'arn:aws:s3:::x', 'arn:aws:s3:::y',
    'arn:aws:s3:::x/y', 'arn:aws:s3:::xx']);
  return { principal, partition: 'aws', action, resource, context: coherent(context, action, draw) };
}

/** Leaves out what doesn't go together. */
function coherent(context: Record<string, readonly string[]>, action: string, draw: Draw): Record<string, readonly string[]> {
  const made = { ...context };
  const without = (key: string, other: string): void => { if (made[key] && made[other]) { delete made[draw([key, other])]; } };
  without('kms:viaservice', 'aws:sourcevpce');
  without('aws:sourcevpce', 'aws:sourceip');
  without('kms:granteeprincipal', 'kms:granteeserviceprincipal');
  if (action === 'kms:CreateGrant') {
    made['kms:grantoperations'] ??= ['Decrypt'];
    if (!made['kms:granteeserviceprincipal']) { made['kms:granteeprincipal'] ??= ['x']; }
  }
  const names = [...made['kms:encryptioncontextkeys'] ?? [], ...made['kms:encryptioncontext:app'] ? [draw(['app', 'App'])] : []];
  if (names.length > 0) { made['kms:encryptioncontextkeys'] = names; }
  const [organization] = made['aws:principalorgid'] ?? [];
  const paths = (made['aws:principalorgpaths'] ?? []).filter((path) => path.startsWith(`${organization}/`));
  delete made['aws:principalorgpaths'];
  return paths.length > 0 ? { ...made, 'aws:principalorgpaths': paths } : made;
}
