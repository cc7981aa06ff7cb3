import { type Grant, expandedBy, giving, grantsOf, grantsOfRow, missing, taking } from '../../../../../src/secrets/rotation/engines/mysql/grants';

const expand = expandedBy([['Select', 'Tables'], ['Create', 'Databases,Tables,Indexes'], ['Execute', 'Functions,Procedures'], ['Process', 'Server Admin'], ['ROLE_ADMIN', 'Server Admin']]);

/** A row's grants, in short. */
const read = (row: string): readonly string[] => grantsOfRow(row, expand)
  .map(({ kind, name, on, column, isGrantable }) => [kind, name, on, ...column === undefined ? [] : [column], ...isGrantable ? ['grantable'] : []].join(' | '));

test.each([
  ['GRANT USAGE ON *.* TO `app`@`%`', []],
  ['GRANT SELECT, CREATE TEMPORARY TABLES ON `shop`.* TO `app`@`%`', ['privilege | SELECT | `shop`.*', 'privilege | CREATE TEMPORARY TABLES | `shop`.*']],
  ['GRANT SELECT ON `sh\\_op%`.* TO `app`@`%` WITH GRANT OPTION', ['privilege | SELECT | `sh\\_op%`.*', 'privilege | GRANT OPTION | `sh\\_op%`.*']],
  ['GRANT USAGE ON `shop`.* TO `app`@`%` WITH GRANT OPTION', ['privilege | GRANT OPTION | `shop`.*']],
  ['GRANT SELECT (`id`, `no,te`), DELETE ON `shop`.`or``ders TO x` TO `app`@`%`', [
    'privilege | SELECT | `shop`.`or``ders TO x` | `id`', 'privilege | SELECT | `shop`.`or``ders TO x` | `no,te`', 'privilege | DELETE | `shop`.`or``ders TO x`',
  ]],
  ['GRANT EXECUTE ON PROCEDURE `shop`.`ship` TO `app`@`%`', ['privilege | EXECUTE | PROCEDURE `shop`.`ship`']],
  ['GRANT BACKUP_ADMIN,ROLE_ADMIN ON *.* TO `app`@`%` WITH GRANT OPTION', ['privilege | BACKUP_ADMIN | *.* | grantable', 'privilege | ROLE_ADMIN | *.* | grantable']],
  ['GRANT LOAD FROM S3, SELECT ON *.* TO \'app\'@\'%\'', ['privilege | LOAD FROM S3 | *.*', 'privilege | SELECT | *.*']],
  ['GRANT PROXY ON \'\'@\'\' TO \'root\'@\'localhost\' WITH GRANT OPTION', ['privilege | PROXY | \'\'@\'\' | grantable']],
  ['GRANT `reader`@`%`,`cl,erk`@`%` TO `app`@`%` WITH ADMIN OPTION', ['role | `reader`@`%` |  | grantable', 'role | `cl,erk`@`%` |  | grantable']],
  ['GRANT `reader` TO `WITH ADMIN OPTION`@`%`', ['role | `reader` | ']],
  ['REVOKE SELECT ON `mysql`.* FROM `app`@`%`', ['restriction | SELECT | `mysql`.*']],
  ['GRANT SELECT ON *.* TO `app`@`%` IDENTIFIED BY PASSWORD \'*AB\' REQUIRE SSL WITH GRANT OPTION MAX_QUERIES_PER_HOUR 5', ['privilege | SELECT | *.*', 'privilege | GRANT OPTION | *.*']],
])('a row of SHOW GRANTS is understood: %s', (row, grants) => { expect(read(row)).toEqual(grants); });

test('ALL PRIVILEGES stands for what applies to its object', () => {
  const names = (on: string) => grantsOfRow(`GRANT ALL PRIVILEGES ON ${on} TO \`app\`@\`%\``, expand).map(({ name }) => name);
  expect(names('*.*')).toEqual(['SELECT', 'CREATE', 'EXECUTE', 'PROCESS']);
  expect(names('`shop`.*')).toEqual(['SELECT', 'CREATE', 'EXECUTE', 'EVENT']);
  expect(names('`shop`.`orders`')).toEqual(['SELECT', 'CREATE']);
  expect(names('FUNCTION `shop`.`total`')).toEqual(['EXECUTE']);
});

test('a row that is no grant is refused, without a word of it', () => {
  expect(() => grantsOfRow('SET CANARY FOR `app`@`%`', expand)).toThrow(/^unexpected: the server describes a grant in a way that rotation does not know$/);
});

const all = (...rows: readonly string[]): readonly Grant[] => rows.flatMap((row) => grantsOfRow(row, expand));

test('grants on one object are given in one statement, dynamic ones apart from the others', () => {
  const grants = all('GRANT SELECT (`id`), SELECT (`note`), DELETE ON `s`.`t` TO x WITH GRANT OPTION', 'GRANT PROCESS ON *.* TO x', 'GRANT ROLE_ADMIN ON *.* TO x WITH GRANT OPTION', 'GRANT `a`@`%`,`b`@`%` TO x');
  expect(giving(grants, 'it').map(({ text }) => text)).toEqual([
    'GRANT DELETE, GRANT OPTION, SELECT (`id`, `note`) ON `s`.`t` TO it',
    'GRANT PROCESS ON *.* TO it',
    'GRANT ROLE_ADMIN ON *.* TO it WITH GRANT OPTION',
    'GRANT `a`@`%` TO it',
    'GRANT `b`@`%` TO it',
  ]);
});

test('a restriction is given by a revoke, and taken by a grant', () => {
  const grants = all('REVOKE SELECT ON `mysql`.* FROM x');
  expect(giving(grants, 'it').map(({ text }) => text)).toEqual(['REVOKE SELECT ON `mysql`.* FROM it']);
  expect(taking(grants, 'it').map(({ text }) => text)).toEqual(['GRANT SELECT ON `mysql`.* TO it']);
});

test('only what differs is missing', () => {
  const [one, other] = [grantsOf(all('GRANT SELECT ON `s`.* TO x')), grantsOf(all('GRANT SELECT, CREATE ON `s`.* TO x', 'GRANT SELECT ON `t`.* TO x'))];
  expect(missing(one, other).map(({ name, on }) => `${name} ${on}`)).toEqual(['CREATE `s`.*', 'SELECT `t`.*']);
  expect(missing(other, one)).toEqual([]);
});
