import { MysqlStandIn } from './mysql-stand-in';
import { createMaster, mysqlScenario } from './scenario';
import { crashMatrix } from '../../crash-matrix';

jest.setTimeout(900_000); // the longest test rotates some hundred times

const server = new MysqlStandIn();
const master = createMaster(server);

crashMatrix(mysqlScenario(server, () => master, 'single-user', false));
crashMatrix(mysqlScenario(server, () => master, 'single-user', true));
crashMatrix(mysqlScenario(server, () => master, 'alternating-users', false));
