import { decideBehaviors, DISTRIBUTION } from './distribution';
import { type CheckResult, compliant, control, noRuntimeRule, unknown, violated } from '../control';
import { isPresent } from '../items';
import { isIntrinsic, type TemplateResource } from '../template';
import { allOf, decideEach, deferred, valuesAt } from '../value';

const MANAGED_PAGE = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html';

/** Managed policies that only let other origins in, and set no security headers. */
const CORS_ONLY = ['60669652-455b-4ae9-85a4-c4c02393f86c', '5cc3b908-e619-4b99-88e5-2cf7f45965bd'];
/** Managed policies with security headers: alone, with CORS, and with CORS and preflight. */
const SECURE = ['67f7725c-6f97-4210-82d7-5512b31e9d03', 'e61eb60c-9c35-4d20-a928-2b84e02af89c', 'eaab4381-ed33-4a86-88ca-d9558dc6cd63'];
const HEADERS = ['StrictTransportSecurity', 'ContentTypeOptions'];

const checkPolicy = (policy: TemplateResource): CheckResult => allOf(...HEADERS.map((header) =>
  decideEach(valuesAt(policy.properties, 'ResponseHeadersPolicyConfig', 'SecurityHeadersConfig', header), (value) => {
    if (isIntrinsic(value)) { return deferred(header); }
    return value === undefined ? violated(`${policy.logicalId} sets no ${header}`) : compliant();
  })));

export const securityHeaders = control({
  id: 'cloudfront.security-headers',
  title: 'responses tell browsers to stay on HTTPS and not to guess types',
  titleKo: '응답은 HTTPS 유지(HSTS)와 콘텐츠 형식 추측 금지를 브라우저에 지시한다',
  why: 'without these headers, a first request in clear can be turned elsewhere, and an upload can be run as a script',
  severity: 'low',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['SC-8', 'SC-23'], iso27001: ['A.8.26'], ismsP: ['2.10.3'] },
  appliesTo: [DISTRIBUTION],
  check: (distribution) => decideBehaviors(distribution, (behavior, name) => decideEach(valuesAt(behavior, 'ResponseHeadersPolicyId'), (id) => {
    const policy = distribution.template.resolve(id);
    if (policy) { return checkPolicy(policy); }
    const present = isPresent(distribution.template, id);
    if (present === undefined) { return deferred(`ResponseHeadersPolicyId of ${name}`); }
    if (SECURE.some((other) => other === id)) { return compliant(); }
    return present && !CORS_ONLY.some((other) => other === id)
      ? unknown(`the response headers policy of ${name} is not in the template`)
      : violated(`${name} has no response headers policy with security headers`);
  })),
  default: {},
  fix: 'set ResponseHeadersPolicyId of every behavior, such as to the managed policy SecurityHeadersPolicy',
  runtime: noRuntimeRule('no managed rule looks at response headers, and AWS Config does not record their policies'),
  source: MANAGED_PAGE,
});
