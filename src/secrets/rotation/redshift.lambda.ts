import { connectWith } from './engines/postgres/connection';
import { RedshiftEngine } from './engines/redshift/redshift-engine';
import { publicTrustOf } from './engines/trusted-authorities';
import { databaseHandler } from './rotation-handler';

export const handler = databaseHandler('redshift', ({ options }, deadline) => new RedshiftEngine(connectWith(publicTrustOf(options), deadline, 'dev')));
