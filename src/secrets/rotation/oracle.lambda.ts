import { connectWith } from './engines/oracle/connection';
import { OracleEngine } from './engines/oracle/oracle-engine';
import { trustOf } from './engines/trusted-authorities';
import { databaseHandler } from './rotation-handler';

export const handler = databaseHandler('oracle', ({ options }, deadline) =>
  new OracleEngine(connectWith(trustOf(options, process.env), deadline, options.tcpsPort), { dualPassword: options.dualPassword === 'true' }));
