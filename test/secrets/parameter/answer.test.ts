import { creation, deletionOf } from './requests';
import { ResponseServer } from './response-server';
import { answer } from '../../../src/secrets/parameter/answer';
import type { ResourceRequest } from '../../../src/secrets/parameter/request';
import { ResourceError } from '../../../src/secrets/parameter/resource-error';

let server: ResponseServer;
let lines: string[];
let pauses: number[];
beforeEach(async () => {
  server = await ResponseServer.start();
  [lines, pauses] = [[], []];
});
afterEach(() => server.stop());

const requested = (): ResourceRequest => ({ ...creation(), ResponseURL: server.address });
const MINUTES = 120_000;

const answerTo = (request: ResourceRequest, work: () => Promise<number | undefined>, remaining = MINUTES): Promise<void> => answer(request, work, {
  remaining: () => remaining,
  log: (line) => lines.push(line),
  pause: (milliseconds) => { pauses.push(milliseconds); return Promise.resolve(); },
});

describe('what a custom resource tells CloudFormation', () => {
  test('of success: the version, and a physical id that names the parameter and its creation', async () => {
    const request = requested();
    await answerTo(request, () => Promise.resolve(3));
    const { StackId, RequestId, LogicalResourceId } = request;
    expect(server.told.map(({ body }) => body)).toEqual([{
      Status: 'SUCCESS', StackId, RequestId, LogicalResourceId, PhysicalResourceId: `/orders/api/token#${RequestId}`, Data: { Version: '3' },
    }]);
  });

  test('of failure: the reason, in words of ours', async () => {
    await answerTo(requested(), () => Promise.reject(new ResourceError('it exists already')));
    expect(server.told[0].body).toMatchObject({ Status: 'FAILED', Reason: 'it exists already' });
  });

  test('of an error that may quote a value: its name only', async () => {
    await answerTo(requested(), () => Promise.reject(new RangeError('canary')));
    expect(server.told[0].body).toMatchObject({ Status: 'FAILED', Reason: 'unexpected: RangeError' });
    expect(JSON.stringify([server.told, lines])).not.toContain('canary');
  });

  test('keeps the physical id of a resource that has one, whatever comes of it', async () => {
    const deletion = { ...deletionOf(creation()), ResponseURL: server.address };
    await answerTo(deletion, () => Promise.resolve(undefined));
    await answerTo(deletion, () => Promise.reject(new ResourceError('no')));
    expect(server.told.map(({ body }) => body.PhysicalResourceId)).toEqual([deletion.PhysicalResourceId, deletion.PhysicalResourceId]);
  });

  test('fits into the 4,096 bytes that CloudFormation reads', async () => {
    await answerTo(requested(), () => Promise.reject(new ResourceError('x'.repeat(10_000))));
    expect(Number(server.told[0].headers['content-length'])).toBeLessThan(4_096);
  });

  test('is put to the address with its query as it is, without a content type that its signature does not cover', async () => {
    await answerTo(requested(), () => Promise.resolve(1));
    const { method, url, headers } = server.told[0];
    expect([method, url, headers['content-type'] ?? '']).toEqual(['PUT', '/bucket/response?X-Amz-Signature=dont-tell', '']);
  });

  test('comes before Lambda ends the function, even if the work does not', async () => {
    await answerTo(requested(), () => new Promise(() => undefined), 15_050);
    expect(server.told[0].body).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('took too long') as string });
  });

  test.each([[[503]], [[0]], [[500, 0, 503]]])('is told again where the address answers %j', async (statuses) => {
    server.statuses.push(...statuses);
    await answerTo(requested(), () => Promise.resolve(1));
    expect(server.told).toHaveLength(statuses.length + 1);
    expect(new Set(server.told.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });

  test('throws when it can\'t be told, so that Lambda repeats the request, and does not say where', async () => {
    server.statuses.push(403, 403, 403, 403);
    const failure = await answerTo(requested(), () => Promise.resolve(1)).catch((error: Error) => error) as Error;
    expect(failure.message).toBe('CloudFormation could not be told: 403');
    expect(String(failure.stack)).not.toContain('Signature');
  });
});

test('one line is logged: what was asked of which parameter, and how it went', async () => {
  await answerTo(requested(), () => Promise.reject(new ResourceError('no\nway')));
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual([{ request: 'Create', resource: '/orders/api/token', error: 'no\nway' }]);
  expect(lines.join()).not.toContain('Signature');
});
