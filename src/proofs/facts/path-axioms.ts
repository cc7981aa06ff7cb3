import type { Axiom } from './axioms';

const KMS = 'https://docs.aws.amazon.com/kms/latest/developerguide';
const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
const GLOBAL_KEYS = `${IAM}/reference_policies_condition-keys.html`;
const KMS_CONDITIONS = `${KMS}/conditions-kms.html`;
const FORWARDED = `${IAM}/access_forward_access_sessions.html`;

/** What is taken for granted of the way a request takes: through which service, from where. */
export const PATH_AXIOMS: readonly Axiom[] = [
  {
    id: 'source-keys-only-from-services',
    text: 'aws:SourceAccount, aws:SourceArn, aws:SourceOrgID and aws:SourceOrgPaths are only in direct calls of a service\'s own principal, and not'
      + ' in all of them.',
    source: GLOBAL_KEYS,
  },
  {
    id: 'services-act-for-owner',
    text: 'assumed: aws:SourceAccount and aws:SourceArn, where a service sends them, name the resource that made it call, and nobody can make a'
      + ' service send another\'s.',
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
    text: 'kms:ViaService is only in calls that a service forwards and so absent from direct calls, and only of actions on a key.',
    source: KMS_CONDITIONS,
  },
  {
    id: 'via-service-only-for-iam-principals',
    text: 'assumed: kms:ViaService is only in calls forwarded for an IAM principal, save for services whose page binds their own principal by it'
      + ' (AWS CodeStar Notifications through Amazon SNS).',
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
    text: 'A forwarded call does not keep the endpoint of the first one: it has no aws:SourceVpc and no aws:SourceVpce.',
    source: GLOBAL_KEYS,
  },
  {
    id: 'no-endpoint-keys-when-forwarded',
    text: 'assumed: a forwarded call has none of the other keys of an endpoint either: aws:SourceVpcArn, aws:VpcSourceIp, aws:VpceAccount,'
      + ' aws:VpceOrgID and aws:VpceOrgPaths.',
    source: GLOBAL_KEYS,
  },
  {
    id: 'source-ip-is-open-when-forwarded',
    text: 'assumed: aws:SourceIp in a forwarded call is absent or has any value, since the pages of IAM and of AWS KMS tell differently of it.',
    source: `${KMS}/conditions-aws.html`,
  },
  {
    id: 'endpoint-keys-are-true',
    text: 'assumed: nobody can forge aws:SourceVpce, aws:SourceVpc, aws:VpcSourceIp or the account and organization of an endpoint in a request'
      + ' that is not through it.',
    source: GLOBAL_KEYS,
  },
  {
    id: 'caller-chosen-keys-are-free',
    text: 'assumed: keys that a caller chooses (aws:Referer, aws:UserAgent, tags and parameters of the request, encryption context) have any'
      + ' value.',
    source: GLOBAL_KEYS,
  },
];
