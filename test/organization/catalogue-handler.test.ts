import { type Share, ServiceCatalogServer } from './service-catalog-server';
import { sleep } from '../../src/secrets/parameter/patience';
import { ResponseServer } from '../secrets/parameter/response-server';

jest.mock('../../src/secrets/parameter/patience', () => ({
  ...jest.requireActual<object>('../../src/secrets/parameter/patience'),
  sleep: jest.fn(async () => undefined),
}));

type Handler = (request: object, context: { getRemainingTimeInMillis(): number }) => Promise<void>;
type RequestType = 'Create' | 'Update' | 'Delete';

const UNIT = 'ou-ab12-11111111';
const SHARE = `port-1 ${UNIT}`;
const both: Share = { tags: true, principals: true };

let catalog: ServiceCatalogServer;
let cloudFormation: ResponseServer;
let handler: Handler;
let logged: string[];
const before = { ...process.env };

beforeAll(async () => {
  [catalog, cloudFormation] = [await ServiceCatalogServer.start(), await ResponseServer.start()];
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: catalog.endpoint, AWS_REGION: 'ap-northeast-2', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_MAX_ATTEMPTS: '1',
  });
  ({ handler } = jest.requireActual<{ handler: Handler }>('../../src/organization/catalogue/catalogue.lambda'));
});
afterAll(async () => {
  process.env = before;
  await Promise.all([catalog.stop(), cloudFormation.stop()]);
});
beforeEach(() => {
  catalog.reset();
  jest.mocked(sleep).mockClear();
  logged = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => { logged.push(String(text)); return true; });
});
afterEach(() => { jest.mocked(process.stdout.write).mockRestore(); });

interface Answer { readonly Status: string; readonly Reason?: string; readonly PhysicalResourceId: string }

async function told(ResourceType: string, type: RequestType, properties: object, more: object = {}): Promise<Answer> {
  await handler({
    RequestType: type,
    ResourceType,
    ResponseURL: cloudFormation.address,
    StackId: 'arn:aws:cloudformation:ap-northeast-2:111111111111:stack/Hub/1',
    RequestId: 'request-1',
    LogicalResourceId: 'Share',
    ...type === 'Create' ? {} : { PhysicalResourceId: `${UNIT}#request-0` },
    ResourceProperties: properties,
    ...more,
  }, { getRemainingTimeInMillis: () => 60_000 });
  return cloudFormation.told.at(-1)!.body as unknown as Answer;
}

const SHARING = { ServiceToken: 'arn', Name: UNIT, PortfolioId: 'port-1', NodeType: 'ORGANIZATIONAL_UNIT', ShareTagOptions: 'true', SharePrincipals: 'true' };
const share = (type: RequestType, more: object = {}, request: object = {}) => told('Custom::PortfolioShare', type, { ...SHARING, ...more }, request);
const version = (type: RequestType, name = '1.0.0') => told('Custom::ProductVersion', type, { ServiceToken: 'arn', Name: name, ProductId: 'prod-1' });
const offer = (): void => { catalog.versions.set('prod-1', [{ Id: 'pa-1', Name: '1.0.0', Guidance: 'DEFAULT' }, { Id: 'pa-2', Name: '1.1.0', Guidance: 'DEFAULT' }]); };
const MINUTE = 60_000;
const paused = (): number => jest.mocked(sleep).mock.calls.reduce((sum, [milliseconds]) => sum + milliseconds, 0);
const called = (operation: string): number => catalog.calls.filter((call) => call === operation).length;
const guidance = (): string[] => catalog.versions.get('prod-1')!.map(({ Guidance }) => Guidance);

describe('a portfolio', () => {
  test('is shared with a unit, its tag options and its launchers too', async () => {
    expect(await share('Create')).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: `${UNIT}#request-1` });
    expect([...catalog.shares]).toEqual([[SHARE, both]]);
  });

  test('is told to be shared once AWS has told every account', async () => {
    catalog.looks = 3;
    expect(await share('Create')).toMatchObject({ Status: 'SUCCESS' });
    expect(catalog.calls).toEqual(['CreatePortfolioShare', ...Array<string>(4).fill('DescribePortfolioShareStatus'), 'UpdatePortfolioShare', ...Array<string>(4).fill('DescribePortfolioShareStatus')]);
  });

  test('that is shared already with other settings gets these', async () => {
    catalog.shares.set(SHARE, { tags: false, principals: false });
    expect(await share('Create')).toMatchObject({ Status: 'SUCCESS' });
    expect([...catalog.shares]).toEqual([[SHARE, both]]);
  });

  test('gets other settings by an update', async () => {
    catalog.shares.set(SHARE, both);
    expect(await share('Update', { SharePrincipals: 'false' }, { OldResourceProperties: SHARING })).toMatchObject({ Status: 'SUCCESS' });
    expect([...catalog.shares]).toEqual([[SHARE, { tags: true, principals: false }]]);
  });

  test('stays shared with its unit: an update to another one is refused, and nothing is called', async () => {
    expect(await share('Update', { Name: 'ou-ab12-22222222' }, { OldResourceProperties: SHARING })).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('another one is another resource') });
    expect(catalog.calls).toEqual([]);
  });

  test('is no longer shared once the resource is deleted', async () => {
    catalog.shares.set(SHARE, both);
    expect(await share('Delete')).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: `${UNIT}#request-0` });
    expect(catalog.shares.size).toBe(0);
  });

  test.each(['its share', 'it itself'])('that is no longer shared since %s is gone is deleted again without complaint', async (gone) => {
    if (gone === 'it itself') { catalog.portfolios.clear(); }
    expect(await share('Delete')).toMatchObject({ Status: 'SUCCESS' });
    expect(catalog.calls).toEqual(['DeletePortfolioShare']);
  });

  test('that does not exist is not shared, and not tried again', async () => {
    catalog.portfolios.clear();
    expect(await share('Create')).toMatchObject({ Status: 'FAILED', Reason: 'CreatePortfolioShare failed: ResourceNotFoundException: no such portfolio' });
    expect(catalog.calls).toEqual(['CreatePortfolioShare']);
  });

  test('is shared again where AWS tells of a share that it does not know', async () => {
    catalog.lost = 2;
    expect(await share('Create')).toMatchObject({ Status: 'SUCCESS' });
    expect([...catalog.shares]).toEqual([[SHARE, both]]);
  });

  test('is not shared where AWS loses the share three times', async () => {
    catalog.lost = 3;
    expect(await share('Create')).toMatchObject({ Status: 'FAILED', Reason: 'UpdatePortfolioShare failed: ResourceNotFoundException: no such share' });
    expect(called('CreatePortfolioShare')).toBe(3);
  });

  const changes = [['Create', 'CreatePortfolioShare'], ['Update', 'UpdatePortfolioShare'], ['Delete', 'DeletePortfolioShare']] as const;
  test.each(changes)('that somebody else changes is waited for: %s, by %s', async (type, operation) => {
    if (type !== 'Create') { catalog.shares.set(SHARE, { tags: false, principals: false }); }
    catalog.occupied.set(operation, 3);
    expect(await share(type)).toMatchObject({ Status: 'SUCCESS' });
    expect(called(operation)).toBe(4);
    expect([...catalog.shares]).toEqual(type === 'Delete' ? [] : [[SHARE, both]]);
  });

  test.each(changes)('that others change without an end is given up in time: %s, by %s', async (type, operation) => {
    if (type !== 'Create') { catalog.shares.set(SHARE, both); }
    catalog.occupied.set(operation, Infinity);
    expect(await share(type)).toMatchObject({ Status: 'FAILED', Reason: `${operation} is not done after eleven minutes: deploy again later` });
    expect(paused()).toBe(11 * MINUTE);
  });

  test('is waited for by all changes of a request together, which end before Lambda ends the function', async () => {
    catalog.looks = 100; // eight minutes for one change
    expect(await share('Create')).toMatchObject({ Status: 'FAILED', Reason: 'UpdatePortfolioShare is not done after eleven minutes: deploy again later' });
    expect(paused()).toBe(11 * MINUTE);
  });

  test.each(['Create', 'Delete'] as const)('ends the same where any call of a %s fails once and the request comes again', async (type) => {
    const start = (): void => { catalog.reset(); if (type === 'Delete') { catalog.shares.set(SHARE, both); } };
    start();
    await share(type);
    const [calls, end] = [catalog.calls.length, [...catalog.shares]];
    expect(calls).toBeGreaterThan(2);
    const ways = ['break', 'lose', 'InternalServerException'];
    for (const [broken, way] of Array.from({ length: calls }, (_, at) => ways.map((one): [number, string] => [at + 1, one])).flat()) {
      start();
      catalog.refusals.set(broken, way);
      expect([broken, way, await share(type)]).toEqual([broken, way, expect.objectContaining({ Status: 'FAILED' })]);
      catalog.refusals.clear();
      expect([broken, way, await share(type)]).toEqual([broken, way, expect.objectContaining({ Status: 'SUCCESS' })]);
      expect([...catalog.shares]).toEqual(end);
    }
  });

  test('waits until IAM knows the rights of the function', async () => {
    catalog.refusals.set(1, 'AccessDeniedException');
    expect(await share('Create')).toMatchObject({ Status: 'SUCCESS' });
  });

  test('that AWS could not share with all says so, without the accounts', async () => {
    Object.assign(catalog, { ending: 'COMPLETED_WITH_ERRORS', shareErrors: [{ Error: 'ACCESS_DENIED', Message: 'for 222222222222', Accounts: ['222222222222'] }] });
    const { Status, Reason } = await share('Create');
    expect([Status, Reason]).toEqual(['FAILED', 'sharing ended with COMPLETED_WITH_ERRORS: ACCESS_DENIED; see describe-portfolio-share-status']);
    expect(logged.join('')).not.toContain('222222222222');
  });

  test('says what to do where AWS Service Catalog has no access to the organization', async () => {
    catalog.access = 'DISABLED';
    const { Status, Reason } = await share('Create');
    expect([Status, Reason]).toEqual(['FAILED', expect.stringMatching(/^CreatePortfolioShare failed: OperationNotSupportedException; .*`aws servicecatalog enable-aws-organizations-access` in its management account$/)]);
  });

  test('says what to do where the account is no administrator, without the account', async () => {
    catalog.isAdministrator = false;
    const { Status, Reason } = await share('Create');
    expect([Status, Reason]).toEqual(['FAILED', expect.stringMatching(/^CreatePortfolioShare failed: AccessDeniedException: arn:aws:sts::<account>:.*`aws organizations register-delegated-administrator /)]);
    expect(`${Reason} ${logged.join('')}`).not.toContain('222222222222');
  });

  test.each(['ENABLED', 'UNDER_CHANGE'] as const)('gives no advice where the organization is not to blame: access is %s', async (access) => {
    catalog.access = access;
    catalog.refusals.set(1, 'InvalidParametersException');
    expect(await share('Create')).toMatchObject({ Status: 'FAILED', Reason: 'CreatePortfolioShare failed: InvalidParametersException' });
  });

  test('gives no advice where AWS can\'t tell how the organization is', async () => {
    catalog.refusals.set(1, 'OperationNotSupportedException').set(2, 'InternalServerException');
    expect(await share('Create')).toMatchObject({ Status: 'FAILED', Reason: 'CreatePortfolioShare failed: OperationNotSupportedException' });
  });

  test('is told of without the address that answers for it', async () => {
    await share('Create');
    expect(logged.join('')).not.toContain('dont-tell');
    expect(logged).toHaveLength(1);
  });
});

describe('a version of a product', () => {
  test('is deprecated', async () => {
    offer();
    expect(await version('Create')).toMatchObject({ Status: 'SUCCESS' });
    expect(guidance()).toEqual(['DEPRECATED', 'DEFAULT']);
  });

  test('is given back once the resource is deleted', async () => {
    offer();
    await version('Create');
    expect(await version('Delete')).toMatchObject({ Status: 'SUCCESS' });
    expect(guidance()).toEqual(['DEFAULT', 'DEFAULT']);
  });

  test('that the product does not have is not deprecated', async () => {
    offer();
    expect(await version('Create', '9.9.9')).toMatchObject({ Status: 'FAILED', Reason: 'the product has no such version' });
  });

  test.each(['9.9.9', '1.0.0'])('that is gone, or whose product is, is no obstacle to a deletion: %s', async (name) => {
    if (name === '9.9.9') { offer(); }
    expect(await version('Delete', name)).toMatchObject({ Status: 'SUCCESS' });
  });
});
