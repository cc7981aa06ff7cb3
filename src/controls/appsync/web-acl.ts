import { control, managedRule, notApplicable } from '../control';
import { best, checkThere, presencesOf } from '../presence';
import { isIntrinsic } from '../template';
import { decideEach, deferred, valuesAt } from '../value';

export const webAcl = control({
  id: 'appsync.web-acl',
  title: 'a GraphQL API of the internet is protected by AWS WAF',
  titleKo: '인터넷에 공개된 GraphQL API는 AWS WAF로 보호한다',
  why: 'without it, whatever the internet sends reaches the application',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['AC-4(21)'], pciDss401: ['6.4.1', '6.4.2'], ismsP: ['2.6.1', '2.10.1'] },
  appliesTo: ['AWS::AppSync::GraphQLApi'],
  check: (api) => decideEach(valuesAt(api.properties, 'Visibility'), (visibility) => {
    if (visibility === 'PRIVATE') { return notApplicable(); }
    const result = checkThere(best(presencesOf(api, 'AWS::WAFv2::WebACLAssociation', 'ResourceArn')), 'no WebACLAssociation of the template has it');
    return isIntrinsic(visibility) && result.status === 'violated' ? deferred('Visibility') : result;
  }),
  default: {},
  fix: 'add a WebACLAssociation of the GraphQL API and a regional web ACL',
  runtime: managedRule('APPSYNC_ASSOCIATED_WITH_WAF'),
  source: 'https://docs.aws.amazon.com/appsync/latest/devguide/WAF-Integration.html',
});
