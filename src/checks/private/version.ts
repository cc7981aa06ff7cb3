import { readFileSync } from 'node:fs';
import * as path from 'node:path';

/** Version of this library, as its package says. */
export const VERSION = (JSON.parse(readFileSync(path.join(__dirname, '..', '..', '..', 'package.json'), 'utf8')) as { version: string }).version;
