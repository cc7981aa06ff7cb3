import { AwsServer } from './aws-server';
import { NAME, byOperator, creation, deletionOf, fromSecret, generated, properties, updateOf } from './requests';
import { ResponseServer } from './response-server';
import type { ParameterProperties, ResourceRequest } from '../../../src/secrets/parameter/request';

type Handler = (request: ResourceRequest, context: { getRemainingTimeInMillis(): number }) => Promise<void>;

let aws: AwsServer;
let cloudFormation: ResponseServer;
let handler: Handler;
let output: string;
const before = { ...process.env };

beforeAll(async () => {
  [aws, cloudFormation] = [await AwsServer.start(), await ResponseServer.start()];
  Object.assign(process.env, { AWS_ENDPOINT_URL: aws.address, AWS_REGION: 'ap-northeast-2', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
  ({ handler } = jest.requireActual<{ handler: Handler }>('../../../src/secrets/parameter/secure-parameter.lambda'));
});
afterAll(async () => {
  process.env = before;
  await Promise.all([aws.stop(), cloudFormation.stop()]);
});
beforeEach(() => {
  aws.parameters.clear();
  output = '';
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, 'write').mockImplementation((text) => { output += String(text); return true; });
  }
});
afterEach(() => { jest.restoreAllMocks(); });

async function told(request: ResourceRequest) {
  await handler({ ...request, ResponseURL: cloudFormation.address }, { getRemainingTimeInMillis: () => 120_000 });
  return cloudFormation.told[cloudFormation.told.length - 1].body;
}

test('a parameter lives from its creation to its deletion', async () => {
  const request = creation();
  const created = await told(request);
  expect(created).toMatchObject({ Status: 'SUCCESS', Data: { Version: '1' } });
  const update = { ...updateOf(request, properties(generated(2))), PhysicalResourceId: String(created.PhysicalResourceId) };
  expect(await told(update)).toMatchObject({ Status: 'SUCCESS', Data: { Version: '2' }, PhysicalResourceId: created.PhysicalResourceId });
  expect(await told({ ...deletionOf(request), PhysicalResourceId: String(created.PhysicalResourceId) })).toMatchObject({ Status: 'SUCCESS' });
  expect(aws.parameters.size).toBe(0);
});

test('no value is in an answer or in the output, whatever happens', async () => {
  const secrets = ['canary-of-the-secret', '{"password":"canary-of-a-field"}', 'canary{{quoted}}'];
  const seen: string[] = [];
  const wants: ParameterProperties[] = [properties(), properties(byOperator), properties(fromSecret()), properties(fromSecret('password'))];
  for (const secret of secrets) {
    aws.secrets.set('provider-key', secret);
    for (const wanted of wants) {
      const request = creation(wanted);
      await told(request);
      await told(creation(wanted)); // refused
      await told(updateOf(request, { ...wanted, Description: 'token' }));
      seen.push(...aws.valuesOf(NAME));
      await told(deletionOf(request));
    }
  }
  expect(seen.length).toBeGreaterThan(15);
  const text = JSON.stringify(cloudFormation.told) + output;
  expect(output).toContain('"request":"Create"');
  expect([...seen, 'canary', 'Signature=dont-tell'].filter((value) => text.replaceAll(/"url":"[^"]*"/g, '').includes(value))).toEqual([]);
});
