import { GLOBAL_KEYS } from './global-keys';
import { KMS_KEYS } from './kms-keys';
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

/** The page that the lists of presence below are from, where no other is named. */
export const PRESENCE_SOURCE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html';

/**
 * Keys in every request. `aws:ViaAWSService` is not here: its own paragraph says always, but the page on forward access
 * sessions says that a direct request has it not set, so it may be absent.
 */
export const alwaysPresent: readonly string[] = [
  'aws:currenttime', 'aws:epochtime', 'aws:requestedregion', 'aws:securetransport', 'aws:useragent',
];

/** Keys in every signed request; only anonymous requests have them not, and AWS KMS serves none. */
export const alwaysPresentWhenSigned: readonly string[] = ['aws:principalisawsservice'];

/**
 * Keys in every request of an IAM principal, forwarded or not. AWS documents the first as in all signed requests, but no value of it for
 * a service principal, and the others as in all requests: what a service principal's request has of them is left open here.
 */
export const alwaysPresentForIamPrincipals: readonly string[] = ['aws:principalarn', 'aws:principalaccount', 'aws:principaltype', 'aws:userid'];

/** Keys in every request of an IAM principal for a key of AWS KMS; documented as of all operations on a key. */
export const alwaysPresentInKeyedCalls: readonly string[] = ['kms:calleraccount'];

/** Keys that are only in requests which a service makes directly, as its own principal; not every service sends the `aws:Source…` ones. */
export const onlyInServiceCalls: readonly string[] = [
  'aws:principalservicename', 'aws:principalservicenameslist', 'aws:sourceaccount', 'aws:sourcearn', 'aws:sourceorgid', 'aws:sourceorgpaths',
];

/** Of those, the keys that are in each such request. */
export const alwaysInServiceCalls: readonly string[] = ['aws:principalisawsservice', 'aws:principalservicename', 'aws:principalservicenameslist'];

/**
 * Keys that are never in requests which a service makes directly, as its own principal: those of users, of role sessions, of the principal's
 * tags and of calls with an IAM principal's credentials. That a service principal is in no organization is an inference from AWS's note that
 * `aws:PrincipalOrgID` shuts services out. `kms:ViaService` is not here, for the sake of `servicesWithViaService`.
 */
export const neverInServiceCalls: readonly string[] = [
  'aws:username', 'aws:principaltag/*', 'aws:principalorgid', 'aws:principalorgpaths',
  'aws:assumedroot', 'aws:federatedprovider', 'aws:tokenissuetime', 'aws:signinsessionarn', 'aws:multifactorauthage', 'aws:multifactorauthpresent',
  'aws:chatbotsourcearn', 'aws:ec2instancesourcevpc', 'aws:ec2instancesourceprivateipv4', 'aws:sourceidentity',
  'ec2:roledelivery', 'ec2:sourceinstancearn', 'glue:roleassumedby', 'glue:credentialissuingservice', 'codebuild:buildarn', 'codebuild:projectarn',
  'lambda:sourcefunctionarn', 'ssm:sourceinstancearn', 'identitystore:userid',
  'aws:calledvia', 'aws:calledviafirst', 'aws:calledvialast', 'aws:calledviaawsmcp',
];

/**
 * Keys that are never in requests which a service forwards for an IAM principal: AWS says that the first two are not preserved,
 * the rest, which are of the same endpoint, are an inference. `aws:SourceIp` is not here: one page says that it is preserved, another not.
 */
export const neverInForwardedCalls: readonly string[] = [
  'aws:sourcevpc', 'aws:sourcevpce', 'aws:sourcevpcarn', 'aws:vpcsourceip', 'aws:vpceaccount', 'aws:vpceorgid', 'aws:vpceorgpaths',
];

/** Keys that are only in requests which a service forwards for an IAM principal; not every service sends `aws:CalledVia`. */
export const onlyInForwardedCalls: readonly string[] = ['aws:calledvia', 'aws:calledviafirst', 'aws:calledvialast'];

/** Service principals whose calls AWS's own statements bind by `kms:ViaService`; of no other is it known that they can carry it. */
export const servicesWithViaService: ReadonlyArray<{ readonly principal: string; readonly viaService: string; readonly source: string }> = [
  {
    principal: 'codestar-notifications.amazonaws.com',
    viaService: 'sns',
    source: 'https://docs.aws.amazon.com/dtconsole/latest/userguide/set-up-sns.html',
  },
];
