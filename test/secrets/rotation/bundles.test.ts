import { execFile, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as path from 'node:path';
import { promisify } from 'node:util';
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

const CREDENTIALS = { AWS_REGION: 'ap-northeast-2', AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'canary' };

describeWithServer('Node.js 24', 'each rotation function', () => {
  test.each(BUNDLES)('%s loads by itself, and fails in fixed words where nobody answers', (name) => {
    const { stdout, stderr } = spawnSync(LAMBDA_NODE, ['-e', RUNNER, path.join(ASSETS, 'rotation', name, 'index.js')], {
      cwd: '/',
      encoding: 'utf8',
      env: {
        ...CREDENTIALS,
        AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
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
    expect(lines[lines.length - 1]).toMatchObject({ name: 'RotationError', message: 'unexpected: a call of AWS failed in a way that rotation does not know' });
    expect(lines.some(({ outcome }) => outcome === 'failed')).toBe(true);
    expect(stdout).not.toContain('canary');
  });
});

describeWithServer('Node.js 24', 'the other functions', () => {
  interface Call { readonly target: string; readonly body: string }

  /** What a bundle's handler writes, and what it sends to AWS and CloudFormation, for an event: AWS finds nothing. */
  async function call(
    bundle: string, eventOf: (url: string) => object, environment: Record<string, string> = {},
  ): Promise<{ readonly stdout: string; readonly requests: readonly Call[] }> {
    const requests: Call[] = [];
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const target = request.headers['x-amz-target'];
        requests.push({ target: String(target ?? request.method), body: Buffer.concat(chunks).toString() });
        response.writeHead(target === undefined ? 200 : 400, { 'content-type': 'application/x-amz-json-1.1' }).end('{"__type":"ResourceNotFoundException"}');
      });
    });
    await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const script = 'require(process.argv[1]).handler(JSON.parse(process.argv[2]), { getRemainingTimeInMillis: () => 30000 }).catch((error) => { console.log(error.message); })';
      const { stdout } = await promisify(execFile)(LAMBDA_NODE, ['-e', script, path.join(ASSETS, bundle, 'index.js'), JSON.stringify(eventOf(url))], {
        cwd: '/', env: { ...CREDENTIALS, ...environment, AWS_ENDPOINT_URL: url },
      });
      return { stdout, requests };
    } finally {
      server.close();
    }
  }

  test('the one that watches the age of rotations asks for each secret, and counts as a year late what is not found', async () => {
    const { stdout, requests } = await call('alarms/rotation-age.lambda', () => ({ domain: 'orders', stack: 'Shop', group: '1', secrets: [{ arn: ARN, name: 'orders' }] }));
    expect(requests).toEqual([{ target: 'secretsmanager.DescribeSecret', body: JSON.stringify({ SecretId: ARN }) }]);
    expect(JSON.parse(stdout)).toMatchObject({ Secret: 'orders', HoursOverdue: 8_760 });
  });

  test('the one that rotates signing keys of CloudFront looks at its secret first', async () => {
    const { requests, stdout } = await call('../edge/cloudfront/signing/rotation/signing-key.lambda', () => ({ Step: 'testSecret', SecretId: ARN, ClientRequestToken: 'a'.repeat(32) }), {
      SECRET_ARN: ARN,
      SECRET_NAME: 'orders',
      STRATEGY: 'signing-key',
      PASSWORD_LENGTH: '32',
      ENGINE_OPTIONS: JSON.stringify({ keyGroupId: 'group', placeholderId: 'K1', prefix: 'orders' }),
    });
    expect(requests.map(({ target }) => target)).toEqual(['secretsmanager.DescribeSecret']);
    expect(stdout).toContain('a secret does not exist');
  });

  test('the one that binds keys to distributions reads the policy first, and tells CloudFormation what it did not find', async () => {
    const { requests } = await call('../edge/cloudfront/key-binding/key-binding.lambda', (url) => ({
      RequestType: 'Create',
      ResponseURL: url,
      StackId: 'arn:aws:cloudformation:ap-northeast-2:111111111111:stack/Shop/1',
      RequestId: '1',
      LogicalResourceId: 'Binding',
      ResourceProperties: {
        Name: 'arn:aws:kms:ap-northeast-2:111111111111:key/1',
        Pattern: 'arn:aws:cloudfront::111111111111:distribution/*',
        Marker: 'BindsKeyOfShopV1',
        Statements: [{ Sid: 'CloudFrontReadsForShop', Actions: ['kms:Decrypt'], SourceArns: ['arn:aws:cloudfront::111111111111:distribution/E1'] }],
      },
    }));
    expect(requests.map(({ target }) => target)).toEqual(['TrentService.GetKeyPolicy', 'PUT']);
    expect(JSON.parse(requests[1].body)).toMatchObject({ Status: 'FAILED', LogicalResourceId: 'Binding' });
  });

  test('the one that copies files of products copies, and tells CloudFormation what came back', async () => {
    const { requests } = await call('../organization/assets/product-asset.lambda', (url) => ({
      RequestType: 'Create',
      ResponseURL: url,
      StackId: 'arn:aws:cloudformation:ap-northeast-2:111111111111:stack/Hub/1',
      RequestId: '1',
      LogicalResourceId: 'File',
      ResourceProperties: { Name: 'a.zip', Bucket: 'products', SourceBucket: 'staging', SourceKey: 'a.zip', Account: '111111111111' },
    }));
    expect(requests.map(({ target }) => target)).toEqual(['PUT', 'PUT']);
    expect(JSON.parse(requests[1].body)).toMatchObject({ LogicalResourceId: 'File', PhysicalResourceId: 'a.zip#1' });
  });

  test.each([
    ['shares portfolios', 'Custom::PortfolioShare', 'CreatePortfolioShare', { Name: 'ou-ab12-11111111', PortfolioId: 'port-1', NodeType: 'ORGANIZATIONAL_UNIT' }],
    ['deprecates versions of products', 'Custom::ProductVersion', 'ListProvisioningArtifacts', { Name: '1.0.0', ProductId: 'prod-1' }],
  ])('the one that %s tells CloudFormation what it did not find', async (_what, ResourceType, action, ResourceProperties) => {
    const { requests } = await call('../organization/catalogue/catalogue.lambda', (url) => ({
      RequestType: 'Create',
      ResourceType,
      ResponseURL: url,
      StackId: 'arn:aws:cloudformation:ap-northeast-2:111111111111:stack/Hub/1',
      RequestId: '1',
      LogicalResourceId: 'Catalogue',
      ResourceProperties,
    }));
    expect(requests.map(({ target }) => target)).toEqual([`AWS242ServiceCatalogService.${action}`, 'PUT']);
    expect(JSON.parse(requests[1].body)).toMatchObject({ Status: 'FAILED', LogicalResourceId: 'Catalogue', PhysicalResourceId: `${ResourceProperties.Name}#1` });
  });

  test('the one that makes parameters tells CloudFormation what it did not find', async () => {
    const { requests } = await call('parameter/secure-parameter.lambda', (url) => ({
      RequestType: 'Create',
      ResponseURL: url,
      StackId: 'arn:aws:cloudformation:ap-northeast-2:111111111111:stack/Shop/1',
      RequestId: '1',
      LogicalResourceId: 'Parameter',
      ResourceProperties: { Name: '/orders/token', KeyId: 'alias/orders/data', Tags: {}, Value: { Kind: 'secret', Generation: '1', SecretArn: ARN } },
    }));
    expect(requests.map(({ target }) => target)).toEqual(['secretsmanager.GetSecretValue', 'PUT']);
    expect(JSON.parse(requests[1].body)).toMatchObject({ Status: 'FAILED', LogicalResourceId: 'Parameter' });
  });
});
