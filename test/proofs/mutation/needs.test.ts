import { type CallLine, derivedCalls, lineOf } from './derived';
import { shortNameOf } from './mutants';
import { NEEDS } from './needs';
import { type Payments, readPayments } from './payments';

let payments: Payments;
beforeAll(() => { payments = readPayments(); });

const shown = ({ caller, action, via }: CallLine): string => `${caller} calls ${action} ${via === '' ? 'directly' : `through ${via}`}`;

/** What the library asks for beyond the requests of the pages, and why. */
const CAUTION: Readonly<Record<string, string>> = {
  'deployer calls kms:DescribeKey through logs':
    'the library takes it that a log group can\'t be made without; the page\'s example policy could never allow it',
  'logs.ap-northeast-2.amazonaws.com calls kms:GenerateDataKeyWithoutPlaintext directly':
    'AWS\'s statement has kms:GenerateDataKey*; of its two actions the requests have the other',
  'deployer calls kms:DescribeKey through lambda': 'the pages that were transcribed name no such request',
  'deployer calls kms:GenerateDataKey through lambda': 'only functions with an encrypted package need it, of which the example has none',
  'deployer calls kms:Encrypt through secretsmanager': 'only a secret that gets another key needs it',
};

/** What both say of each key. */
const compared = () => payments.keys.map((key) => {
  const name = shortNameOf(key);
  return {
    key: name,
    needed: [...new Set(NEEDS[name].map((call) => shown(lineOf(call))))],
    derived: [...new Set(derivedCalls(payments, key).map(shown))],
  };
});

test('every call that is known to be needed is one that the library finds in the templates', () => {
  const missing = compared().flatMap(({ key, needed, derived }) => needed.filter((line) => !derived.includes(line)).map((line) => `${key}: ${line}`));
  expect(missing).toEqual([]);
});

test('every call that the library finds in the templates is known to be needed, or out of caution', () => {
  const forgotten = compared().flatMap(({ key, needed, derived }) =>
    derived.filter((line) => !needed.includes(line) && !Object.hasOwn(CAUTION, line)).map((line) => `${key}: ${line}`));
  expect(forgotten).toEqual([]);
});

test('what the library asks for out of caution is asked for, and by no page\'s requests', () => {
  const [needed, derived] = [compared().flatMap((one) => one.needed), compared().flatMap((one) => one.derived)];
  expect(Object.keys(CAUTION).filter((line) => !derived.includes(line) || needed.includes(line))).toEqual([]);
});

test('roles, whoever deploys and services need keys, directly and through services', () => {
  const needed = payments.keys.flatMap((key) => NEEDS[shortNameOf(key)].map(lineOf));
  expect([...new Set(needed.map(({ caller }) => caller))].sort()).toEqual([
    'Record', 'Settle', 'TakeOrder', 'cloudwatch.amazonaws.com', 'deployer',
    'events.amazonaws.com', 'logs.ap-northeast-2.amazonaws.com', 'sns.amazonaws.com',
  ]);
  expect([...new Set(needed.map(({ via }) => via))].sort()).toEqual(['', 'dynamodb', 'lambda', 's3', 'secretsmanager', 'sns', 'sqs']);
});
