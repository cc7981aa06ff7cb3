import { control, noRuntimeRule } from '../control';
import { checkEnvironment } from '../environment';
import { ENVIRONMENT_PROPERTIES } from '../environment-properties';

/** Families whose frameworks have an id of their own have a control of their own. */
const OWN_CONTROLS = /^AWS::(?:Lambda|Serverless|ECS|CodeBuild)::/;

export const environment = control({
  id: 'cloudformation.environment',
  title: 'no environment variable or argument of a program holds a secret',
  titleKo: '환경 변수와 실행 인자에 시크릿을 평문으로 넣지 않는다',
  why: 'whoever may see the resource or the template reads the secret',
  severity: 'high',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['IA-5(7)'], pciDss401: ['8.6.2'], ismsP: ['2.7.1'] },
  appliesTo: Object.keys(ENVIRONMENT_PROPERTIES).filter((type) => !OWN_CONTROLS.test(type)),
  check: checkEnvironment,
  default: {},
  fix: 'let the service look the secret up by its ARN, or give the program the ARN and read the secret there',
  runtime: noRuntimeRule('AWS Config has no rule for the environment of these types'),
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/security-best-practices.html',
});
