/** Mutants that no claim refutes, by their names, and why. */
export interface Explanation {
  readonly patterns: readonly RegExp[];
  readonly why: string;
}

const explained = (why: string, ...patterns: readonly RegExp[]): Explanation => ({ why, patterns });

/** Weakened policies that the claims leave alone by design. */
export const EXPLAINED: readonly Explanation[] = [
  explained('a deletion that names no window waits 30 days, which is KMS\'s default and what is asked for', /DeletionByBreakGlass NumericGreaterThanEquals \S+ where there is one$/),
  explained(
    'the tag stands beside the path, which binds by itself: a session can carry any tag, so the claims rely on the path alone',
    /aws:PrincipalTag\/domain/,
  ),
  explained(
    'the domain\'s roles and whoever deploys act by permission of their own account, whoever\'s resource they act on: no other principal gains',
    /Through\w+ (without )?String(Equals|Like) kms:EncryptionContext:(SecretARN|aws:dynamodb:subscriberId)/,
  ),
  explained(
    'whoever deploys is a class of its own, of whom the claims say only by which services: the evidence lists all that it may do',
    /Administration for kms:(Delete|Get|Update)\* too$/,
    /ProvisionThrough\w+ for kms:Generate\* too$/,
    /(Grant|Provision)Through\w+ StringEquals kms:ViaService with .* too$/,
    /(Use|ShareWithPayments)Through\w+ ArnLike aws:PrincipalArn with .*cdk-hnb659fds-cfn-exec-role/,
  ),
  explained('the account\'s root administers each of its keys, as what break-glass is', /Administration ArnLike aws:PrincipalArn with .*:root too$/),
  explained('to read about a key is no use of it, and lets nobody use it', /LockoutSafety for kms:Get\* too$/, /statement for \S+ for kms:DescribeKey too$/),
  explained(
    'the domain\'s roles may use the key in any way through any of its services, and have AWS\'s resources of these use it',
    / UseThrough\w+ for kms:(Encrypt|Generate\*) too$/,
    / UseThrough\w+ StringEquals kms:ViaService with .* too$/,
    /ShareWithPaymentsThroughS3 ArnLike aws:PrincipalArn with .*gold\/orders\/\* too$/,
    /(Grant|Provision)Through\w+ ArnLike aws:PrincipalArn with .*gold\/(orders|audit)\/\* too$/,
    /Payments\w+ (Grant|Provision)Through\w+ ArnLike aws:PrincipalArn with .*gold\/payments\/\* too$/,
  ),
  explained(
    'a service that may use the key for the account\'s resources may do so in each way: the claims speak of who and for whom',
    /(statement for \S+|LambdaService) for kms:(Encrypt|Generate\*) too$/,
  ),
  explained(
    'of these actions only RetireGrant carries the encryption context that the statement asks for, and key policies have no say in it',
    /(UseThroughDynamodb|ProvisionThroughDynamodb|LogsService) for kms:Re\* too$/,
  ),
  explained(
    'the service still acts for a resource of the account',
    /(LogsService|LambdaService) ArnLike kms:EncryptionContext:\S+ \S+:\$\{AWS::AccountId\}:\S+ for /,
    /statement for \S+ ArnLike aws:SourceArn (with )?\S+:\$\{AWS::AccountId\}:\S+ (for|too)/,
  ),
  explained(
    'each of aws:SourceAccount and aws:SourceArn binds the service to the account',
    /statement for (sns|cloudwatch)\S+ (without )?ArnLike aws:SourceArn/,
    /statement for (sns|cloudwatch)\S+ (without )?StringEquals aws:SourceAccount/,
  ),
];

/** Broken policies about which the claims of what must work are undecided, which fails the synth as well. */
export const UNDECIDED: readonly Explanation[] = [
  explained(
    'the example goes to an account that its templates do not name: it may be the one that is written out',
    /kms:EncryptionContext:(aws:logs:arn|SecretARN) with another account$/,
    /aws:SourceArn with another account$/,
  ),
];

/** Names that no explanation fits. */
export const unexplained = (names: readonly string[], explanations: readonly Explanation[]): string[] =>
  names.filter((name) => !explanations.some(({ patterns }) => patterns.some((pattern) => pattern.test(name))));

/** Patterns that no name fits. */
export const inVain = (names: readonly string[], explanations: readonly Explanation[]): string[] =>
  explanations.flatMap(({ patterns }) => patterns.filter((pattern) => !names.some((name) => pattern.test(name))).map(String));
