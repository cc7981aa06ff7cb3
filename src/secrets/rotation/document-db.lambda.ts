import { connectWith } from './engines/document-db/connection';
import { DocumentDbEngine } from './engines/document-db/document-db-engine';
import { trustOf } from './engines/trusted-authorities';
import { databaseHandler } from './rotation-handler';

export const handler = databaseHandler('document-db', ({ options }, deadline) =>
  new DocumentDbEngine(connectWith(trustOf(options, process.env), deadline), options.usersDatabase));
