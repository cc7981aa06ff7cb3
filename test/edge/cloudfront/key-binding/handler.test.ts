import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BindingProperties } from '../../../../src/edge/cloudfront/key-binding/key-binding';
import type { ResourceRequest } from '../../../../src/secrets/parameter/request';
import { ResponseServer } from '../../../secrets/parameter/response-server';

jest.mock('../../../../src/secrets/parameter/patience', () => ({
  ...jest.requireActual<object>('../../../../src/secrets/parameter/patience'),
  sleep: async () => undefined,
}));

type Handler = (request: ResourceRequest<BindingProperties>, context: { getRemainingTimeInMillis(): number }) => Promise<void>;

const KEY = 'arn:aws:kms:ap-northeast-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const PREFIX = 'arn:aws:cloudfront::111122223333:distribution/';
const policyFor = (source: unknown): string => JSON.stringify({
  Statement: [{ Sid: 'BindsKeyOfShopV1', Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'kms:GetKeyPolicy', Resource: '*' }, {
    Sid: 'CloudFrontReadsForShop',
    Effect: 'Allow',
    Principal: { Service: 'cloudfront.amazonaws.com' },
    Action: 'kms:Decrypt',
    Resource: '*',
    Condition: { ArnLike: { 'aws:SourceArn': source } },
  }],
});

let policy: string;
let calls: string[];
let kms: Server;
let cloudFormation: ResponseServer;
let handler: Handler;
const before = { ...process.env };

/** AWS KMS over HTTP, for one key. */
const serve = (): Server => createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const operation = String(request.headers['x-amz-target']).replace('TrentService.', '');
    const { KeyId, Policy = '' } = JSON.parse(Buffer.concat(chunks).toString()) as { KeyId: string; Policy?: string };
    calls.push(operation);
    if (KeyId !== KEY) { response.writeHead(400).end(JSON.stringify({ __type: 'NotFoundException', message: 'no key' })); return; }
    if (operation === 'PutKeyPolicy') { policy = Policy; }
    response.end(JSON.stringify(operation === 'GetKeyPolicy' ? { Policy: policy } : {}));
  });
});

beforeAll(async () => {
  kms = serve();
  await new Promise<void>((done) => { kms.listen(0, '127.0.0.1', done); });
  cloudFormation = await ResponseServer.start();
  const { port } = kms.address() as AddressInfo;
  Object.assign(process.env, { AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`, AWS_REGION: 'ap-northeast-2', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
  ({ handler } = jest.requireActual<{ handler: Handler }>('../../../../src/edge/cloudfront/key-binding/key-binding.lambda'));
});
afterAll(async () => {
  process.env = before;
  kms.closeAllConnections();
  kms.close();
  await cloudFormation.stop();
});
beforeEach(() => {
  [policy, calls] = [policyFor(`${PREFIX}*`), []];
  jest.spyOn(process.stdout, 'write').mockImplementation(() => true);
});
afterEach(() => { jest.restoreAllMocks(); });

async function told(RequestType: 'Create' | 'Delete', more: object = {}) {
  await handler({
    RequestType,
    ResponseURL: cloudFormation.address,
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'Binding',
    ResourceProperties: {
      Name: KEY,
      Pattern: `${PREFIX}*`,
      Statements: [{ Sid: 'CloudFrontReadsForShop', Actions: ['kms:Decrypt'], SourceArns: [`${PREFIX}E1`] }],
      Marker: 'BindsKeyOfShopV1',
      ...more,
    },
  }, { getRemainingTimeInMillis: () => 120_000 });
  return cloudFormation.told[cloudFormation.told.length - 1].body;
}

test('the function binds the key, and tells CloudFormation', async () => {
  expect(await told('Create')).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: `${KEY}#request` });
  const reads = ['GetKeyPolicy', 'GetKeyPolicy', 'GetKeyPolicy'];
  expect([policy, calls]).toEqual([policyFor([`${PREFIX}E1`]), [...reads, 'PutKeyPolicy', ...reads]]);
});

test('what fails fails the deployment, with the reason', async () => {
  expect(await told('Create', { Name: 'another' })).toMatchObject({ Status: 'FAILED', Reason: 'GetKeyPolicy failed: NotFoundException' });
  expect(await told('Create', { Pattern: '*' })).toMatchObject({ Status: 'FAILED', Reason: 'the pattern is not that of an account\'s distributions' });
});

test('a deleted binding succeeds without a call', async () => {
  expect([await told('Delete'), calls]).toMatchObject([{ Status: 'SUCCESS' }, []]);
});
