import { control, managedRule } from '../control';
import { checkEnvironment } from '../environment';

export const noPlaintext = control({
  id: 'codebuild.no-plaintext',
  title: 'the environment of a build holds no secret',
  titleKo: '빌드 프로젝트의 환경 변수에 자격 증명을 평문으로 넣지 않는다',
  why: 'whoever may see the project or the logs of a build reads the secret',
  severity: 'critical',
  responsibility: 'customer',
  frameworks: {
    fsbp: ['CodeBuild.2'],
    nist80053r5: ['IA-5(7)', 'SA-3'],
    pciDss401: ['8.6.2'],
    hipaa: ['164.308(a)(3)(i)', '164.308(a)(4)(ii)(A)', '164.308(a)(4)(ii)(C)', '164.312(a)(1)'],
    ismsP: ['2.7.1'],
    controlTower: ['CT.CODEBUILD.PR.2'],
  },
  appliesTo: ['AWS::CodeBuild::Project'],
  check: checkEnvironment,
  default: {},
  fix: 'give the variable the Type SECRETS_MANAGER or PARAMETER_STORE, and the name of the secret as its value',
  runtime: managedRule('CODEBUILD_PROJECT_ENVVAR_AWSCRED_CHECK'),
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html',
});
