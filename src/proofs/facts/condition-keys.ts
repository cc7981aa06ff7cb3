import { GLOBAL_KEYS } from './global-keys';
import { CONTEXT_KEYS, KMS_KEYS } from './kms-keys';
import { SERVICE_KEYS } from './service-keys';

/** What kind of values a condition key has, and so which operators compare it. */
export type ConditionKeyType = 'string' | 'arn' | 'bool' | 'numeric' | 'date' | 'ip' | 'binary';

/** What AWS documents of a condition key. */
export interface ConditionKeyFacts {
  /** In lower case, since keys don't care for case; a last `*` stands for the rest of the name, such as a tag's key. */
  readonly name: string;
  /** Whether a request can have several values, so that conditions need `ForAnyValue` or `ForAllValues`. */
  readonly multiValued: boolean;
  readonly type: ConditionKeyType;
  readonly source: string;
}

/** Every condition key that is known: the global ones, those of AWS KMS, and those of services whose policies are read. */
export const CONDITION_KEYS: readonly ConditionKeyFacts[] = [...GLOBAL_KEYS, ...KMS_KEYS, ...SERVICE_KEYS];

const EXACT: ReadonlyMap<string, ConditionKeyFacts> = new Map(
  CONDITION_KEYS.filter((each) => !each.name.endsWith('*')).map((each) => [each.name, each]),
);
const PREFIXED = CONDITION_KEYS.filter((each) => each.name.endsWith('*'));

/** The facts of a condition key whatever its case, `aws:PrincipalTag/team` by its prefix; nothing for an unknown key. */
export function conditionKeyFacts(key: string): ConditionKeyFacts | undefined {
  const name = key.toLowerCase();
  return EXACT.get(name) ?? PREFIXED.find((each) => isUnder(name, each.name.slice(0, -1)));
}

function isUnder(name: string, prefix: string): boolean {
  return name.length > prefix.length && name.startsWith(prefix);
}

/** Names as a sentence lists them: "a, b and c". */
export const listed = (names: readonly string[]): string => [...names.slice(0, -2), names.slice(-2).join(' and ')].join(', ');

/*
 * Lists of keys, each for one axiom whose text names them: so they are spelled as AWS does, which lookups don't care for. Where nothing else is
 * said they are from https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html.
 */

/**
 * Keys in every request. `aws:ViaAWSService` is not here: its own paragraph says always, but the page on forward access
 * sessions says that a direct request has it not set, so it may be absent.
 */
export const inEveryRequest: readonly string[] = [
  'aws:CurrentTime', 'aws:EpochTime', 'aws:RequestedRegion', 'aws:SecureTransport', 'aws:UserAgent',
];

/** The same in lower case. */
export const alwaysPresent: readonly string[] = inEveryRequest.map((name) => name.toLowerCase());

/** Keys that tell who an IAM principal is, of which AWS documents no value for a service's own principal. */
export const openInServiceCalls: readonly string[] = ['aws:PrincipalArn', 'aws:PrincipalAccount', 'kms:CallerAccount'];

/** Keys that follow from the principal by one rule. */
export const principalKeys: readonly string[] = [...openInServiceCalls, 'aws:PrincipalIsAWSService'];

/** Keys that are only in requests which a service makes directly, as its own principal; not every service sends them. */
export const sourceKeys: readonly string[] = ['aws:SourceAccount', 'aws:SourceArn', 'aws:SourceOrgID', 'aws:SourceOrgPaths'];

/** Keys of the principal's organization. That a service's own principal is in none is an inference from AWS's note that the first shuts services out. */
export const organizationKeys: readonly string[] = ['aws:PrincipalOrgID', 'aws:PrincipalOrgPaths'];

/**
 * Keys of a role's session and of temporary credentials: that services' own principals have neither is an inference. Who comes by an identity
 * provider is about to get a session, so whether AWS STS has some of them already is left open.
 */
export const sessionKeys: readonly string[] = [
  'aws:AssumedRoot', 'aws:FederatedProvider', 'aws:TokenIssueTime', 'aws:SigninSessionArn', 'aws:MultiFactorAuthAge', 'aws:MultiFactorAuthPresent',
  'aws:ChatbotSourceArn', 'aws:Ec2InstanceSourceVpc', 'aws:Ec2InstanceSourcePrivateIPv4', 'aws:SourceIdentity',
  'ec2:RoleDelivery', 'ec2:SourceInstanceArn', 'glue:RoleAssumedBy', 'glue:CredentialIssuingService', 'codebuild:BuildArn', 'codebuild:ProjectArn',
  'lambda:SourceFunctionArn', 'ssm:SourceInstanceArn', 'identitystore:UserId',
];

/** Keys that are only in requests which a service makes with the credentials of an IAM principal; not every service sends them. */
export const calledViaKeys: readonly string[] = ['aws:CalledVia', 'aws:CalledViaFirst', 'aws:CalledViaLast', 'aws:CalledViaAWSMCP'];

/** Keys that AWS says a service does not keep when it forwards a request. `aws:SourceIp` is not here: one page says that it is kept, another not. */
export const notForwardedKeys: readonly string[] = ['aws:SourceVpc', 'aws:SourceVpce'];

/** Other keys of the same endpoint, of which AWS does not say so: an inference. */
export const inferredNotForwardedKeys: readonly string[] = ['aws:SourceVpcArn', 'aws:VpcSourceIp', 'aws:VpceAccount', 'aws:VpceOrgID', 'aws:VpceOrgPaths'];

/** Keys whose values a caller chooses. */
export const callerChosenKeys: readonly string[] = ['aws:Referer', 'aws:UserAgent', 'aws:RequestTag/*', 'aws:TagKeys', ...CONTEXT_KEYS];

/** Service principals whose calls AWS's own statements bind by `kms:ViaService`; of no other is it known that they can carry it. */
export const servicesWithViaService: ReadonlyArray<{ readonly principal: string; readonly viaService: string; readonly source: string }> = [
  {
    principal: 'codestar-notifications.amazonaws.com',
    viaService: 'sns',
    source: 'https://docs.aws.amazon.com/dtconsole/latest/userguide/set-up-sns.html',
  },
];
