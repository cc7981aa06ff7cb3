import { createMaster, sqlServerScenario } from './scenario';
import { SqlServerStandIn } from './sql-server-stand-in';
import { crashMatrix } from '../../crash-matrix';

jest.setTimeout(600_000);

const server = new SqlServerStandIn();
const master = createMaster(server);

crashMatrix(sqlServerScenario(server, () => master, 'single-user'));
crashMatrix(sqlServerScenario(server, () => master, 'alternating-users'));
