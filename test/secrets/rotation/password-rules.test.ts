import { GetRandomPasswordCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as fc from 'fast-check';
import { PasswordRules } from '../../../src/secrets/rotation/password-rules';
import { SecretsManagerStandIn, clientOf } from '../stand-ins/secrets-manager';

let secretsManager: SecretsManagerStandIn;
let client: SecretsManagerClient;
beforeAll(async () => {
  secretsManager = await SecretsManagerStandIn.start();
  client = clientOf(secretsManager);
});
afterAll(async () => {
  client.destroy();
  await secretsManager.stop();
});

const rules = new PasswordRules(8, '/@"');
const [LENGTH, ALPHABET, KINDS] = ['has another length', 'has a character that is excluded', 'lacks a lower-case letter, an upper-case letter, a digit or a punctuation mark'];

test('takes a password with a character of each kind', () => {
  expect(() => rules.check('Abcdef1-')).not.toThrow();
});

test.each([
  ['too short', 'Abcde1-', LENGTH],
  ['too long', 'Abcdefg1-', LENGTH],
  ['with an excluded mark', 'Abcde1-@', ALPHABET],
  ['with a space', 'Abcde1- ', ALPHABET],
  ['with an é', 'Abcde1-é', ALPHABET],
  ['with a control character', 'Abcde1-\n', ALPHABET],
  ['without an upper-case letter', 'abcdef1-', KINDS],
  ['without a lower-case letter', 'ABCDEF1-', KINDS],
  ['without a digit', 'Abcdefg-', KINDS],
  ['without a punctuation mark', 'Abcdefg1', KINDS],
])('refuses one %s, without a word of it', (_name, password, fact) => {
  expect(() => rules.check(password)).toThrow(expect.objectContaining({ kind: 'refused-input', message: expect.stringContaining(fact) }));
  expect(() => rules.check(password)).not.toThrow(expect.objectContaining({ message: expect.stringContaining(password) }));
});

test('asks for no kind of which every character is excluded', () => {
  const alphanumeric = new PasswordRules(8, '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~');
  expect(() => alphanumeric.check('Abcdefg1')).not.toThrow();
  expect(() => alphanumeric.check('abcdefg1')).toThrow(KINDS);
});

test('takes whatever a generator makes that keeps to what it is asked for', async () => {
  await fc.assert(fc.asyncProperty(fc.integer({ min: 4, max: 64 }), fc.subarray([...'!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~']), async (length, excluded) => {
    const asked = new PasswordRules(length, excluded.join(''));
    const { RandomPassword } = await client.send(new GetRandomPasswordCommand(asked.request));
    asked.check(RandomPassword ?? '');
  }));
});
