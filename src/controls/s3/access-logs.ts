import { receivesAccessLogs } from './bucket';
import { compliant, control, managedRule, notApplicable, violated } from '../control';
import { isIntrinsic, isRecord } from '../template';
import { decideEach, deferred, valuesAt } from '../value';

export const accessLogs = control({
  id: 's3.access-logs',
  title: 'a bucket logs the access to it',
  titleKo: '버킷은 서버 액세스 로그를 남긴다',
  why: 'without it, nobody can tell who read or changed which object',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: {
    fsbp: ['S3.9'],
    nist80053r5: ['AC-2(4)', 'AC-4(26)', 'AC-6(9)', 'AU-2', 'AU-3', 'AU-6(3)', 'AU-6(4)', 'AU-10', 'AU-12', 'CA-7', 'SC-7(9)', 'SI-3(8)', 'SI-4(20)', 'SI-7(8)'],
    hipaa: ['164.308(a)(1)(ii)(D)', '164.312(b)'],
    iso27001: ['A.8.15'],
    soc2: ['CC7.2'],
    ismsP: ['2.9.4'],
    controlTower: ['CT.S3.PR.2'],
  },
  appliesTo: ['AWS::S3::Bucket'],
  check: (bucket) => (receivesAccessLogs(bucket) ? notApplicable() : decideEach(valuesAt(bucket.properties, 'LoggingConfiguration'), (logging) => {
    if (isIntrinsic(logging)) { return deferred('LoggingConfiguration'); }
    // with a prefix alone, a bucket logs to itself
    return isRecord(logging) && (logging.DestinationBucketName ?? logging.LogFilePrefix) !== undefined
      ? compliant()
      : violated('LoggingConfiguration is not set, name a bucket for the logs');
  })),
  default: {},
  fix: 'set the DestinationBucketName of LoggingConfiguration',
  runtime: managedRule('S3_BUCKET_LOGGING_ENABLED'),
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html',
});
