import { type Login, createMaster } from './client';
import { mariadbScenario } from './scenario';
import { MariadbServer } from '../../../../servers/mariadb';
import { crashMatrix } from '../../crash-matrix';

let server: MariadbServer;
let master: Login;

beforeAll(async () => {
  server = await MariadbServer.start();
  master = await createMaster(server);
}, 60_000);
afterAll(async () => server?.stop());
jest.setTimeout(900_000); // the longest test rotates some hundred times

for (const strategy of ['single-user', 'alternating-users'] as const) {
  crashMatrix(mariadbScenario(() => server, () => master, strategy));
}
