import { DEPRECATED_RUNTIMES, RUNTIMES_PAGE, SUPPORTED_RUNTIMES } from './runtimes';
import { compliant, control, managedRule, notApplicable, unknown, violated } from '../control';
import { decideEach, deferred, valuesAt } from '../value';

export const supportedRuntime = control({
  id: 'lambda.supported-runtime',
  title: 'a function uses a runtime that AWS supports',
  titleKo: '함수는 AWS가 지원하는 런타임을 사용한다',
  why: 'a runtime past its end gets no security patches',
  severity: 'medium',
  responsibility: 'shared',
  frameworks: {
    fsbp: ['Lambda.2'],
    nist80053r5: ['CA-9(1)', 'CM-2', 'SI-2', 'SI-2(2)', 'SI-2(4)', 'SI-2(5)'],
    ismsP: ['2.10.8'],
  },
  appliesTo: ['AWS::Lambda::Function'],
  check: (fn) => {
    if (fn.get('PackageType') === 'Image') { return notApplicable(); }
    return decideEach(valuesAt(fn.properties, 'Runtime'), (runtime) => {
      if (typeof runtime !== 'string') { return deferred('Runtime'); }
      if (runtime in SUPPORTED_RUNTIMES) { return compliant(); }
      return DEPRECATED_RUNTIMES.includes(runtime)
        ? violated(`${runtime} gets no more patches, use one of ${Object.keys(SUPPORTED_RUNTIMES).join(', ')}`)
        : unknown(`${runtime} is not a runtime that this version knows, see ${RUNTIMES_PAGE}`);
    });
  },
  default: { Runtime: 'nodejs24.x' },
  fix: 'set Runtime to a supported runtime',
  runtime: managedRule('LAMBDA_FUNCTION_SETTINGS_CHECK', { runtime: Object.keys(SUPPORTED_RUNTIMES).join(',') }),
  source: RUNTIMES_PAGE,
});
