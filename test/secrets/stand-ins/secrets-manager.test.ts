import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import {
  CreateSecretCommand, DeleteSecretCommand, GetSecretValueCommand, RestoreSecretCommand, TagResourceCommand, UntagResourceCommand,
  UpdateSecretCommand,
} from '@aws-sdk/client-secrets-manager';
import { Bench, refused } from './secrets-manager/bench';

const DAY = 24 * 60 * 60 * 1000;
const bench = new Bench();

describe('a read', () => {
  test('gives the AWSCURRENT version by default', async () => {
    await bench.pending();
    await expect(bench.get()).resolves.toMatchObject({
      ARN: bench.arn,
      SecretString: 'one',
      VersionId: bench.first,
      VersionStages: ['AWSCURRENT'],
      CreatedDate: bench.standIn.versions(bench.arn)[0].createdDate,
    });
  });

  test('finds a version by its id, by its label, and by both', async () => {
    const token = await bench.pending();
    for (const asked of [[token], [undefined, 'AWSPENDING'], [token, 'AWSPENDING']] as const) {
      await expect(bench.get(...asked)).resolves.toMatchObject({ SecretString: 'two', VersionId: token });
    }
  });

  test('refuses an id and a label of different versions', async () => {
    await expect(bench.get(await bench.pending(), 'AWSCURRENT')).rejects.toMatchObject(refused('InvalidRequestException', /not associated/));
  });

  test.each([[randomUUID(), undefined], [undefined, 'AWSPENDING'], [undefined, 'mine']])('finds no version %s, label %s', async (id, stage) => {
    await expect(bench.get(id, stage)).rejects.toMatchObject(refused('ResourceNotFoundException', /can't find the specified secret value/));
  });

  test('finds a secret by its name, its ARN, and its ARN without the random suffix', async () => {
    const { Name } = await bench.describe();
    for (const SecretId of [Name, bench.arn, bench.arn.slice(0, -7)]) {
      await expect(bench.client.send(new GetSecretValueCommand({ SecretId }))).resolves.toMatchObject({ ARN: bench.arn });
    }
  });

  test('finds no other secret', async () => {
    await expect(bench.client.send(new GetSecretValueCommand({ SecretId: 'other' }))).rejects.toMatchObject(refused('ResourceNotFoundException'));
  });

  test('gives binary data back as it was put', async () => {
    const bytes = Uint8Array.of(0, 1, 254, 255);
    await bench.put({ SecretString: undefined, SecretBinary: bytes });
    expect(Buffer.from((await bench.get()).SecretBinary!)).toEqual(Buffer.from(bytes));
  });

  test('leaves the day of the access, without a time', async () => {
    expect((await bench.describe()).LastAccessedDate).toBeUndefined();
    await bench.get();
    expect((await bench.describe()).LastAccessedDate!.getTime() % DAY).toBe(0);
  });
});

describe('a secret', () => {
  test('has an ARN with its name and six random characters', async () => {
    const { ARN, Name, VersionId } = await bench.client.send(new CreateSecretCommand({ Name: 'created/by-api', SecretString: 'one' }));
    expect(ARN).toMatch(/^arn:aws:secretsmanager:eu-west-1:123456789012:secret:created\/by-api-[A-Za-z0-9]{6}$/);
    expect([Name, bench.standIn.value(ARN!, VersionId)]).toEqual(['created/by-api', 'one']);
    await expect(bench.client.send(new CreateSecretCommand({ Name: 'created/by-api' }))).rejects.toMatchObject(refused('ResourceExistsException'));
  });

  test('gets a new version from UpdateSecret only with a value', async () => {
    const described = await bench.client.send(new UpdateSecretCommand({ SecretId: bench.arn, Description: 'text' }));
    expect([described.VersionId, (await bench.describe()).Description]).toEqual([undefined, 'text']);
    const { VersionId } = await bench.client.send(new UpdateSecretCommand({ SecretId: bench.arn, SecretString: 'two' }));
    expect(bench.stages()).toEqual({ [bench.first]: ['AWSPREVIOUS'], [VersionId!]: ['AWSCURRENT'] });
  });

  test('takes and loses tags', async () => {
    await bench.client.send(new TagResourceCommand({ SecretId: bench.arn, Tags: [{ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' }] }));
    await bench.client.send(new TagResourceCommand({ SecretId: bench.arn, Tags: [{ Key: 'a', Value: '3' }] }));
    await bench.client.send(new UntagResourceCommand({ SecretId: bench.arn, TagKeys: ['b'] }));
    expect((await bench.describe()).Tags).toEqual([{ Key: 'a', Value: '3' }]);
  });
});

describe('a secret that is scheduled for deletion', () => {
  beforeEach(async () => { await bench.client.send(new DeleteSecretCommand({ SecretId: bench.arn, RecoveryWindowInDays: 7 })); });

  test('refuses to be read, changed and rotated, but is described', async () => {
    for (const call of [bench.get(), bench.pending(), bench.move({ VersionStage: 'mine', MoveToVersionId: bench.first })]) {
      await expect(call).rejects.toMatchObject(refused('InvalidRequestException', /marked for deletion/));
    }
    expect(() => bench.standIn.rotate(bench.arn)).toThrow('marked for deletion');
    expect((await bench.describe()).DeletedDate).toEqual(expect.any(Date));
  });

  test('is itself again when it is restored', async () => {
    await bench.client.send(new RestoreSecretCommand({ SecretId: bench.arn }));
    await expect(bench.get()).resolves.toMatchObject({ SecretString: 'one' });
    expect((await bench.describe()).DeletedDate).toBeUndefined();
  });

  test('is gone after its recovery window', async () => {
    bench.standIn.advance(7 * DAY);
    await expect(bench.describe()).rejects.toMatchObject(refused('ResourceNotFoundException'));
  });
});

describe('the protocol', () => {
  const raw = (headers: Record<string, string>, body: string): Promise<{ status?: number; error?: string; type: string }> =>
    new Promise((resolve, reject) => {
      const call = request(bench.standIn.endpoint, { method: 'POST', headers: { 'content-type': 'application/x-amz-json-1.1', ...headers } }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => resolve({
          status: response.statusCode,
          error: response.headers['x-amzn-errortype'] as string | undefined,
          type: (JSON.parse(Buffer.concat(chunks).toString()) as { __type: string }).__type,
        }));
      });
      call.on('error', reject).end(body);
    });
  const authorization = 'AWS4-HMAC-SHA256 Credential=AKIATEST/20260101/eu-west-1/secretsmanager/aws4_request, SignedHeaders=host, Signature=0';

  test.each([
    ['an unknown operation', { 'x-amz-target': 'secretsmanager.Nothing', authorization }, '{}', 'UnknownOperationException'],
    ['a request without credentials', { 'x-amz-target': 'secretsmanager.DescribeSecret' }, '{}', 'MissingAuthenticationTokenException'],
    ['a body that is not JSON', { 'x-amz-target': 'secretsmanager.DescribeSecret', authorization }, '{', 'SerializationException'],
    ['a parameter of another type', { 'x-amz-target': 'secretsmanager.DescribeSecret', authorization }, '{"SecretId":1}', 'SerializationException'],
    ['an unknown parameter', { 'x-amz-target': 'secretsmanager.DescribeSecret', authorization }, '{"SecretID":"x"}', 'SerializationException'],
    ['a missing parameter', { 'x-amz-target': 'secretsmanager.DescribeSecret', authorization }, '{}', 'InvalidParameterException'],
    ['a write without a token', { 'x-amz-target': 'secretsmanager.PutSecretValue', authorization }, '{"SecretId":"x"}', 'InvalidRequestException'],
  ])('refuses %s', async (_what, headers, body, code) => {
    await expect(raw(headers, body)).resolves.toEqual({ status: 400, error: code, type: code });
  });
});

describe('the record of calls', () => {
  test('has each call with its parameters, result and error, but no secret', async () => {
    const start = bench.standIn.calls.length;
    const token = await bench.pending('s3cret value');
    await bench.put({ ClientRequestToken: token, SecretString: 's3cret other', RotationToken: randomUUID() }).catch(() => undefined);
    await bench.get(token);
    const [stored, refusedCall, read] = bench.standIn.calls.slice(start);
    expect(stored).toMatchObject({ action: 'PutSecretValue', region: 'eu-west-1', accessKeyId: 'AKIATEST', effect: true, result: { VersionId: token } });
    expect(refusedCall).toMatchObject({ error: 'ResourceExistsException', effect: false, parameters: { RotationToken: 'present' } });
    expect(read).toMatchObject({ action: 'GetSecretValue', effect: false, result: { SecretString: 'present' } });
    expect(JSON.stringify(bench.standIn.calls)).not.toContain('s3cret');
  });
});
