import { configOf, defaultOrigins, DISTRIBUTION, kindOf } from './distribution';
import { compliant, control, managedRule, notApplicable, unknown, violated } from '../control';
import { isPresent } from '../items';
import { decideEach, deferred } from '../value';

export const defaultRootObject = control({
  id: 'cloudfront.default-root-object',
  title: 'a distribution of a bucket answers its root with an object',
  titleKo: 'S3 오리진을 쓰는 배포는 기본 루트 객체를 지정한다',
  why: 'without it, a request of the root may list the bucket',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: {
    fsbp: ['CloudFront.1'],
    nist80053r5: ['SC-7(11)', 'SC-7(16)'],
    pciDss401: ['2.2.6'],
    ismsP: ['2.6.2'],
    controlTower: ['CT.CLOUDFRONT.PR.1'],
  },
  appliesTo: [DISTRIBUTION],
  check: (distribution) => {
    const { origins, certain } = defaultOrigins(distribution);
    const kinds = origins.map((origin) => kindOf(distribution, origin));
    if (certain && kinds.every((kind) => kind !== undefined && kind !== 's3')) { return notApplicable(); }
    return decideEach(configOf(distribution, 'DefaultRootObject'), (object) => {
      const present = isPresent(distribution.template, object);
      if (present === undefined) { return deferred('DefaultRootObject'); }
      if (present) { return compliant(); }
      return certain && kinds.includes('s3') ? violated('DefaultRootObject is not set') : unknown('whether its default origin is a bucket is known only at deployment');
    });
  },
  default: { DistributionConfig: { DefaultRootObject: 'index.html' } },
  fix: 'set DefaultRootObject, such as index.html',
  runtime: managedRule('CLOUDFRONT_DEFAULT_ROOT_OBJECT_CONFIGURED'),
  source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html',
});
