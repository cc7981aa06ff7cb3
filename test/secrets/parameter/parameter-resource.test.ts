import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import * as fc from 'fast-check';
import { AwsServer } from './aws-server';
import { NAME, byOperator, creation, deletionOf, fromSecret, generated, properties, updateOf } from './requests';
import { ParameterResource } from '../../../src/secrets/parameter/parameter-resource';
import { ParameterStore } from '../../../src/secrets/parameter/parameter-store';
import { ParameterValues } from '../../../src/secrets/parameter/parameter-values';
import type { ParameterProperties, ResourceRequest } from '../../../src/secrets/parameter/request';

const POLICIES = '[{"Type":"NoChangeNotification","Version":"1.0","Attributes":{"After":"30","Unit":"Days"}}]';

let aws: AwsServer;
let pauses: number[];
beforeEach(async () => {
  aws = await AwsServer.start();
  pauses = [];
});
afterEach(() => aws.stop());

class Killed extends Error {}

/** The function as it starts. With `calls`, it dies when it has made so many: before the next is sent, or before its answer is seen. */
function start(calls = Infinity, when: 'before' | 'after' = 'before'): ParameterResource {
  const settings = { endpoint: aws.address, region: 'ap-northeast-2', credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, maxAttempts: 1 };
  const [ssm, secretsManager] = [new SSMClient(settings), new SecretsManagerClient(settings)];
  let made = 0;
  const mortal = async <T>(call: () => Promise<T>): Promise<T> => {
    if (made >= calls && when === 'before') { throw new Killed(); }
    made += 1;
    const result = await call();
    if (made > calls) { throw new Killed(); }
    return result;
  };
  ssm.middlewareStack.add((next) => (args) => mortal(() => next(args)), { step: 'initialize' });
  secretsManager.middlewareStack.add((next) => (args) => mortal(() => next(args)), { step: 'initialize' });
  const pause = (milliseconds: number): Promise<void> => { pauses.push(milliseconds); return Promise.resolve(); };
  return new ParameterResource(new ParameterStore(ssm, pause), new ParameterValues(secretsManager, pause));
}

const parameter = () => aws.parameters.get(NAME);
const newest = (): string | undefined => parameter()?.versions.get(parameter()?.newest ?? 0)?.value;
const labelled = (label: string): number | undefined => [...parameter()?.versions ?? []].find(([, { labels }]) => labels.has(label))?.[0];

async function created(wanted = properties()): Promise<ResourceRequest> {
  const request = creation(wanted);
  await start().handle(request);
  return request;
}

describe('creating a parameter', () => {
  test('makes random text of the length and characters asked for, with the domain\'s key, in one call', async () => {
    await created();
    expect(newest()).toMatch(/^[a-zA-Z]{24}$/);
    expect(parameter()).toMatchObject({ keyId: 'key-of-orders', tier: 'Standard' });
    expect(aws.effects).toEqual(['PutParameter']);
  });

  test('makes another text each time', async () => {
    const first = await created();
    const text = newest();
    await start().handle(deletionOf(first));
    await created();
    expect(newest()).not.toBe(text);
  });

  test('draws evenly from the characters', async () => {
    await created(properties({ Kind: 'generated', Generation: '1', Length: '4096', Alphabet: 'abcd' }));
    const counts = [...'abcd'].map((character) => (newest() ?? '').split(character).length - 1);
    // 1,024 each; six standard deviations of 28
    for (const count of counts) { expect(Math.abs(count - 1_024)).toBeLessThan(6 * 28); }
  });

  test('tags it with the domain, its stack and the request that made it', async () => {
    const { StackId, RequestId } = await created();
    expect(Object.fromEntries(parameter()?.tags ?? [])).toEqual({
      'domain': 'orders',
      'data-classification': 'confidential',
      'cdk-gold:stack-id': StackId,
      'cdk-gold:created-by': RequestId,
      'cdk-gold:last-write': `${RequestId}/0`,
      'cdk-gold:value': 'generated',
    });
  });

  test('copies a secret, or one field of it', async () => {
    aws.secrets.set('provider-key', '{"password":"from the secret"}');
    const first = await created(properties(fromSecret()));
    expect(newest()).toBe('{"password":"from the secret"}');
    await start().handle(deletionOf(first));
    await created(properties(fromSecret('password')));
    expect(newest()).toBe('from the secret');
  });

  test.each([
    ['has no such field', '{"user":"canary"}', /field 'password' of the secret is no text/],
    ['has a field of another kind', '{"password":{"is":"canary"}}', /field 'password' of the secret is no text/],
    ['has a field of that name in no object of its own', '{"__proto__":{"password":"canary"}}', /field 'password' of the secret is no text/],
    ['is no JSON', 'canary', /the secret is no JSON/],
    ['is a JSON text', '"canary"', /field 'password' of the secret is no text/],
  ])('refuses a secret that %s, without quoting it', async (_name, secret, message) => {
    aws.secrets.set('provider-key', secret);
    const failure = await start().handle(creation(properties(fromSecret('password')))).catch((error: Error) => error);
    expect(failure).toMatchObject({ message: expect.stringMatching(message) as string });
    expect(JSON.stringify(failure) + String((failure as Error).stack)).not.toContain('canary');
    expect(aws.parameters.size).toBe(0);
  });

  test('with policies makes it an advanced one', async () => {
    await created(properties(generated(), { Policies: POLICIES }));
    expect(parameter()).toMatchObject({ tier: 'Advanced', policies: POLICIES });
  });

  test('of more than 4 KB makes it an advanced one', async () => {
    aws.secrets.set('provider-key', 'x'.repeat(5_000));
    await created(properties(fromSecret()));
    expect(parameter()?.tier).toBe('Advanced');
  });

  test('labels its version', async () => {
    await created(properties(generated(), { Label: 'deployed' }));
    expect(labelled('deployed')).toBe(1);
  });

  test('with a label that Parameter Store does not take fails', async () => {
    await expect(created(properties(generated(), { Label: '1st' }))).rejects.toThrow('does not take the label \'1st\'');
  });

  test.each([
    ['somebody else made', {}],
    ['another resource of the stack made', { 'cdk-gold:stack-id': creation().StackId, 'cdk-gold:created-by': 'another' }],
    ['was kept when the resource left the stack', { 'cdk-gold:stack-id': creation().StackId, 'cdk-gold:created-by': creation().RequestId }],
  ])('refuses one that %s, and leaves it alone when the creation is undone', async (_name, tags: Record<string, string>) => {
    aws.write(NAME, 'theirs');
    Object.entries(tags).forEach(([key, value]) => parameter()?.tags.set(key, value));
    const request = creation();
    await expect(start().handle(request)).rejects.toThrow(`the parameter '${NAME}' exists already`);
    await start().handle(deletionOf(request));
    expect(aws.valuesOf(NAME)).toEqual(['theirs']);
  });

  test('waits for rights that IAM does not know yet', async () => {
    let denied = 0;
    aws.before = () => { if (denied < 5) { denied += 1; aws.deny(); } };
    await created();
    expect(pauses).toEqual([4_000, 4_000, 4_000, 4_000, 4_000]);
    expect(aws.valuesOf(NAME)).toHaveLength(1);
  });

  test('gives up on rights that never come, and says which call it was', async () => {
    aws.before = () => aws.deny();
    await expect(created()).rejects.toThrow('PutParameter failed: AccessDeniedException: User: function is not authorized');
    expect(pauses.reduce((sum, pause) => sum + pause)).toBeLessThan(60_000);
  });
});

describe('changing a parameter', () => {
  test('keeps its value when its description, key or policies change', async () => {
    const request = await created();
    const value = newest();
    await start().handle(updateOf(request, properties(generated(), { Description: 'token', KeyId: 'new-key', Policies: POLICIES })));
    expect(newest()).toBe(value);
    expect(parameter()).toMatchObject({ newest: 2, description: 'token', keyId: 'new-key', policies: POLICIES, tier: 'Advanced' });
  });

  test.each([
    ['generated', generated()], ['entered by an operator', byOperator],
  ])('never writes over what an operator stored: %s', async (_name, source) => {
    const request = await created(properties(source));
    aws.write(NAME, 'by hand');
    await start().handle(updateOf(request, properties(source, { Description: 'token' })));
    expect(newest()).toBe('by hand');
  });

  test.each([['length', { Length: '40' }], ['characters', { Alphabet: 'xyz' }]])('keeps generated text when its %s changes', async (_name, change) => {
    const request = await created();
    await start().handle(updateOf(request, properties({ ...generated(), ...change } as ReturnType<typeof generated>)));
    expect(parameter()?.newest).toBe(1);
  });

  test('makes another text for a new generation, once', async () => {
    const request = await created();
    await start().handle(updateOf(request, properties(generated(2))));
    expect(new Set(aws.valuesOf(NAME)).size).toBe(2);
    await start().handle(updateOf(request, properties(generated(2)), properties(generated(2))));
    expect(parameter()?.newest).toBe(2);
  });

  test('copies the secret again for a new generation or another field, and for nothing else', async () => {
    aws.secrets.set('provider-key', '{"a":"one","b":"two"}');
    const request = await created(properties(fromSecret('a')));
    aws.secrets.set('provider-key', '{"a":"three","b":"four"}');
    await start().handle(updateOf(request, properties(fromSecret('a'), { Description: 'token' })));
    await start().handle(updateOf(request, properties(fromSecret('a', 2))));
    await start().handle(updateOf(request, properties(fromSecret('b', 2)), properties(fromSecret('a', 2))));
    expect(aws.valuesOf(NAME)).toEqual(['one', 'one', 'three', 'four']);
  });

  test('leaves the value to an operator from now on', async () => {
    const request = await created();
    await start().handle(updateOf(request, properties(byOperator)));
    expect(parameter()?.newest).toBe(1);
  });

  test('changes its tags alone without a new version', async () => {
    const request = await created();
    await start().handle(updateOf(request, properties(generated(), { Tags: { 'domain': 'orders', 'data-classification': 'restricted' } })));
    expect([parameter()?.newest, parameter()?.tags.get('data-classification')]).toEqual([1, 'restricted']);
  });

  test('moves its label to the newest version', async () => {
    const request = await created(properties(byOperator, { Label: 'deployed' }));
    aws.write(NAME, 'by hand');
    const version = await start().handle(updateOf(request, properties(byOperator, { Label: 'deployed', Tags: { domain: 'orders' } })));
    expect([labelled('deployed'), version]).toEqual([2, 2]);
  });

  test('takes its policies and its description away, and can change it afterwards though it stays an advanced one', async () => {
    const wanted = properties(generated(), { Policies: POLICIES, Description: 'token' });
    const request = await created(wanted);
    await start().handle(updateOf(request, properties()));
    expect(parameter()).toMatchObject({ newest: 2, tier: 'Advanced', policies: undefined, description: '' });
    await start().handle(updateOf(request, properties(generated(), { Description: 'again' }), properties()));
    expect(parameter()).toMatchObject({ newest: 3, tier: 'Advanced', description: 'again' });
  });

  test('makes one that has expired anew', async () => {
    const request = await created();
    aws.parameters.delete(NAME);
    const update = updateOf(request, properties(generated(), { Description: 'token' }));
    await start().handle(update);
    expect(aws.valuesOf(NAME)).toHaveLength(1);
    await start().handle(deletionOf(request));
    expect(aws.parameters.size).toBe(0);
  });

  test('refuses one that was deleted and made by somebody else', async () => {
    const request = await created();
    aws.parameters.delete(NAME);
    aws.write(NAME, 'theirs');
    await expect(start().handle(updateOf(request, properties(generated(2))))).rejects.toThrow('is not the one that this resource made');
    expect(aws.valuesOf(NAME)).toEqual(['theirs']);
  });

  test('makes its change though an operator stored a value after the function died', async () => {
    const request = await created(properties(byOperator));
    const update = updateOf(request, properties(byOperator, { Description: 'token' }));
    await expect(start(3).handle(update)).rejects.toThrow(); // tags, value, and the tag of what it is about to write
    aws.write(NAME, 'by hand');
    await start().handle(update);
    expect([newest(), parameter()?.description]).toEqual(['by hand', 'token']);
  });

  test('refuses to rename it', async () => {
    const request = await created();
    await expect(start().handle(updateOf(request, properties(generated(), { Name: '/orders/other' })))).rejects.toThrow('can\'t be renamed');
  });

  test('gives back what an operator stored between reading the old value and writing it again', async () => {
    const request = await created(properties(byOperator));
    aws.before = (action) => {
      if (action !== 'PutParameter') { return; }
      aws.before = () => undefined;
      aws.write(NAME, 'by hand');
    };
    const version = await start().handle(updateOf(request, properties(byOperator, { Description: 'token' })));
    expect([newest(), version]).toEqual(['by hand', 4]);
  });
});

describe('deleting a parameter', () => {
  test('deletes what the resource made', async () => {
    await start().handle(deletionOf(await created()));
    expect(aws.parameters.size).toBe(0);
  });

  test.each([
    ['of another stack', { StackId: 'arn:aws:cloudformation:ap-northeast-2:111111111111:stack/Other/1' }],
    ['of another creation', { PhysicalResourceId: `${NAME}#another` }],
    ['whose creation was never answered', { PhysicalResourceId: 'Orders-Token-1A2B3C4D5E6F' }],
  ])('leaves it alone for a resource %s', async (_name, other) => {
    const request = await created();
    await start().handle({ ...deletionOf(request), ...other });
    expect(aws.effects).toEqual(['PutParameter']);
  });

  test('is content if there is none, or none any more', async () => {
    const request = await created();
    aws.before = (action) => { if (action === 'DeleteParameter') { aws.parameters.delete(NAME); } };
    await start().handle(deletionOf(request));
    await start().handle(deletionOf(request));
    expect(aws.parameters.size).toBe(0);
  });
});

test('a request of a type that CloudFormation does not send is refused', async () => {
  await expect(start().handle({ ...creation(), RequestType: 'Read' } as unknown as ResourceRequest)).rejects.toThrow('of no type');
});

describe('the function dies at any call, and the request comes again', () => {
  interface Life {
    readonly before?: ParameterProperties;
    readonly by?: string;
    readonly request: (first: ResourceRequest) => ResourceRequest;
    readonly versions: number;
  }
  const LIVES: Readonly<Record<string, Life>> = {
    'a creation': { request: (first) => first, versions: 1 },
    'a new generation': { before: properties(), request: (first) => updateOf(first, properties(generated(2), { Label: 'deployed' })), versions: 2 },
    'a new copy of a secret': { before: properties(fromSecret()), request: (first) => updateOf(first, properties(fromSecret(undefined, 2))), versions: 2 },
    'new policies': { before: properties(), request: (first) => updateOf(first, properties(generated(), { Policies: POLICIES, Label: 'deployed' })), versions: 2 },
    'new policies over a value by hand': {
      before: properties(byOperator), by: 'by hand', request: (first) => updateOf(first, properties(byOperator, { Policies: POLICIES })), versions: 3,
    },
    'policies taken away': { before: properties(generated(), { Policies: POLICIES }), request: (first) => updateOf(first, properties()), versions: 2 },
    'a deletion': { before: properties(), request: deletionOf, versions: 0 },
  };

  /** Repeats a request with a death at each call in turn, from a new beginning, until none is left to die at. */
  async function eachDeath(life: Life, when: 'before' | 'after', check: () => void): Promise<number> {
    for (let calls = 0; ; calls += 1) {
      aws.parameters.clear();
      aws.secrets.set('provider-key', 'from the secret');
      const first = life.before ? await created(life.before) : creation(properties(generated(), { Label: 'deployed' }));
      if (life.by !== undefined) { aws.write(NAME, life.by); }
      const request = life.request(first);
      const died = await start(calls, when).handle(request).then(() => false, () => true);
      const atDeath = [...aws.valuesOf(NAME)];
      await start().handle(request);
      expect(aws.valuesOf(NAME).slice(0, atDeath.length)).toEqual(request.RequestType === 'Delete' ? [] : atDeath);
      check();
      if (!died) { return calls; }
    }
  }

  const DEATHS = Object.keys(LIVES).flatMap((name) => [[name, 'before'], [name, 'after']] as const);
  test.each(DEATHS)('%s, %s the call: it ends as if it had come once', async (name, when) => {
    const life = LIVES[name];
    const deaths = await eachDeath(life, when, () => {
      expect(aws.valuesOf(NAME)).toHaveLength(life.versions);
      if (life.by !== undefined) { expect(newest()).toBe(life.by); }
      if (name === 'policies taken away') { expect(parameter()?.policies).toBeUndefined(); }
      if (name.startsWith('new policies')) { expect(parameter()?.policies).toBe(POLICIES); }
      if (name === 'a creation' || name === 'a new generation') { expect(labelled('deployed')).toBe(life.versions); }
    });
    expect(deaths).toBeGreaterThanOrEqual(2);
  }, 60_000);

  test('an operator\'s value that came in between is never lost, nor the change', async () => {
    for (const when of ['before', 'after'] as const) {
      for (let calls = 0; calls < 9; calls += 1) {
        aws.parameters.clear();
        const first = await created(properties(byOperator));
        let writes = 0;
        aws.before = (action) => { if (action === 'PutParameter' && writes++ === 0) { aws.write(NAME, 'by hand'); } };
        const update = updateOf(first, properties(byOperator, { Description: 'token' }));
        await start(calls, when).handle(update).catch(() => undefined);
        await start().handle(update);
        aws.before = () => undefined;
        expect([newest(), parameter()?.description]).toEqual(['by hand', 'token']);
      }
    }
  }, 60_000);
});

test('whatever requests come, cut off anywhere and repeated: a foreign parameter is never touched, and what is stored by hand stays', async () => {
  const step = fc.record({ kind: fc.constantFrom('create', 'describe', 'delete', 'by hand'), deathAt: fc.integer({ min: 0, max: 6 }) });
  await fc.assert(fc.asyncProperty(fc.boolean(), fc.array(step, { maxLength: 6 }), async (isForeign, steps) => {
    aws.parameters.clear();
    if (isForeign) { aws.write(NAME, 'theirs'); }
    const first = creation();
    let wanted = properties();
    let byHand: string | undefined;
    for (const [index, { kind, deathAt }] of steps.entries()) {
      if (kind === 'by hand') {
        if (!isForeign && parameter()) { aws.write(NAME, byHand = `by hand ${index}`); }
        continue;
      }
      const next = properties(generated(), { Description: `description ${index}` });
      const request = kind === 'create' ? first : kind === 'delete' ? deletionOf(first) : updateOf(first, next, wanted);
      if (kind === 'describe') { wanted = next; }
      await start(deathAt).handle(request).catch(() => undefined);
      await start().handle(request).catch(() => undefined);
      if (kind === 'delete') { byHand = undefined; }
      if (isForeign) { expect(aws.valuesOf(NAME)).toEqual(['theirs']); }
      if (byHand !== undefined) { expect(newest()).toBe(byHand); }
    }
  }), { numRuns: 50 });
}, 60_000);

describe('what is told of failures', () => {
  test('quotes no value, though AWS does', async () => {
    aws.secrets.set('provider-key', `canary{{${'x'.repeat(40)}}}`);
    const failure = await start().handle(creation(properties(fromSecret()))).catch((error: Error) => error) as Error;
    expect(failure.message).toBe('PutParameter failed: ValidationException');
    expect(`${failure.stack}${JSON.stringify(failure)}${String(failure.cause)}`).not.toContain('canary');
  });

  test('says what AWS says of policies, keys and rights', async () => {
    aws.before = (action) => { if (action === 'GetSecretValue') { aws.deny(); } };
    await expect(start().handle(creation(properties(fromSecret())))).rejects.toThrow('GetSecretValue failed: AccessDeniedException: User: function');
  });
});
