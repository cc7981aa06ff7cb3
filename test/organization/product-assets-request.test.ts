import { type IncomingMessage, createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';
import { ProductAsset } from '../../src/organization/assets/product-asset';
import { creation } from '../secrets/parameter/requests';

/** What S3 answers next: an error's code, or a copy where none is left. */
const errors: string[] = [];
const requests: IncomingMessage[] = [];
const pauses: number[] = [];
const server: Server = createServer((request, response) => {
  requests.push(request);
  const code = errors.shift();
  if (code === undefined) { response.end('<CopyObjectResult><ETag>"1"</ETag></CopyObjectResult>'); return; }
  // S3 tells of a copy that fails while it runs by an answer of 200
  response.writeHead(code === 'NoSuchKey' ? 200 : 403).end(`<Error><Code>${code}</Code><Message>no</Message></Error>`);
});
let asset: ProductAsset;

beforeAll(async () => {
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); });
  const client = new S3Client({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, region: 'ap-northeast-2', maxAttempts: 1, credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  asset = new ProductAsset(client, async (milliseconds) => { pauses.push(milliseconds); });
});
afterAll(() => { server.closeAllConnections(); server.close(); });
beforeEach(() => { for (const list of [errors, requests, pauses]) { list.length = 0; } });

const { ResponseURL, StackId, RequestId, LogicalResourceId } = creation();
const copy = () => asset.handle({
  RequestType: 'Create', ResponseURL, StackId, RequestId, LogicalResourceId, ResourceProperties: { Name: 'a.zip', Bucket: 'products', SourceBucket: 'staging', SourceKey: 'a.zip', Account: '111111111111' },
});

test('a file is copied from a bucket of the account to one of the account, and from nobody who took the name', async () => {
  await copy();
  expect(requests.map(({ method, url }) => [method, url])).toEqual([['PUT', '/products/a.zip?x-id=CopyObject']]);
  expect(requests[0].headers).toMatchObject({
    'x-amz-copy-source': 'staging/a.zip', 'x-amz-expected-bucket-owner': '111111111111', 'x-amz-source-expected-bucket-owner': '111111111111', 'x-amz-tagging-directive': 'REPLACE',
  });
});

test('rights that IAM does not know yet are waited for', async () => {
  errors.push('AccessDenied', 'AccessDenied');
  await copy();
  expect([requests.length, pauses.length]).toEqual([3, 2]);
});

test('rights that never come fail, with what S3 says', async () => {
  errors.push(...Array.from({ length: 20 }, () => 'AccessDenied'));
  await expect(copy()).rejects.toThrow('CopyObject failed: AccessDenied: no');
});

test('a copy that fails while it runs is no success', async () => {
  errors.push('NoSuchKey');
  await expect(copy()).rejects.toThrow('CopyObject failed: NoSuchKey');
});
