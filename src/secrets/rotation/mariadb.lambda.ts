import { connectWith } from './engines/mysql/connection';
import { mariadb } from './engines/mysql/mariadb-dialect';
import { MysqlEngine } from './engines/mysql/mysql-engine';
import { trustOf } from './engines/trusted-authorities';
import { refuseUnless } from './failure';
import { databaseHandler } from './rotation-handler';

export const handler = databaseHandler('mariadb', ({ options }, deadline) => {
  refuseUnless(options.dualPassword !== 'true', 'MariaDB keeps one password only: take the option dualPassword away');
  return new MysqlEngine(connectWith(trustOf(options, process.env), deadline), mariadb({ plaintextPassword: options.plaintextPassword === 'true' }));
});
