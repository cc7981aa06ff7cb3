import { describedAccount, optionChanges } from '../../../../../src/secrets/rotation/engines/mysql/account';

const PLAIN = 'CREATE USER `app`@`%` IDENTIFIED WITH \'caching_sha2_password\' AS 0x24412430 REQUIRE NONE PASSWORD EXPIRE DEFAULT ACCOUNT UNLOCK PASSWORD HISTORY DEFAULT PASSWORD REUSE INTERVAL DEFAULT PASSWORD REQUIRE CURRENT DEFAULT';

test.each([
  [PLAIN, 'caching_sha2_password'],
  ['CREATE USER \'app\'@\'%\' IDENTIFIED WITH \'mysql_native_password\' AS \'*AB\' REQUIRE NONE PASSWORD EXPIRE DEFAULT ACCOUNT UNLOCK', 'mysql_native_password'],
  ['CREATE USER `app`@`%` IDENTIFIED BY PASSWORD \'*AB\'', 'mysql_native_password'],
  ['CREATE USER `app`@`%`', 'mysql_native_password'],
  ['CREATE USER `app`@`%` IDENTIFIED VIA ed25519 USING \'AB\'', 'ed25519'],
  ['CREATE USER `app`@`%` IDENTIFIED VIA unix_socket OR mysql_native_password USING \'*AB\'', undefined],
  ['CREATE USER `app`@`%` IDENTIFIED WITH \'caching_sha2_password\' AS \'OR AND\' REQUIRE NONE', 'caching_sha2_password'],
  ['CREATE USER `app`@`%` IDENTIFIED WITH \'caching_sha2_password\' AS 0x24 AND IDENTIFIED WITH \'authentication_webauthn\' REQUIRE NONE', undefined],
])('the plugin is read: %s', (statement, plugin) => { expect(describedAccount(statement).plugin).toBe(plugin); });

test('what differs is changed, and nothing else', () => {
  const model = describedAccount(PLAIN
    .replace('REQUIRE NONE', 'REQUIRE SUBJECT \'/CN=it\'\'s\' ISSUER \'/CN=ACCOUNT LOCK\' WITH MAX_QUERIES_PER_HOUR 5 MAX_USER_CONNECTIONS 3')
    .replace('PASSWORD EXPIRE DEFAULT ACCOUNT UNLOCK PASSWORD HISTORY DEFAULT', 'PASSWORD EXPIRE INTERVAL 90 DAY ACCOUNT LOCK PASSWORD HISTORY 5')
    .replace('PASSWORD REQUIRE CURRENT DEFAULT', 'PASSWORD REQUIRE CURRENT OPTIONAL FAILED_LOGIN_ATTEMPTS 4 PASSWORD_LOCK_TIME UNBOUNDED ATTRIBUTE \'{"a": "PASSWORD EXPIRE NEVER"}\''));
  expect(optionChanges(describedAccount(PLAIN), model)).toBe('REQUIRE SUBJECT \'/CN=it\'\'s\' ISSUER \'/CN=ACCOUNT LOCK\' WITH MAX_QUERIES_PER_HOUR 5 MAX_USER_CONNECTIONS 3'
    + ' ACCOUNT LOCK PASSWORD EXPIRE INTERVAL 90 DAY PASSWORD HISTORY 5 PASSWORD REQUIRE CURRENT OPTIONAL FAILED_LOGIN_ATTEMPTS 4 PASSWORD_LOCK_TIME UNBOUNDED');
  expect(optionChanges(model, model)).toBe('');
});

test('what the model does not have is set back', () => {
  const twin = describedAccount('CREATE USER `app`@`%` REQUIRE SSL WITH MAX_STATEMENT_TIME 1.500000 ACCOUNT LOCK PASSWORD EXPIRE NEVER');
  expect(optionChanges(twin, describedAccount('CREATE USER `app`@`%`'))).toBe('REQUIRE NONE WITH MAX_STATEMENT_TIME 0 ACCOUNT UNLOCK PASSWORD EXPIRE DEFAULT');
});

test('a password that has expired now is not an option: the next one ends it', () => {
  expect(optionChanges(describedAccount('CREATE USER `app`@`%`'), describedAccount('CREATE USER `app`@`%` PASSWORD EXPIRE'))).toBe('');
});

test('default roles are read in order', () => {
  expect(describedAccount(PLAIN.replace('REQUIRE NONE', 'DEFAULT ROLE `wri,ter`@`%`,`reader`@`%` REQUIRE NONE')).defaultRoles).toEqual(['`reader`@`%`', '`wri,ter`@`%`']);
});
