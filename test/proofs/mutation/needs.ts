import { type Call, callOf, DEPLOYER, documentedServices, type RoleCaller, roleArn } from '../../keys/simulation/request';

const role = (domain: string, name: string): RoleCaller => ({ roleArn: roleArn(`gold/${domain}/${name}`), tags: { domain } });

const TAKE_ORDER = role('orders', 'TakeOrder');
const SETTLE = role('payments', 'Settle');
const RECORD = role('audit', 'Record');

const documented = new Map(documentedServices().map((one) => [one.service, one.requests]));

/** The requests of a service's pages that a resource or a role of the example leads to. */
function requests(service: string, name: RegExp, caller?: RoleCaller): Call[] {
  const found = documented.get(service)!.filter((request) => name.test(request.name) && (request.caller === 'role') === (caller !== undefined));
  if (found.length === 0) { throw new Error(`no request of ${service} is ${name}`); }
  return found.map((request) => callOf(request, caller ?? DEPLOYER));
}

const LOG_GROUP = requests('logs', /^CloudWatch Logs/);
const TABLE = requests('dynamodb', /^a table is created/);
const FUNCTION = requests('lambda', /environment variables/);
const FAILED_EVENTS = (sender: RoleCaller): Call[] => requests('sqs', /^a producer sends/, sender);

/**
 * What CloudFormation calls to make a key and its alias, to change its description, tags, rotation and policy, and to take both back:
 * https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-kms
 */
const KEY: readonly Call[] = [
  ...[
    'DescribeKey', 'PutKeyPolicy', 'EnableKeyRotation', 'DisableKeyRotation', 'UpdateKeyDescription', 'ListResourceTags', 'TagResource',
    'UntagResource', 'CreateAlias', 'UpdateAlias', 'DeleteAlias',
  ].map((name) => ({ caller: DEPLOYER, action: `kms:${name}` })),
  { caller: DEPLOYER, action: 'kms:ScheduleKeyDeletion', pendingWindowInDays: 30 },
];

/** What must be allowed by each key so that the example deploys and works: `examples/payments` says what is made and who does what. */
export const NEEDS: Readonly<Record<string, readonly Call[]>> = {
  PlatformLogs: [...KEY, ...LOG_GROUP],
  PlatformMessages: [...KEY, ...requests('sns', /^a CloudWatch alarm/), ...requests('sqs', /^an EventBridge rule/)],
  OrdersData: [
    ...KEY, ...requests('s3', /writes|multipart/, TAKE_ORDER), ...requests('s3', /reads/, SETTLE), ...TABLE,
    ...requests('dynamodb', /reads|writes/, TAKE_ORDER),
  ],
  OrdersMessages: [...KEY, ...requests('sns', /publishes/, TAKE_ORDER), ...FAILED_EVENTS(TAKE_ORDER)],
  OrdersLogs: [...KEY, ...LOG_GROUP],
  OrdersSecrets: [...KEY, ...FUNCTION],
  PaymentsMessages: [...KEY, ...requests('sqs', /^an SNS topic/), ...requests('sqs', /receives/, SETTLE), ...FAILED_EVENTS(SETTLE)],
  PaymentsData: [...KEY, ...TABLE, ...requests('dynamodb', /reads|writes/, SETTLE)],
  PaymentsSecrets: [...KEY, ...requests('secretsmanager', /^a secret is created/), ...requests('secretsmanager', /reads/, SETTLE), ...FUNCTION],
  PaymentsLogs: [...KEY, ...LOG_GROUP],
  AuditData: [...KEY, ...requests('s3', /writes|multipart/, RECORD), ...LOG_GROUP, ...FAILED_EVENTS(RECORD), ...FUNCTION],
};
