import { decideOrigins, DISTRIBUTION, kindOf } from './distribution';
import { compliant, control, managedRule, notApplicable, unknown } from '../control';
import { checkPresent, isPresent } from '../items';
import { valuesAt } from '../value';

export const functionOriginAccess = control({
  id: 'cloudfront.function-origin-access',
  title: 'CloudFront calls a function URL by origin access control',
  titleKo: 'CloudFront는 오리진 액세스 제어(OAC)로 Lambda 함수 URL을 호출한다',
  why: 'without it, the function URL must be open to everybody, around CloudFront and its WAF',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { fsbp: ['CloudFront.16'], nist80053r5: ['SC-7(11)'], iso27001: ['A.8.20', 'A.8.22'], ismsP: ['2.6.1'] },
  appliesTo: [DISTRIBUTION],
  check: (distribution) => decideOrigins(distribution, (origin, name) => {
    const access = valuesAt(origin, 'OriginAccessControlId');
    const kind = kindOf(distribution, origin);
    if (kind === 'function') {
      return checkPresent(distribution.template, access, 'OriginAccessControlId', `OriginAccessControlId of ${name} is not set`);
    }
    if (kind !== undefined) { return notApplicable(); }
    return access.every((value) => isPresent(distribution.template, value)) ? compliant() : unknown(`whether ${name} is a function URL is known only at deployment`);
  }),
  default: {},
  fix: 'set OriginAccessControlId of the origin, and AuthType of the function URL to AWS_IAM',
  runtime: managedRule('CLOUDFRONT_ORIGIN_LAMBDA_URL_OAC_ENABLED'),
  source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html',
});
