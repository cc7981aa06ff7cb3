import { OracleStandIn } from './oracle-stand-in';
import { createMaster, oracleScenario } from './scenario';
import { crashMatrix } from '../../crash-matrix';

jest.setTimeout(600_000);

const server = new OracleStandIn();
const master = createMaster(server);

crashMatrix(oracleScenario(server, () => master, 'single-user'));
crashMatrix(oracleScenario(server, () => master, 'single-user', true));
crashMatrix(oracleScenario(server, () => master, 'alternating-users'));
