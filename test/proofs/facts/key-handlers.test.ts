import { KEY_HANDLER_SOURCES, KEY_HANDLERS } from '../../../src/proofs/facts/key-handlers';
import { KMS_ACTIONS } from '../../../src/proofs/facts/kms-actions';

const PHASES = ['create', 'update', 'delete', 'read'] as const;

const handlersOf = (type: string) => KEY_HANDLERS.find((each) => each.type === type);
const kmsAction = (name: string) => KMS_ACTIONS.find((each) => each.name === name);

test('handlers call known actions of AWS KMS', () => {
  for (const handlers of KEY_HANDLERS) {
    for (const each of PHASES.flatMap((phase) => handlers[phase])) expect(kmsAction(each.name)?.name).toBe(each.name);
    expect(handlers.source).toMatch(/^https:\/\//);
  }
  for (const source of KEY_HANDLER_SOURCES) expect(source).toMatch(/^https:\/\//);
});

test('an action that no key is asked for is decided by identity policies alone', () => {
  for (const each of KEY_HANDLERS.flatMap((handlers) => PHASES.flatMap((phase) => handlers[phase]))) {
    if (!kmsAction(each.name)?.keyed) expect([each.name, each.authority]).toEqual([each.name, 'account']);
  }
});

test('turning rotation on is decided by the new key\'s own policy', () => {
  expect(handlersOf('AWS::KMS::Key')?.create).toContainEqual({
    name: 'kms:EnableKeyRotation', authority: 'key', properties: ['EnableKeyRotation', 'RotationPeriodInDays'],
  });
});

test('creating a key and tagging it at creation are not', () => {
  for (const name of ['kms:CreateKey', 'kms:TagResource']) {
    expect(handlersOf('AWS::KMS::Key')?.create.find((each) => each.name === name)?.authority).toBe('account');
  }
});

test('a replica asks its primary, an alias its key', () => {
  expect(handlersOf('AWS::KMS::ReplicaKey')?.create[0]).toEqual({ name: 'kms:ReplicateKey', authority: 'primary' });
  expect(handlersOf('AWS::KMS::Alias')?.delete.map((each) => each.authority)).toEqual(['target', 'account']);
});
