/** The helper of examples/database-secrets, as an application has it. */
interface Helper {
  use<T>(work: (fields: { readonly password: string }) => Promise<T>): Promise<T>;
  value(): Promise<string>;
}

// eslint-disable-next-line @typescript-eslint/no-require-imports
const { RotatingSecret } = require('../../examples/database-secrets/functions/rotating-secret') as {
  readonly RotatingSecret: new (options: {
    keepMilliseconds?: number; patienceMilliseconds?: number; read(): Promise<string>; isRefused(error: unknown): boolean;
  }) => Helper;
};

class Refused extends Error {}

/** A secret and a server that knows one password. */
function world(options: { readonly keepMilliseconds?: number; readonly patienceMilliseconds?: number } = {}) {
  const state = { stored: 'one', valid: 'one', reads: 0, logins: 0 };
  const secret = new RotatingSecret({
    read: async () => {
      state.reads += 1;
      return JSON.stringify({ password: state.stored });
    },
    isRefused: (error) => error instanceof Refused,
    ...options,
  });
  const login = async ({ password }: { readonly password: string }) => {
    state.logins += 1;
    if (password !== state.valid) { throw new Refused(); }
    return 'in';
  };
  return { state, secret, login };
}

test('the secret is read once, however many ask for it at once', async () => {
  const { state, secret, login } = world();
  expect(await Promise.all(Array.from({ length: 20 }, async () => secret.use(login)))).toEqual(Array.from({ length: 20 }, () => 'in'));
  expect(state.reads).toBe(1);
});

test('a value that is old is read again', async () => {
  const { state, secret, login } = world({ keepMilliseconds: 0 });
  await secret.use(login);
  await secret.use(login);
  expect(state.reads).toBe(2);
});

test('a refused credential is read anew, once, and the work done again', async () => {
  const { state, secret, login } = world();
  await secret.use(login);
  state.stored = 'two';
  state.valid = 'two';
  expect(await secret.use(login)).toBe('in');
  expect(state).toMatchObject({ reads: 2, logins: 3 });
});

test('a server that knows the new password before the secret is promoted is waited for', async () => {
  const { state, secret, login } = world();
  await secret.use(login);
  state.valid = 'two';
  const waiting = secret.use(login);
  setTimeout(() => { state.stored = 'two'; }, 150);
  expect(await waiting).toBe('in');
  expect(state.logins).toBe(3);
});

test('a secret that rotates again between the read and the login is read once more', async () => {
  const { state, secret, login } = world();
  await secret.use(login);
  state.stored = 'two';
  state.valid = 'two';
  const tried: string[] = [];
  expect(await secret.use(async (fields) => {
    tried.push(fields.password);
    if (fields.password === 'two') {
      state.stored = 'three';
      state.valid = 'three';
    }
    return login(fields);
  })).toBe('in');
  expect(tried).toEqual(['one', 'two', 'three']);
});

test('a credential that stays wrong is tried once: more would lock the user', async () => {
  const { state, secret, login } = world({ patienceMilliseconds: 120 });
  state.valid = 'another';
  await expect(secret.use(login)).rejects.toBeInstanceOf(Refused);
  expect(state.logins).toBe(1);
});

test('an error that is not about the credential is passed on, and nothing is read', async () => {
  const { state, secret } = world();
  await expect(secret.use(async () => { throw new RangeError('of the work'); })).rejects.toBeInstanceOf(RangeError);
  expect(state.reads).toBe(1);
});

test('a read that fails is not kept', async () => {
  let fails = true;
  const secret = new RotatingSecret({
    read: async () => {
      if (fails) { throw new Error('throttled'); }
      return '{"password":"one"}';
    },
    isRefused: () => false,
  });
  await expect(secret.value()).rejects.toThrow('throttled');
  fails = false;
  expect(await secret.value()).toBe('{"password":"one"}');
});
