import { decideOrigins, DISTRIBUTION, kindOf } from './distribution';
import { compliant, control, managedRule, notApplicable, violated } from '../control';
import { textOf } from '../policy';
import { isRecord } from '../template';
import { decideEach, deferred, isDeferred, valuesAt } from '../value';

const IMPORTS = ['Fn::ImportValue', 'Fn::GetStackOutput'];

export const existingOrigin = control({
  id: 'cloudfront.existing-origin',
  title: 'an origin in S3 names its bucket by reference',
  titleKo: 'S3 오리진은 버킷을 이름이 아니라 참조로 지정한다',
  why: 'nothing keeps a bucket that is named in words; when it is gone, whoever makes one of that name serves his content under this domain',
  severity: 'low',
  responsibility: 'customer',
  frameworks: {
    fsbp: ['CloudFront.12'],
    nist80053r5: ['CM-2', 'CM-2(2)'],
    pciDss401: ['2.2.6'],
    ismsP: ['2.9.2'],
  },
  appliesTo: [DISTRIBUTION],
  check: (distribution) => decideOrigins(distribution, (origin, name) => {
    const kind = kindOf(distribution, origin);
    if (kind !== 's3' && kind !== 'website') { return notApplicable(); }
    return decideEach(valuesAt(origin, 'DomainName'), (domain) => {
      const isOfApp = distribution.template.ofType('AWS::S3::Bucket').some((bucket) => bucket.isReferredBy(domain))
        || (isRecord(domain) && IMPORTS.some((fn) => domain[fn] !== undefined));
      if (isOfApp) { return compliant(); }
      const text = textOf(domain);
      return text === undefined || /^<Fn\.\w+>$/.test(text) || isDeferred(distribution.template, text)
        ? deferred(`DomainName of ${name}`)
        : violated(`${name} names its bucket in words, so nothing tells whether the bucket exists`);
    });
  }),
  default: {},
  fix: 'name the bucket by reference, as Bucket.RegionalDomainName, and delete the origin before the bucket',
  runtime: managedRule('CLOUDFRONT_S3_ORIGIN_NON_EXISTENT_BUCKET'),
  source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistS3AndCustomOrigins.html',
});
