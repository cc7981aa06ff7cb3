import { decideMethodSettings, STAGE } from './stage';
import { compliant, control, managedRule, notApplicable, violated } from '../control';
import { asBoolean, isIntrinsic } from '../template';
import { checkTrue, decideEach, deferred, valuesAt } from '../value';

export const cacheEncryption = control({
  id: 'apigateway.cache-encryption',
  title: 'what a stage caches is encrypted',
  titleKo: '스테이지의 캐시 데이터는 암호화한다',
  why: 'a cache holds answers with the data of its callers',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { fsbp: ['APIGateway.5'], nist80053r5: ['CA-9(1)', 'CM-3(6)', 'SC-7(10)', 'SC-13', 'SC-28', 'SC-28(1)', 'SI-7(6)'], hipaa: ['164.312(a)(2)(iv)'], iso27001: ['A.8.24'], ismsP: ['2.7.1'], controlTower: ['CT.APIGATEWAY.PR.3'] },
  appliesTo: [STAGE],
  check: (stage) => decideEach(valuesAt(stage.properties, 'CacheClusterEnabled'), (cluster) => {
    if (isIntrinsic(cluster)) { return deferred('CacheClusterEnabled'); }
    if (asBoolean(cluster) !== true) { return notApplicable(); } // without a cluster nothing is cached, whatever methods ask for
    return decideMethodSettings(stage, (setting) => decideEach(valuesAt(setting, 'CachingEnabled'), (caching) => {
      if (isIntrinsic(caching)) { return deferred('CachingEnabled'); }
      return asBoolean(caching) === false ? compliant() : checkTrue(valuesAt(setting, 'CacheDataEncrypted'), 'CacheDataEncrypted');
    }), violated('MethodSettings has no CacheDataEncrypted'));
  }),
  default: {},
  fix: 'set CacheDataEncrypted to true for all methods that are cached',
  runtime: managedRule('API_GW_CACHE_ENABLED_AND_ENCRYPTED'),
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/data-protection-encryption.html',
});
