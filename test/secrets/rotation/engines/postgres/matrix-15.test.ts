import { createMaster, postgresScenario } from './scenario';
import type { Credentials } from '../../../../servers/database-server';
import { PostgresServer, postgresInstallations } from '../../../../servers/postgres';
import { describeWithServer } from '../../../../servers/required';
import { crashMatrix } from '../../crash-matrix';

jest.setTimeout(600_000);

describeWithServer('PostgreSQL of the system', 'rotation of users', () => {
  let server: PostgresServer;
  let master: Credentials;

  beforeAll(async () => {
    server = await PostgresServer.start({ installation: postgresInstallations().find(({ source }) => source === 'system') });
    master = await createMaster(server);
  });
  afterAll(async () => server.stop());

  for (const strategy of ['single-user', 'alternating-users'] as const) {
    crashMatrix(postgresScenario(() => server, () => master, 'PostgreSQL 15', strategy));
  }
});
