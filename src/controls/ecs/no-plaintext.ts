import { control, managedRule } from '../control';
import { checkEnvironment } from '../environment';

export const noPlaintext = control({
  id: 'ecs.no-plaintext',
  title: 'the environment of a container holds no secret',
  titleKo: '컨테이너의 환경 변수에 시크릿을 평문으로 넣지 않는다',
  why: 'whoever may describe the task definition reads the secret',
  severity: 'high',
  responsibility: 'customer',
  frameworks: { fsbp: ['ECS.8'], nist80053r5: ['CA-9(1)', 'CM-2', 'IA-5(7)'], pciDss401: ['8.6.2'], ismsP: ['2.7.1'], controlTower: ['CT.ECS.PR.12'] },
  appliesTo: ['AWS::ECS::TaskDefinition', 'AWS::ECS::DaemonTaskDefinition', 'AWS::ECS::ExpressGatewayService'],
  check: checkEnvironment,
  default: {},
  fix: 'name the secret in Secrets (ValueFrom) of the container instead of Environment',
  runtime: managedRule('ECS_NO_ENVIRONMENT_SECRETS', { secretKeys: 'AWS_ACCESS_KEY_ID,AWS_SECRET_ACCESS_KEY,ECS_ENGINE_AUTH_DATA' }),
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html',
});
