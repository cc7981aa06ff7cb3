/** Mutants that no claim refutes, by their names, and why that is right. */
export interface Explanation {
  readonly pattern: RegExp;
  readonly why: string;
}

/** Weakened policies that the claims should refute and do not yet: each is a hole in the claims. */
export const OPEN: readonly Explanation[] = [
  {
    pattern: /Administration ArnLike aws:PrincipalArn with .*(Stranger|user\/\*) too$|LockoutSafety for kms:TagResource too$|DenyDeletionByOthers turned into an allow$/,
    why: 'a principal of the account who neither administers nor deploys may change, tag or delete the key: no claim says who administers',
  },
  { pattern: /statement for \S+ for kms:(PutKeyPolicy|RevokeGrant|TagResource|Re\*) too$/, why: 'a service may change the key: noConfusedDeputy speaks of use and grants only, and of the source only' },
  {
    pattern: /GrantThrough\w+ (without ArnLike aws:PrincipalArn$|ArnLike aws:PrincipalArn (?!with .*gold))/,
    why: 'strangers and administrators may make grants through a service, by which an instance or a function of theirs uses the key: only grants that are not for AWS resources count',
  },
  {
    pattern: /OrdersData (\w+Through(Dynamodb|S3) ArnLike aws:PrincipalArn with .*gold\/payments|ShareWithPaymentsThroughS3 (for kms:Encrypt|StringEquals kms:ViaService with))/,
    why: 'the domain that the key is shared with gets more than was declared, which is to decrypt through S3: no claim knows how much was declared',
  },
  {
    pattern: /DeletionByBreakGlass (without any condition$|(without )?NumericGreaterThanEquals)|(Administration|LockoutSafety|Through\w+) for kms:ScheduleKeyDeletion too$/,
    why: 'whoever may delete the key may delete it sooner than was declared: no claim speaks of the window',
  },
  { pattern: /DenyUsersWithoutMfa /, why: 'IAM users change the policy of the key without MFA: no claim speaks of MFA' },
  { pattern: / for cloudtrail too$/, why: 'a service that nothing in the app delivers by may use the key, as every known publisher is expected wherever a queue, topic or bucket is encrypted' },
  { pattern: /aws:PrincipalTag\/domain/, why: 'roles of the domain\'s path without its tag use the key: the claims know users by their path only' },
  {
    pattern: /Through\w+ (without )?String(Equals|Like) kms:EncryptionContext:(SecretARN|aws:dynamodb:subscriberId)/,
    why: 'the domain\'s roles and whoever deploys use the key for secrets and tables of another account: no claim speaks of whose resource it is for',
  },
];

/** Weakened policies that the claims leave alone by design. */
export const EXPLAINED: readonly Explanation[] = [
  {
    pattern: /(Administration for kms:(Delete|Get|Update)\*|(Grant|Provision)Through\w+ (for all actions|for kms:(Create\*|Decrypt|Encrypt|Generate\*)|StringEquals kms:ViaService with .*)) ?(too)?$/,
    why: 'whoever deploys is a class of its own, whom the claims do not speak of beyond services: the evidence lists all that it may do',
  },
  { pattern: /(Use|ShareWithPayments)Through\w+ ArnLike aws:PrincipalArn with .*cdk-hnb659fds-cfn-exec-role/, why: 'whoever deploys may do the same through the same service, as above' },
  { pattern: /Administration ArnLike aws:PrincipalArn with .*:root too$/, why: 'the account\'s root administers each of its keys, by LockoutSafety and as what break-glass is' },
  { pattern: /for kms:(Get\*|DescribeKey) too$/, why: 'to read about a key is no use of it, and lets nobody use it' },
  {
    pattern: /(?<!OrdersData )UseThrough\w+ (for kms:(Encrypt|Generate\*)|StringEquals kms:ViaService with .*) too$/,
    why: 'the domain\'s roles may use the key in any way through any of its services',
  },
  {
    pattern: /(Grant|Provision)Through\w+ ArnLike aws:PrincipalArn with .*gold\/(?!payments)\w+\/\* too$|PaymentsSecrets ProvisionThrough\w+ ArnLike aws:PrincipalArn with .*gold\/payments\/\* too$/,
    why: 'the domain\'s roles may use the key through its services, and have AWS\'s resources of these use it',
  },
  { pattern: /ShareWithPaymentsThroughS3 ArnLike aws:PrincipalArn with .*gold\/orders\/\* too$/, why: 'the domain\'s roles decrypt anyway' },
  { pattern: /(statement for \S+|LambdaService) for kms:(Encrypt|Generate\*) too$/, why: 'a service that may use the key for the account\'s resources may do so in each way: the claims speak of who and for whom' },
  {
    pattern: /(UseThroughDynamodb|ProvisionThroughDynamodb|LogsService) for kms:Re\* too$/,
    why: 'of these actions only RetireGrant carries the encryption context that the statement asks for, and key policies have no say in it',
  },
  { pattern: /(LogsService|LambdaService) ArnLike kms:EncryptionContext:\S+ \S+:\$\{AWS::AccountId\}:\S+ for /, why: 'it is still for a resource of the account' },
  { pattern: /statement for \S+ ArnLike aws:SourceArn (with )?\S+:\$\{AWS::AccountId\}:\S+ (for|too)/, why: 'the service still acts for a resource of the account' },
  { pattern: /statement for (sns|cloudwatch)\S+ (without )?(ArnLike aws:SourceArn|StringEquals aws:SourceAccount)/, why: 'each of aws:SourceAccount and aws:SourceArn binds the service to the account' },
];

/** Broken policies about which the claims of what must work are undecided, which fails the synth as well. */
export const UNDECIDED: readonly Explanation[] = [
  {
    pattern: /(kms:EncryptionContext:(aws:logs:arn|SecretARN)|aws:SourceArn) with another account$/,
    why: 'the example goes to an account that the template does not know: it may be the one that is written out',
  },
];

/** Names that no explanation fits. */
export const unexplained = (names: readonly string[], explanations: readonly Explanation[]): string[] =>
  names.filter((name) => !explanations.some(({ pattern }) => pattern.test(name)));

/** Explanations of nothing. */
export const inVain = (names: readonly string[], explanations: readonly Explanation[]): string[] =>
  explanations.filter(({ pattern }) => !names.some((name) => pattern.test(name))).map(({ why }) => why);
