import {
  CreateBucketCommand, GetObjectCommand, HeadObjectCommand, PutBucketEncryptionCommand, PutObjectCommand, PutObjectTaggingCommand, S3Client,
} from '@aws-sdk/client-s3';
import type { AssetProperties } from '../../src/organization/assets/product-asset';
import type { ResourceRequest } from '../../src/secrets/parameter/request';
import { ResponseServer } from '../secrets/parameter/response-server';
import { MotoServer } from '../servers/moto';
import { describeWithServer } from '../servers/required';

jest.mock('../../src/secrets/parameter/patience', () => ({
  ...jest.requireActual<object>('../../src/secrets/parameter/patience'),
  sleep: async () => undefined,
}));

type Handler = (request: ResourceRequest<AssetProperties>, context: { getRemainingTimeInMillis(): number }) => Promise<void>;

/** The one account that moto has. */
const ACCOUNT = '123456789012';
const STAGING = `cdk-hnb659fds-assets-${ACCOUNT}-ap-northeast-2`;
const PRODUCTS = 'example-products-ap-northeast-2';
const KEY = `${'0f'.repeat(32)}.zip`;
const CODE = 'the code of a function';

// its first answer to each kind of request is slow
jest.setTimeout(60_000);

describeWithServer('moto', 'files of products', () => {
  let moto: MotoServer;
  let cloudFormation: ResponseServer;
  let s3: S3Client;
  let handler: Handler;
  const before = { ...process.env };

  beforeAll(async () => {
    [moto, cloudFormation] = [await MotoServer.start(), await ResponseServer.start()];
    Object.assign(process.env, { AWS_ENDPOINT_URL: moto.endpoint, AWS_REGION: 'ap-northeast-2', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
    ({ handler } = jest.requireActual<{ handler: Handler }>('../../src/organization/assets/product-asset.lambda'));
    s3 = new S3Client();
    for (const Bucket of [STAGING, PRODUCTS]) {
      await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'ap-northeast-2' } }));
    }
    await s3.send(new PutBucketEncryptionCommand({
      Bucket: PRODUCTS,
      ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'key-of-the-catalogue' } }] },
    }));
    await s3.send(new PutObjectCommand({ Bucket: STAGING, Key: KEY, Body: CODE }));
    await s3.send(new PutObjectTaggingCommand({ Bucket: STAGING, Key: KEY, Tagging: { TagSet: [{ Key: 'of', Value: 'staging' }] } }));
  });
  afterAll(async () => {
    process.env = before;
    s3.destroy();
    await Promise.all([moto.stop(), cloudFormation.stop()]);
  });
  beforeEach(() => { jest.spyOn(process.stdout, 'write').mockImplementation(() => true); });
  afterEach(() => { jest.restoreAllMocks(); });

  async function told(RequestType: 'Create' | 'Update' | 'Delete', more: Partial<AssetProperties> = {}) {
    await handler({
      RequestType,
      ResponseURL: cloudFormation.address,
      StackId: 'stack',
      RequestId: 'request',
      LogicalResourceId: 'File',
      ResourceProperties: { Name: KEY, Bucket: PRODUCTS, SourceBucket: STAGING, SourceKey: KEY, Account: ACCOUNT, ...more },
    }, { getRemainingTimeInMillis: () => 120_000 });
    return cloudFormation.told[cloudFormation.told.length - 1].body;
  }
  const read = async (Key = KEY) => (await s3.send(new GetObjectCommand({ Bucket: PRODUCTS, Key }))).Body!.transformToString();

  test('are copied, and CloudFormation is told', async () => {
    expect(await told('Create')).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: `${KEY}#request` });
    expect(await read()).toBe(CODE);
  });

  test('are encrypted as the bucket says, and carry no tags of the staging bucket', async () => {
    await told('Create');
    expect(await s3.send(new HeadObjectCommand({ Bucket: PRODUCTS, Key: KEY }))).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'key-of-the-catalogue' });
    expect((await s3.send(new GetObjectCommand({ Bucket: PRODUCTS, Key: KEY }))).TagCount ?? 0).toBe(0);
  });

  test('are the same when they are copied again', async () => {
    expect([await told('Create'), await told('Create'), await told('Update')]).toMatchObject([{ Status: 'SUCCESS' }, { Status: 'SUCCESS' }, { Status: 'SUCCESS' }]);
    expect(await read()).toBe(CODE);
  });

  test('stay when the resource is deleted: older versions need them', async () => {
    await told('Create');
    expect(await told('Delete')).toMatchObject({ Status: 'SUCCESS' });
    expect(await read()).toBe(CODE);
  });

  test('are found under keys with signs of any kind', async () => {
    const key = 'of a team/50%+/ä&?.zip';
    await s3.send(new PutObjectCommand({ Bucket: STAGING, Key: key, Body: 'another' }));
    expect(await told('Create', { SourceKey: key, Name: 'another.zip' })).toMatchObject({ Status: 'SUCCESS' });
    expect(await read('another.zip')).toBe('another');
  });

  test.each([
    ['a file that is not there', { SourceKey: 'none.zip' }, 'CopyObject failed: NoSuchKey'],
    ['a bucket that is not there', { Bucket: 'no-such-bucket-of-products' }, 'CopyObject failed: NoSuchBucket'],
  ])('%s fails the deployment, with the name of the error', async (_, more, reason) => {
    expect(await told('Create', more)).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining(reason) as string });
  });

  test('a type of request that CloudFormation does not have fails', async () => {
    expect(await told('Read' as 'Create')).toMatchObject({ Status: 'FAILED', Reason: 'the request is of no type that CloudFormation sends' });
  });
});
