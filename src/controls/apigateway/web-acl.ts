import { apiOf, isPrivate, STAGE } from './stage';
import { control, managedRule, notApplicable } from '../control';
import { textOf } from '../policy';
import { best, checkThere, type Presence, presenceOf } from '../presence';
import type { TemplateResource } from '../template';
import { deferred, valuesAt } from '../value';

/** An association names a stage by its ARN, which is put together of the ids of API and stage. */
function association(stage: TemplateResource): Presence {
  const [name, api] = [textOf(stage.get('StageName')), apiOf(stage)];
  const isOf = (arn: unknown): boolean => (api === undefined || api.isReferredBy(arn))
    && (stage.isReferredBy(arn) || (name !== undefined && textOf(arn)?.endsWith(`/stages/${name}`) === true));
  return best(stage.template.ofType('AWS::WAFv2::WebACLAssociation').map((other) => presenceOf(stage, other, valuesAt(other.properties, 'ResourceArn').map(isOf))));
}

export const webAcl = control({
  id: 'apigateway.web-acl',
  title: 'a REST API of the internet is protected by AWS WAF',
  titleKo: '인터넷에 공개된 REST API는 AWS WAF로 보호한다',
  why: 'without it, whatever the internet sends reaches the application',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { fsbp: ['APIGateway.4'], nist80053r5: ['AC-4(21)'], pciDss401: ['6.4.1', '6.4.2'], ismsP: ['2.6.1', '2.10.1'] },
  appliesTo: [STAGE],
  check: (stage) => {
    const api = apiOf(stage);
    if (isPrivate(api)) { return notApplicable(); }
    const result = checkThere(association(stage), 'no WebACLAssociation of the template has it');
    return api && isPrivate(api) === undefined && result.status === 'violated' ? deferred('EndpointConfiguration of its API') : result;
  },
  default: {},
  fix: 'add a WebACLAssociation of the stage and a regional web ACL',
  runtime: managedRule('API_GW_ASSOCIATED_WITH_WAF'),
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html',
});
