import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import * as path from 'node:path';
import { LAMBDA_NODE } from '../../servers/lambda-node';
import { describeWithServer } from '../../servers/required';

const ASSETS = path.join(__dirname, '..', '..', '..', 'assets', 'secrets');
const BUNDLES = readdirSync(path.join(ASSETS, 'rotation'));
const PROVIDER = path.join(__dirname, '..', '..', '..', 'examples', 'database-secrets', 'provider', 'provider.js');
const ARN = 'arn:aws:secretsmanager:ap-northeast-2:111111111111:secret:orders-a1b2c3';

/** Calls a handler as Lambda does: its working directory holds nothing but the bundle. */
const RUNNER = `
const { handler } = require(process.argv[1]);
handler({ Step: 'testSecret', SecretId: '${ARN}', ClientRequestToken: 'a'.repeat(32) }, { getRemainingTimeInMillis: () => 2000 })
  .then(() => { console.log('ended'); }, (error) => { console.log(JSON.stringify({ name: error.name, message: error.message, keys: Object.keys(error) })); });
`;

jest.setTimeout(60_000);

describeWithServer('Node.js 24', 'each rotation function', () => {
  test.each(BUNDLES)('%s loads by itself, and fails in fixed words where nobody answers', (name) => {
    const { stdout, stderr } = spawnSync(LAMBDA_NODE, ['-e', RUNNER, path.join(ASSETS, 'rotation', name, 'index.js')], {
      cwd: '/',
      encoding: 'utf8',
      env: {
        AWS_REGION: 'ap-northeast-2',
        AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
        AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
        AWS_SECRET_ACCESS_KEY: 'canary',
        AWS_MAX_ATTEMPTS: '1',
        SECRET_ARN: ARN,
        SECRET_NAME: 'orders',
        STRATEGY: 'single-user',
        HOSTS: 'db.example',
        USERNAMES: 'orders',
        PASSWORD_LENGTH: '32',
        ENGINE_OPTIONS: JSON.stringify(name.startsWith('api-key') ? { providerModule: PROVIDER, fields: 'apiKey' } : {}),
      },
    });
    expect(stderr).toBe('');
    const lines = stdout.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines[lines.length - 1]).toMatchObject({ name: 'RotationError' });
    expect(lines.some(({ outcome }) => outcome === 'failed')).toBe(true);
    expect(stdout).not.toContain('canary');
  });
});
