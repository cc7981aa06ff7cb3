import { connectWith } from './engines/postgres/connection';
import { PostgresEngine } from './engines/postgres/postgres-engine';
import { trustOf } from './engines/trusted-authorities';
import { databaseHandler } from './rotation-handler';

export const handler = databaseHandler('postgres', ({ options }, deadline) =>
  new PostgresEngine(connectWith(trustOf(options, process.env), deadline, 'postgres'), options.actingRole));
