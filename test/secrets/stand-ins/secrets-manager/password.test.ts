import { GetRandomPasswordCommand, type GetRandomPasswordCommandInput, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as fc from 'fast-check';
import { SecretsManagerStandIn, clientOf } from '.';
import { getRandomPassword } from './password';

const TYPES = [/[a-z]/, /[A-Z]/, /[0-9]/, /[!-/:-@[-`{-~]/];

let standIn: SecretsManagerStandIn;
let client: SecretsManagerClient;
beforeAll(async () => {
  standIn = await SecretsManagerStandIn.start();
  client = clientOf(standIn);
});
afterAll(async () => {
  client.destroy();
  await standIn.stop();
});

const password = async (input: GetRandomPasswordCommandInput): Promise<string> =>
  (await client.send(new GetRandomPasswordCommand(input))).RandomPassword!;
const made = (input: GetRandomPasswordCommandInput): string => getRandomPassword({ secrets: [] }, input).RandomPassword!;

describe('a random password', () => {
  test('has 32 characters of every type by default, and no space', async () => {
    const random = await password({});
    expect(random).toMatch(/^[!-~]{32}$/);
    for (const type of TYPES) { expect(random).toMatch(type); }
  });

  test('is another each time', async () => {
    expect(await password({})).not.toBe(await password({}));
  });

  test.each([0, 4097])('can\'t have %d characters', async (PasswordLength) => {
    await expect(password({ PasswordLength })).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  test.each([4, 4096])('can have %d characters', async (PasswordLength) => {
    expect(await password({ PasswordLength })).toHaveLength(PasswordLength);
  });

  test('can\'t be shorter than the types it has to have', async () => {
    await expect(password({ PasswordLength: 3 })).rejects.toMatchObject({ name: 'InvalidParameterException' });
    expect(await password({ PasswordLength: 3, ExcludePunctuation: true })).toHaveLength(3);
    expect(await password({ PasswordLength: 3, RequireEachIncludedType: false })).toHaveLength(3);
  });

  test('can\'t be made of nothing', async () => {
    const nothing = { ExcludeLowercase: true, ExcludeUppercase: true, ExcludeNumbers: true, ExcludePunctuation: true };
    await expect(password(nothing)).rejects.toMatchObject({ name: 'InvalidRequestException' });
    expect(await password({ ...nothing, IncludeSpace: true, PasswordLength: 2 })).toBe('  ');
  });

  test('has every type that is included, none that is excluded, and no excluded character', () => {
    const options = fc.record({
      PasswordLength: fc.integer({ min: 4, max: 64 }),
      ExcludeCharacters: fc.constantFrom('', '/@"\'\\', ' %+~`#$&*()|[]{}:;<>?!\'/@"\\', 'abcXYZ012-'),
      ExcludeNumbers: fc.boolean(),
      ExcludePunctuation: fc.boolean(),
      ExcludeUppercase: fc.boolean(),
      ExcludeLowercase: fc.boolean(),
      IncludeSpace: fc.boolean(),
    }).filter(({ ExcludeNumbers, ExcludePunctuation, ExcludeUppercase, ExcludeLowercase }) =>
      !(ExcludeNumbers && ExcludePunctuation && ExcludeUppercase && ExcludeLowercase));
    fc.assert(fc.property(options, (input) => {
      const random = made(input);
      const excluded = [input.ExcludeLowercase, input.ExcludeUppercase, input.ExcludeNumbers, input.ExcludePunctuation];
      expect(random).toHaveLength(input.PasswordLength);
      expect(TYPES.map(type => type.test(random))).toEqual(excluded.map(is => !is));
      expect([...random].filter(character => input.ExcludeCharacters.includes(character))).toEqual([]);
      if (!input.IncludeSpace) { expect(random).not.toContain(' '); }
    }));
  });

  test('may lack a type when none is required', () => {
    const letters = Array.from({ length: 50 }, () => made({ PasswordLength: 1, RequireEachIncludedType: false }));
    expect(letters.every(letter => letter.length === 1)).toBe(true);
  });
});
