import { existsSync } from 'node:fs';
import * as path from 'node:path';

/** Python with moto, where `scripts/test-servers.js` puts it. */
export const MOTO_PYTHON = path.join(__dirname, '..', '..', '.cache', 'moto', 'bin', 'python');

/** Whether it is there: the folder is made first and filled then. */
export const isMotoInstalled = (): boolean => existsSync(path.join(path.dirname(MOTO_PYTHON), 'moto_server'));
