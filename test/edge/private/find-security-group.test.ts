import { FIND_SECURITY_GROUP } from '../../../src/edge/private/find-security-group';

interface Answer { readonly Status: string; readonly PhysicalResourceId: string; readonly Reason?: string }
type Groups = readonly { GroupId: string }[];

/** Runs the inline function as CloudFormation would, with EC2's answers one after the other, and gives what it told CloudFormation and asked EC2. */
async function run(event: Readonly<Record<string, unknown>>, ...answers: (Groups | Error)[]) {
  const asked: unknown[] = [];
  const told: { url: string; answer: Answer }[] = [];
  const sdk = {
    EC2Client: class {
      public send(command: { input: unknown }): Promise<{ SecurityGroups: Groups }> {
        asked.push(command.input);
        const answer = answers.length > 1 ? answers.shift()! : answers[0];
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve({ SecurityGroups: answer });
      }
    },
    DescribeSecurityGroupsCommand: class { constructor(public readonly input: unknown) {} },
  };
  const fetched = (url: string, { body }: { body: string }) => {
    told.push({ url, answer: JSON.parse(body) as Answer });
    return Promise.resolve({ ok: true, status: 200 });
  };
  const exported: { handler?: (event: unknown) => Promise<void> } = {};
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const load = new Function('require', 'exports', 'fetch', 'setTimeout', FIND_SECURITY_GROUP) as (...parts: unknown[]) => void;
  load(() => sdk, exported, fetched, (go: () => void) => { go(); });
  await exported.handler!({ StackId: 's', RequestId: 'r', LogicalResourceId: 'l', ResponseURL: 'https://answer', ...event });
  expect(told.map(({ url }) => url)).toEqual(['https://answer']);
  return { asked, ...told[0].answer };
}

const CREATE = { RequestType: 'Create', ResourceProperties: { VpcId: 'vpc-1', GroupName: 'CloudFront-VPCOrigins-Service-SG', OwnerId: '111111111111' } };
const unauthorized = (): Error => Object.assign(new Error('You are not authorized'), { name: 'UnauthorizedOperation' });

test('the group of the VPC becomes the resource\'s id', async () => {
  const { asked, Status, PhysicalResourceId } = await run(CREATE, [{ GroupId: 'sg-1' }]);
  expect([Status, PhysicalResourceId]).toEqual(['SUCCESS', 'sg-1']);
  expect(asked).toEqual([{
    Filters: [
      { Name: 'vpc-id', Values: ['vpc-1'] }, { Name: 'group-name', Values: ['CloudFront-VPCOrigins-Service-SG'] }, { Name: 'owner-id', Values: ['111111111111'] },
    ],
  }]);
});

test('a group that is not there yet is waited for', async () => {
  const { asked, PhysicalResourceId } = await run(CREATE, [], [], [{ GroupId: 'sg-1' }]);
  expect([asked.length, PhysicalResourceId]).toEqual([3, 'sg-1']);
});

test('a group that never comes is told of, and not waited for longer than the function may run', async () => {
  const { asked, Status, Reason } = await run(CREATE, []);
  expect([Status, asked.length * 10 <= 6 * 60 - 30]).toEqual(['FAILED', true]);
  expect(Reason).toMatch(/^vpc-1 has no security group CloudFront-VPCOrigins-Service-SG: AWS makes it with the first origin or endpoint there; deploy again$/);
});

test('of several groups of the name none is taken', async () => {
  const { Status, Reason, PhysicalResourceId } = await run(CREATE, [{ GroupId: 'sg-1' }, { GroupId: 'sg-2' }]);
  expect([Status, PhysicalResourceId]).toEqual(['FAILED', 'none']);
  expect(Reason).toMatch(/^vpc-1 has several security groups CloudFront-VPCOrigins-Service-SG: delete those that AWS did not make; deploy again$/);
});

test('a permission that IAM has not told EC2 of yet is waited for', async () => {
  const { asked, PhysicalResourceId } = await run(CREATE, unauthorized(), unauthorized(), [{ GroupId: 'sg-1' }]);
  expect([asked.length, PhysicalResourceId]).toEqual([3, 'sg-1']);
});

test('a permission that never comes is told of after a minute', async () => {
  const { asked, Status, Reason } = await run(CREATE, unauthorized());
  expect([asked.length, Status, Reason]).toEqual([6, 'FAILED', 'You are not authorized']);
});

test('what EC2 refuses otherwise is told of at once', async () => {
  const { asked, ...answer } = await run(CREATE, new Error('InvalidParameterValue'));
  expect(asked).toHaveLength(1);
  expect(answer).toMatchObject({ Status: 'FAILED', Reason: 'InvalidParameterValue', PhysicalResourceId: 'none' });
});

test('deletion asks nobody, and keeps the id', async () => {
  expect(await run({ ...CREATE, RequestType: 'Delete', PhysicalResourceId: 'sg-1' }, new Error('not asked'))).toEqual({
    asked: [], Status: 'SUCCESS', PhysicalResourceId: 'sg-1', StackId: 's', RequestId: 'r', LogicalResourceId: 'l',
  });
});
