import { redshiftScenario } from './scenario';
import { crashMatrix } from '../../crash-matrix';

jest.setTimeout(600_000);

for (const strategy of ['single-user', 'alternating-users'] as const) { crashMatrix(redshiftScenario(strategy)); }
