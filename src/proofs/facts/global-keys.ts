import type { ConditionKeyFacts, ConditionKeyType } from './condition-keys';

const PAGE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html';

function keys(type: ConditionKeyType, multiValued: boolean, names: readonly string[], source = PAGE): readonly ConditionKeyFacts[] {
  return names.map((name) => ({ name, multiValued, type, source }));
}

/** The global condition keys, and those of one service that requests to others carry. */
export const GLOBAL_KEYS: readonly ConditionKeyFacts[] = [
  ...keys('arn', false, [
    'aws:principalarn', 'aws:sourcearn', 'aws:sourcevpcarn', 'aws:chatbotsourcearn', 'aws:signinsessionarn',
    'ec2:sourceinstancearn', 'codebuild:buildarn', 'codebuild:projectarn', 'lambda:sourcefunctionarn', 'ssm:sourceinstancearn',
  ]),
  ...keys('string', false, [
    'aws:principalaccount', 'aws:principalorgid', 'aws:principaltag/*', 'aws:principalservicename', 'aws:principaltype',
    'aws:userid', 'aws:username',
    // An ARN for providers other than AWS's own.
    'aws:federatedprovider',
    'aws:sourceidentity', 'aws:ec2instancesourcevpc', 'glue:roleassumedby', 'glue:credentialissuingservice', 'identitystore:userid',
    'aws:sourcevpc', 'aws:sourcevpce', 'aws:vpceaccount', 'aws:vpceorgid',
    'aws:resourceaccount', 'aws:resourceorgid', 'aws:resourcetag/*',
    'aws:calledviafirst', 'aws:calledvialast', 'aws:calledviaawsmcp', 'aws:referer', 'aws:requestedregion', 'aws:requesttag/*',
    'aws:sourceaccount', 'aws:sourceorgid', 'aws:useragent',
  ]),
  ...keys('string', true, [
    'aws:principalorgpaths', 'aws:principalservicenameslist', 'aws:vpceorgpaths', 'aws:resourceorgpaths', 'aws:sourceorgpaths',
    'aws:calledvia', 'aws:tagkeys',
  ]),
  ...keys('bool', false, [
    'aws:principalisawsservice', 'aws:assumedroot', 'aws:multifactorauthpresent', 'aws:viaawsservice', 'aws:viaawsmcpservice',
    'aws:ismcpserviceaction', 'aws:securetransport',
  ]),
  ...keys('numeric', false, ['aws:multifactorauthage', 'ec2:roledelivery']),
  // Numeric operators compare aws:EpochTime too.
  ...keys('date', false, ['aws:currenttime', 'aws:epochtime', 'aws:tokenissuetime']),
  ...keys('ip', false, ['aws:sourceip', 'aws:vpcsourceip', 'aws:ec2instancesourceprivateipv4']),
  // Deprecated for aws:SourceAccount; policies that Amazon SNS once made by default have it.
  ...keys('string', false, ['aws:sourceowner'], 'https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html'),
];
