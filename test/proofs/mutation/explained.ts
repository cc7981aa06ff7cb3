/** Mutants that no claim refutes, by their names, and why: these and no others. */
export interface Explanation {
  readonly mutants: readonly string[];
  readonly why: string;
}

const ACCOUNT = '${AWS::AccountId}';
const HERE = `ap-northeast-2:${ACCOUNT}`;
const ELSEWHERE = `*:${ACCOUNT}`;
const ANY_ARN = 'arn:*:*:*:*:*';

const explained = (why: string, ...mutants: readonly (readonly string[])[]): Explanation => ({ why, mutants: mutants.flat() });

/** Changes of one statement of one key. */
const of = (key: string, statement: string, ...changes: readonly string[]): string[] => changes.map((change) => `${key} ${statement} ${change}`);

/** The same changes of some statements of one key. */
const ofEach = (key: string, statements: readonly string[], ...changes: readonly string[]): string[] =>
  statements.flatMap((statement) => of(key, statement, ...changes));

/** A condition that is lost, is asked for only where its key is there, or means the opposite. */
const undone = (condition: string): string[] => [`without ${condition}`, `${condition} where there is one`, `${condition} negated`];

/** A condition that takes other values instead of one. */
const widened = (condition: string, value: string, ...wider: readonly string[]): string[] => wider.map((one) => `${condition} ${one} for ${value}`);

/** A condition that takes other values beside its own. */
const joined = (condition: string, ...others: readonly string[]): string[] => others.map((other) => `${condition} with ${other} too`);

const forActions = (...actions: readonly string[]): string[] => actions.map((action) => `for ${action} too`);

const TAG = 'StringEquals aws:PrincipalTag/domain';
const untagged = (domain: string, ...others: readonly string[]): string[] =>
  [...undone(TAG), ...joined(TAG, ...others, 'stranger'), ...widened(TAG, domain, '*')];

const CALLER = 'ArnLike aws:PrincipalArn';
const DEPLOYER = `arn:aws:iam::${ACCOUNT}:role/cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-ap-northeast-2`;
const rolesOf = (domain: string): string => `arn:aws:iam::${ACCOUNT}:role/gold/${domain}/*`;

const VIA = 'StringEquals kms:ViaService';
const through = (...services: readonly string[]): string[] => joined(VIA, ...services.map((service) => `${service}.ap-northeast-2.amazonaws.com`));

const SECRET = 'StringLike kms:EncryptionContext:SecretARN';
const SECRETS = `arn:aws:secretsmanager:${HERE}:secret:*`;
const SUBSCRIBER = 'StringEquals kms:EncryptionContext:aws:dynamodb:subscriberId';
const LOG_GROUP = 'ArnLike kms:EncryptionContext:aws:logs:arn';
const FUNCTION = 'ArnLike kms:EncryptionContext:aws:lambda:FunctionArn';
const FUNCTIONS = `arn:aws:lambda:${HERE}:function:*`;

const SOURCE = 'ArnLike aws:SourceArn';
const SOURCE_ACCOUNT = 'StringEquals aws:SourceAccount';
const EVENTS = 'statement for events.amazonaws.com';
const CLOUDWATCH = 'statement for cloudwatch.amazonaws.com';
const SNS = 'statement for sns.amazonaws.com';
const RULES = `arn:aws:events:${HERE}:rule/*`;
const ALARMS = `arn:aws:cloudwatch:${HERE}:alarm:*`;
const TOPICS = `arn:aws:sns:${HERE}:*`;

/** Weakened policies that the claims leave alone by design. */
export const EXPLAINED: readonly Explanation[] = [
  explained(
    'a deletion that names no window waits 30 days, which is KMS\'s default and what is asked for',
    of('AuditData', 'DeletionByBreakGlass', 'NumericGreaterThanEquals kms:ScheduleKeyDeletionPendingWindowInDays where there is one'),
  ),
  explained(
    'the tag stands beside the path, which binds by itself: a session can carry any tag, so the claims rely on the path alone',
    ofEach('AuditData', ['UseThroughS3', 'UseThroughLogs', 'UseThroughSqs', 'UseThroughLambda'], ...untagged('audit')),
    of('PaymentsSecrets', 'UseThroughSecretsmanager', ...untagged('payments')),
    of('OrdersData', 'ShareWithPaymentsThroughS3', ...untagged('payments', 'orders')),
    of('OrdersData', 'UseThroughDynamodb', ...untagged('orders', 'payments')),
    ofEach('PlatformMessages', ['UseThroughSns', 'UseThroughSqs'], ...untagged('platform')),
  ),
  explained(
    'the domain\'s roles and whoever deploys act by permission of their own account, whoever\'s resource they act on: no other principal gains',
    ofEach('PaymentsSecrets', ['UseThroughSecretsmanager', 'ProvisionThroughSecretsmanager'],
      ...undone(SECRET),
      ...widened(SECRET, SECRETS, ANY_ARN, 'arn:aws:secretsmanager:ap-northeast-2:*:secret:*', `arn:aws:secretsmanager:${ELSEWHERE}:secret:*`,
        `arn:aws:secretsmanager:${HERE}:*`)),
    ofEach('OrdersData', ['UseThroughDynamodb', 'ProvisionThroughDynamodb'], ...undone(SUBSCRIBER), ...widened(SUBSCRIBER, ACCOUNT, '*')),
  ),
  explained(
    'whoever deploys is a class of its own, of whom the claims say only by which of the key\'s services: the evidence lists all that it may do',
    of('AuditData', 'Administration', ...forActions('kms:Delete*', 'kms:Get*', 'kms:Update*')),
    of('AuditData', 'ProvisionThroughLambda', ...forActions('kms:Generate*')),
    of('PaymentsSecrets', 'ProvisionThroughSecretsmanager', ...forActions('kms:Generate*')),
    ofEach('AuditData', ['ProvisionThroughLambda', 'GrantThroughLambda'], ...through('s3', 'logs', 'sqs')),
    ofEach('OrdersData', ['ProvisionThroughDynamodb', 'GrantThroughDynamodb'], ...through('s3')),
    ofEach('AuditData', ['UseThroughS3', 'UseThroughLogs', 'UseThroughSqs'], ...joined(CALLER, DEPLOYER)),
    of('OrdersData', 'ShareWithPaymentsThroughS3', ...joined(CALLER, DEPLOYER)),
    ofEach('PlatformMessages', ['UseThroughSns', 'UseThroughSqs'], ...joined(CALLER, DEPLOYER)),
  ),
  explained(
    'the account\'s root administers each of its keys, as what break-glass is',
    of('AuditData', 'Administration', ...joined(CALLER, `arn:aws:iam::${ACCOUNT}:root`)),
  ),
  explained(
    'to read about a key is no use of it, and lets nobody use it',
    of('AuditData', 'LockoutSafety', ...forActions('kms:Get*')),
    ofEach('PlatformMessages', [EVENTS, CLOUDWATCH], ...forActions('kms:DescribeKey')),
    of('PaymentsMessages', SNS, ...forActions('kms:DescribeKey')),
  ),
  explained(
    'the domain\'s roles may use the key in any way through any of its services, and have AWS\'s resources of these use it',
    of('PaymentsSecrets', 'UseThroughSecretsmanager', ...forActions('kms:Generate*', 'kms:Encrypt')),
    of('PlatformMessages', 'UseThroughSns', ...forActions('kms:Encrypt')),
    of('PlatformMessages', 'UseThroughSqs', ...forActions('kms:Generate*', 'kms:Encrypt')),
    ofEach('AuditData', ['UseThroughS3', 'UseThroughLogs', 'UseThroughSqs'], ...through('lambda')),
    of('PaymentsSecrets', 'UseThroughSecretsmanager', ...through('lambda')),
    of('PlatformMessages', 'UseThroughSns', ...through('sqs')),
    of('OrdersData', 'ShareWithPaymentsThroughS3', ...joined(CALLER, rolesOf('orders'))),
    ofEach('AuditData', ['ProvisionThroughLambda', 'GrantThroughLambda'], ...joined(CALLER, rolesOf('audit'))),
    ofEach('OrdersData', ['ProvisionThroughDynamodb', 'GrantThroughDynamodb'], ...joined(CALLER, rolesOf('orders'))),
    of('PaymentsSecrets', 'ProvisionThroughSecretsmanager', ...joined(CALLER, rolesOf('payments'))),
  ),
  explained(
    'a service that may use the key for the account\'s resources may do so in each way: the claims speak of who and for whom',
    of('AuditData', 'LambdaService', ...forActions('kms:Generate*', 'kms:Encrypt')),
    of('PlatformMessages', CLOUDWATCH, ...forActions('kms:Encrypt')),
    of('PaymentsMessages', SNS, ...forActions('kms:Generate*', 'kms:Encrypt')),
  ),
  explained(
    'of these actions only RetireGrant carries the encryption context that the statement asks for, and key policies have no say in it',
    of('AuditData', 'LogsService', ...forActions('kms:Re*')),
    ofEach('OrdersData', ['UseThroughDynamodb', 'ProvisionThroughDynamodb'], ...forActions('kms:Re*')),
  ),
  explained(
    'the service still acts for a resource of the account',
    of('AuditData', 'LogsService', ...widened(LOG_GROUP, `arn:aws:logs:${HERE}:*`, `arn:aws:logs:${ELSEWHERE}:*`)),
    of('AuditData', 'LambdaService', ...widened(FUNCTION, FUNCTIONS, `arn:aws:lambda:${ELSEWHERE}:function:*`, `arn:aws:lambda:${HERE}:*`)),
    of('PlatformMessages', EVENTS,
      ...joined(SOURCE, ALARMS), ...widened(SOURCE, RULES, `arn:aws:events:${ELSEWHERE}:rule/*`, `arn:aws:events:${HERE}:*`)),
  ),
  explained(
    'each of aws:SourceAccount and aws:SourceArn binds the service to the account, so the other may be anything',
    of('PlatformMessages', CLOUDWATCH,
      ...undone(SOURCE), ...joined(SOURCE, RULES),
      ...widened(SOURCE, ALARMS, ANY_ARN, 'arn:aws:cloudwatch:ap-northeast-2:*:alarm:*', `arn:aws:cloudwatch:${ELSEWHERE}:alarm:*`,
        `arn:aws:cloudwatch:${HERE}:*`)),
    of('PaymentsMessages', SNS,
      ...undone(SOURCE), ...widened(SOURCE, TOPICS, ANY_ARN, 'arn:aws:sns:ap-northeast-2:*:*', `arn:aws:sns:${ELSEWHERE}:*`)),
    of('PlatformMessages', CLOUDWATCH, ...undone(SOURCE_ACCOUNT), ...widened(SOURCE_ACCOUNT, ACCOUNT, '*')),
    of('PaymentsMessages', SNS, ...undone(SOURCE_ACCOUNT), ...widened(SOURCE_ACCOUNT, ACCOUNT, '*')),
  ),
];

/** Weakened policies about which the claims are undecided, which fails the synth as well. */
export const UNDECIDED_LOOSER: readonly Explanation[] = [
  explained(
    'with a wildcard in the account\'s place, which values are of the example\'s own account depends on a number that its templates do not have',
    of('AuditData', 'LogsService', ...widened(LOG_GROUP, `arn:aws:logs:${HERE}:*`, 'arn:aws:logs:ap-northeast-2:*:*')),
    of('AuditData', 'LambdaService', ...widened(FUNCTION, FUNCTIONS, 'arn:aws:lambda:ap-northeast-2:*:function:*')),
  ),
];

/** Broken policies about which the claims of what must work are undecided, which fails the synth as well. */
export const UNDECIDED_BROKEN: readonly Explanation[] = [
  explained(
    'the example goes to an account that its templates do not name: it may be the one that is written out',
    of('AuditData', 'LogsService', `${LOG_GROUP} with another account`),
    ofEach('PaymentsSecrets', ['UseThroughSecretsmanager', 'ProvisionThroughSecretsmanager'], `${SECRET} with another account`),
    ofEach('PlatformMessages', [EVENTS, CLOUDWATCH], `${SOURCE} with another account`),
    of('PaymentsMessages', SNS, `${SOURCE} with another account`),
  ),
];

/** All mutants that some explanations name. */
export const namedBy = (explanations: readonly Explanation[]): string[] => explanations.flatMap(({ mutants }) => mutants);

/** Names that no explanation gives. */
export const unexplained = (names: readonly string[], explanations: readonly Explanation[]): string[] =>
  names.filter((name) => !namedBy(explanations).includes(name));

/** What explanations excuse that is not there, or that another one excuses already. */
export const inVain = (names: readonly string[], explanations: readonly Explanation[]): string[] =>
  namedBy(explanations).filter((name, index, all) => !names.includes(name) || all.indexOf(name) !== index);
