import { ferretdbScenario, standInScenario } from './scenario';
import { FerretdbServer } from '../../../../servers/ferretdb';
import { describeWithServer } from '../../../../servers/required';
import { crashMatrix } from '../../crash-matrix';

jest.setTimeout(240_000);

describeWithServer('FerretDB', 'rotation that is killed anywhere', () => {
  let server: FerretdbServer;
  beforeAll(async () => { server = await FerretdbServer.start(); }, 60_000);
  afterAll(async () => server?.stop());

  for (const strategy of ['single-user', 'alternating-users'] as const) { crashMatrix(ferretdbScenario(() => server, strategy)); }
});

describe('stand-ins for servers with roles', () => {
  crashMatrix(standInScenario('mongodb', 'single-user'));
  crashMatrix(standInScenario('mongodb', 'alternating-users'));
  crashMatrix(standInScenario('document-db', 'alternating-users'));
});
