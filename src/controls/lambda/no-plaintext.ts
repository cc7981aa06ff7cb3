import { control, noRuntimeRule } from '../control';
import { checkEnvironment } from '../environment';

export const noPlaintext = control({
  id: 'lambda.no-plaintext',
  title: 'the environment of a function holds no secret',
  titleKo: '함수의 환경 변수에 시크릿을 평문으로 넣지 않는다',
  why: 'whoever may see the function or the template reads the secret',
  severity: 'high',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['IA-5(7)'], pciDss401: ['8.6.2'], ismsP: ['2.7.1'] },
  appliesTo: ['AWS::Lambda::Function', 'AWS::Serverless::Function'],
  check: checkEnvironment,
  default: {},
  fix: 'put the secret into Secrets Manager, give the function its ARN, and read it when the function starts',
  runtime: noRuntimeRule('the configuration item of a function does not have its environment'),
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html',
});
