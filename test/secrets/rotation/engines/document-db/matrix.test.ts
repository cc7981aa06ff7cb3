import { disconnect, ferretdbScenario, standInScenario } from './scenario';
import { FerretdbServer } from '../../../../servers/ferretdb';
import { describeWithServer } from '../../../../servers/required';
import { crashMatrix } from '../../crash-matrix';

jest.setTimeout(600_000);

describeWithServer('FerretDB', 'rotation that is killed anywhere', () => {
  let server: FerretdbServer;
  // What FerretDB logs for its developers are whole messages, passwords and all; MongoDB leaves passwords out of every log.
  beforeAll(async () => { server = await FerretdbServer.start({ arguments: ['--log-level=INFO'] }); }, 60_000);
  afterAll(async () => {
    await disconnect(server);
    await server?.stop();
  });

  for (const strategy of ['single-user', 'alternating-users'] as const) { crashMatrix(ferretdbScenario(() => server, strategy)); }
});

crashMatrix(standInScenario('mongodb', 'single-user'));
crashMatrix(standInScenario('mongodb', 'alternating-users'));
crashMatrix(standInScenario('document-db', 'alternating-users'));
