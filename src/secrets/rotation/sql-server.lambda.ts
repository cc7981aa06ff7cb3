import { connectWith } from './engines/sql-server/connection';
import { SqlServerEngine } from './engines/sql-server/sql-server-engine';
import { trustOf } from './engines/trusted-authorities';
import { databaseHandler } from './rotation-handler';

export const handler = databaseHandler('sql-server', ({ options }, deadline) => new SqlServerEngine(connectWith(trustOf(options, process.env), deadline)));
