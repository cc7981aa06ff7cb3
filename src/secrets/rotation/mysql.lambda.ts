import { connectWith } from './engines/mysql/connection';
import { mysql } from './engines/mysql/mysql-dialect';
import { MysqlEngine } from './engines/mysql/mysql-engine';
import { trustOf } from './engines/trusted-authorities';
import { databaseHandler } from './rotation-handler';

export const handler = databaseHandler('mysql', ({ options }, deadline) => {
  const connect = connectWith(trustOf(options, process.env), deadline);
  return new MysqlEngine(connect, mysql({ dualPassword: options.dualPassword === 'true' }, connect));
});
