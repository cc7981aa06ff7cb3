import { cachingSha2Hash, nativeHash, unusableCachingSha2Hash, unusableNativeHash } from '../../../../../src/secrets/rotation/engines/mysql/password-hash';

test('a hash of mysql_native_password is the published one', () => {
  expect(nativeHash('password')).toBe('*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19');
});

/** Published pairs of password and hash, of the tests of password crackers: salt and digest in hexadecimal. */
test.each([
  ['hashcat', 'F9CC98CE08892924F50A213B6BC571A2C11778C5', '625479393559393965414D45316477456B484F41316E64484742577A2E3162785353526B7554584647562F'],
  ['password', '06437A150142644D74187A6A2F0D7971094F2575', '48667A67485366745A304F6A487A73704250663465337A7530325157687A51364A384D737554424939702E'],
])('a hash of caching_sha2_password is the published one: %s', (password, salt, digest) => {
  const hash = cachingSha2Hash(password, Buffer.from(salt, 'hex').toString('latin1'));
  expect(Buffer.from(hash, 'latin1').toString('hex').toUpperCase()).toBe(`${Buffer.from('$A$005$').toString('hex').toUpperCase()}${salt}${digest}`);
});

test('each hash of caching_sha2_password has a salt of its own, which is plain text', () => {
  const [one, other] = [cachingSha2Hash('it'), cachingSha2Hash('it')];
  expect(one).toMatch(/^\$A\$005\$[./0-9A-Za-z]{63}$/);
  expect(other).not.toBe(one);
  expect(cachingSha2Hash('it', one.slice(7, 27))).toBe(one);
});

test('what nobody knows has the form of a hash, and is another one each time', () => {
  expect(unusableNativeHash()).toMatch(/^\*[0-9A-F]{40}$/);
  expect(unusableCachingSha2Hash()).toMatch(/^\$A\$005\$[./0-9A-Za-z]{63}$/);
  expect(unusableNativeHash()).not.toBe(unusableNativeHash());
  expect(unusableCachingSha2Hash()).not.toBe(unusableCachingSha2Hash());
});
