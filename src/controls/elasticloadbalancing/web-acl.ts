import { decideApplication, LOAD_BALANCER } from './load-balancer';
import { control, managedRule, notApplicable } from '../control';
import { best, checkThere, presencesOf } from '../presence';
import { isIntrinsic } from '../template';
import { decideEach, deferred, valuesAt } from '../value';

export const webAcl = control({
  id: 'elasticloadbalancing.web-acl',
  title: 'an application load balancer of the internet is protected by AWS WAF',
  titleKo: '인터넷에 공개된 Application Load Balancer는 AWS WAF로 보호한다',
  why: 'without it, whatever the internet sends reaches the application',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['AC-4(21)'], pciDss401: ['6.4.1', '6.4.2'], ismsP: ['2.6.1', '2.10.1'] },
  appliesTo: [LOAD_BALANCER],
  check: (balancer) => decideApplication(balancer, () => decideEach(valuesAt(balancer.properties, 'Scheme'), (scheme) => {
    if (scheme === 'internal') { return notApplicable(); }
    const result = checkThere(best(presencesOf(balancer, 'AWS::WAFv2::WebACLAssociation', 'ResourceArn')), 'no WebACLAssociation of the template has it');
    return isIntrinsic(scheme) && result.status === 'violated' ? deferred('Scheme') : result;
  })),
  default: {},
  fix: 'add a WebACLAssociation of it and a regional web ACL',
  runtime: managedRule('ALB_WAF_ENABLED'),
  source: 'https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html',
});
