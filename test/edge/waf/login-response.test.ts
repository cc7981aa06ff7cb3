import { Lazy, Token } from 'aws-cdk-lib';
import { LoginResponse } from '../../../src/edge/waf';

const texts = (count: number) => Array.from({ length: count }, (_, index) => `text ${index}`);
const statuses = (count: number) => Array.from({ length: count }, (_, index) => 200 + index);

test('as many values as WAF takes pass, each in one list', () => {
  expect(LoginResponse.status({ success: statuses(10), failure: [401] })._json).toMatchObject({ statusCode: { failureCodes: [401] } });
  expect(LoginResponse.header('X-Result', { success: texts(3), failure: ['no'] })._json).toMatchObject({ header: { name: 'X-Result', failureValues: ['no'] } });
  expect(LoginResponse.body({ success: texts(5), failure: ['x'.repeat(100)] })._json).toMatchObject({ bodyContains: { successStrings: texts(5) } });
  expect(LoginResponse.json('/ok', { success: ['true'], failure: texts(5) })._json).toMatchObject({ json: { identifier: '/ok', failureValues: texts(5) } });
});

test.each<[string, () => LoginResponse, RegExp]>([
  ['no success', () => LoginResponse.status({ success: [], failure: [401] }), /`success` of a login's response by its status is not valid: got '0 values'; allowed: 1 to 10; WAF wants both/],
  ['no failure', () => LoginResponse.body({ success: ['Welcome'], failure: [] }), /`failure` of a login's response by its body is not valid: got '0 values'; allowed: 1 to 5/],
  ['eleven statuses', () => LoginResponse.status({ success: [200], failure: statuses(11) }), /got '11 values'; allowed: 1 to 10/],
  ['four values of a header', () => LoginResponse.header('X-Result', { success: texts(4), failure: ['no'] }), /got '4 values'; allowed: 1 to 3/],
  ['six values in JSON', () => LoginResponse.json('/ok', { success: texts(6), failure: ['no'] }), /got '6 values'; allowed: 1 to 5/],
  ['a status in both lists', () => LoginResponse.status({ success: [200, 302], failure: [302] }), /got '302 twice'; allowed: each value once, in `success` or in `failure`/],
  ['a status above 999', () => LoginResponse.status({ success: [200], failure: [1000] }), /got 1000; allowed: whole numbers from 0 to 999/],
  ['a text of spaces', () => LoginResponse.body({ success: [' '], failure: ['no'] }), /allowed: 1 to 100 characters/],
  ['a text of 101 characters', () => LoginResponse.body({ success: ['x'.repeat(101)], failure: ['no'] }), /allowed: 1 to 100 characters/],
  ['a header without a name', () => LoginResponse.header('', { success: ['yes'], failure: ['no'] }), /the header of a login's response .*write it as X-Login-Result/],
  ['a pointer of 513 characters', () => LoginResponse.json('/'.repeat(513), { success: ['yes'], failure: ['no'] }), /allowed: 1 to 512 characters; write it as \/login\/success/],
])('%s is refused', (_, make, message) => {
  expect(make).toThrow(message);
});

test('values that only the deployment knows pass', () => {
  const later = Lazy.list({ produce: () => ['Welcome'] });
  const status = Token.asNumber({ Ref: 'Status' });
  expect(() => LoginResponse.body({ success: later, failure: ['Sorry'] })).not.toThrow();
  expect(() => LoginResponse.status({ success: [200], failure: [status] })).not.toThrow();
});
