import { type CheckResult, compliant, control, noRuntimeRule, notApplicable, violated } from '../control';
import { isUnder, namedTexts } from '../named-texts';
import { plaintextIn } from '../plaintext';
import { plaintextInScript } from '../script-plaintext';
import type { TemplateResource } from '../template';

/** Where a type has what an instance runs at its start. */
const USER_DATA: Readonly<Record<string, readonly string[]>> = {
  'AWS::AutoScaling::AutoScalingGroup': [],
  'AWS::AutoScaling::LaunchConfiguration': ['UserData'],
  'AWS::EC2::Instance': ['UserData'],
  'AWS::EC2::LaunchTemplate': ['LaunchTemplateData', 'UserData'],
  'AWS::EC2::SpotFleet': ['SpotFleetRequestConfigData', 'LaunchSpecifications', '*', 'UserData'],
};
/** What cfn-init reads from the metadata of a resource. */
export const INIT = 'AWS::CloudFormation::Init';

/** Whether a path in the properties of a type is that of user data. */
export const isUserData = (type: string, path: readonly string[]): boolean => (USER_DATA[type] ?? []).length > 0 && isUnder(path, USER_DATA[type]);

/** An L1 may be given user data that is encoded already. */
function decoded(text: string): string {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/\r\n]{16,}={0,2}$/.test(text) ? Buffer.from(text, 'base64').toString('utf8') : text;
}

function judge({ type, properties, metadata }: TemplateResource): CheckResult {
  const scripts = namedTexts(properties).filter(({ path }) => isUserData(type, path));
  const init = namedTexts(metadata[INIT], [INIT]);
  if (scripts.length + init.length === 0) { return notApplicable(); }
  const complaints = [...new Set([
    ...scripts.flatMap(({ text }) => plaintextInScript('UserData', decoded(text))),
    ...plaintextIn(init),
    ...init.filter(({ text }) => /\s|=/.test(text)).flatMap(({ path, text }) => plaintextInScript(path.join('.'), text)),
  ])];
  return complaints.length > 0 ? violated(complaints.join('; ')) : compliant();
}

export const userData = control({
  id: 'ec2.user-data',
  title: 'what an instance runs at its start holds no secret',
  titleKo: '인스턴스 사용자 데이터와 cfn-init 메타데이터에 시크릿을 평문으로 넣지 않는다',
  why: 'every program of the instance and whoever may describe it or the stack reads the secret',
  severity: 'high',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['IA-5(7)'], pciDss401: ['8.6.2'], ismsP: ['2.7.1'] },
  appliesTo: Object.keys(USER_DATA),
  check: judge,
  default: {},
  fix: 'read the secret from Secrets Manager or Parameter Store in the script, with the role of the instance',
  runtime: noRuntimeRule('the configuration item of an instance does not have its user data'),
  source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html',
});
