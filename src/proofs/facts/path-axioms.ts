import type { Axiom } from './axioms';
import { callerChosenKeys, inEveryRequest, inferredNotForwardedKeys, listed, notForwardedKeys, servicesWithViaService, sourceKeys } from './condition-keys';

const KMS = 'https://docs.aws.amazon.com/kms/latest/developerguide';
const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
const GLOBAL_KEYS = `${IAM}/reference_policies_condition-keys.html`;
const KMS_CONDITIONS = `${KMS}/conditions-kms.html`;
const FORWARDED = `${IAM}/access_forward_access_sessions.html`;

/** What is taken for granted of the way a request takes: through which service, from where. */
export const PATH_AXIOMS: readonly Axiom[] = [
  {
    id: 'common-keys-in-every-request',
    text: `Every request has ${listed(inEveryRequest)}.`,
    source: GLOBAL_KEYS,
  },
  {
    id: 'source-keys-only-from-services',
    text: `${listed(sourceKeys)} are only in direct calls of a service's own principal, and not in all of them.`,
    source: GLOBAL_KEYS,
  },
  {
    id: 'services-act-for-owner',
    text: 'assumed: aws:SourceAccount, aws:SourceArn and aws:SourceOrgID, and an encryption context whose key services set themselves (aws:…, SecretARN,'
      + ' PARAMETER_ARN), name the resource that made the service call where it sends them, and nobody can make a service send another\'s.',
    source: `${IAM}/confused-deputy.html`,
  },
  {
    id: 'source-owner-is-account-served',
    text: 'assumed: aws:SourceOwner in a call of Amazon SNS, where there is one, is the account on whose behalf a service publishes, or the caller\'s own account;'
      + ' the policy that Amazon SNS gives a new topic relies on it to shut others out.',
    source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html#source-account-versus-source-owner',
  },
  {
    id: 'via-service-only-in-forwarded-calls',
    text: 'kms:ViaService is only in calls that a service forwards, and so absent from direct calls.',
    source: KMS_CONDITIONS,
  },
  {
    id: 'via-service-only-for-iam-principals',
    text: 'assumed: kms:ViaService is only in calls forwarded for an IAM principal, and in those of a service\'s own principal that AWS\'s page binds by it:'
      + ` ${listed(servicesWithViaService.map(({ principal, viaService }) => `${principal} through ${viaService}`))}.`,
    source: FORWARDED,
  },
  {
    id: 'via-service-is-one-name',
    text: 'kms:ViaService has one value, the name of the service that calls AWS KMS with its Region; whether a service sends it that is neither in'
      + ' the table of AWS KMS nor documented by itself is left open.',
    source: KMS_CONDITIONS,
  },
  {
    id: 'forwarded-calls-keep-principal',
    text: 'A forwarded call is authorized as the principal it is made for, with its identity policies and its principal keys, and has'
      + ' aws:ViaAWSService true.',
    source: FORWARDED,
  },
  {
    id: 'via-service-not-from-endpoint',
    text: `A forwarded call does not keep the endpoint of the first one: ${listed(notForwardedKeys)} never come with kms:ViaService.`,
    source: GLOBAL_KEYS,
  },
  {
    id: 'no-endpoint-keys-when-forwarded',
    text: 'assumed: a forwarded call has none of the other keys of an endpoint either:'
      + ` ${listed(inferredNotForwardedKeys)} never come with kms:ViaService.`,
    source: GLOBAL_KEYS,
  },
  {
    id: 'source-ip-is-open-when-forwarded',
    text: 'assumed: aws:SourceIp in a forwarded call is absent or has any value, since the pages of IAM and of AWS KMS tell differently of it.',
    source: `${KMS}/conditions-aws.html`,
  },
  {
    id: 'endpoint-hides-source-ip',
    text: 'A request through a VPC endpoint has no aws:SourceIp, so that aws:SourceVpce never comes with it.',
    source: GLOBAL_KEYS,
  },
  {
    id: 'caller-chosen-keys-are-free',
    text: `assumed: ${listed(callerChosenKeys)} have any value, since the caller chooses it.`,
    source: GLOBAL_KEYS,
  },
];
