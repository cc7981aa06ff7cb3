import { control, noRuntimeRule } from '../control';
import { checkEquals, valuesAt } from '../value';

export const signedOriginRequests = control({
  id: 'cloudfront.signed-origin-requests',
  title: 'origin access control signs every request',
  titleKo: '오리진 액세스 제어(OAC)는 오리진으로 가는 모든 요청에 서명한다',
  why: 'with another behavior the origin gets requests unsigned, or with a signature that the viewer sent',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['SC-7(11)', 'SC-8'], iso27001: ['A.8.20'], ismsP: ['2.6.1'] },
  appliesTo: ['AWS::CloudFront::OriginAccessControl'],
  check: (access) => checkEquals(valuesAt(access.properties, 'OriginAccessControlConfig', 'SigningBehavior'), 'SigningBehavior', 'always'),
  default: { OriginAccessControlConfig: { SigningBehavior: 'always' } },
  fix: 'set SigningBehavior to always',
  runtime: noRuntimeRule('AWS Config does not record origin access controls'),
  source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html',
});
