import { compliant, control, noRuntimeRule, unknown, violated } from '../control';
import { withDefault } from '../environment';
import { namedTexts } from '../named-texts';
import { plaintextIn } from '../plaintext';
import { isIntrinsic } from '../template';

export const noPlaintext = control({
  id: 'ssm.no-plaintext',
  title: 'no parameter of Parameter Store is made with a secret as its value',
  titleKo: '템플릿으로 만드는 파라미터 스토어 파라미터에 시크릿을 평문으로 넣지 않는다',
  why: 'CloudFormation makes no SecureString, so the value is plain in the template and in Parameter Store',
  severity: 'high',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['IA-5(7)'], pciDss401: ['8.6.2'], ismsP: ['2.7.1'] },
  appliesTo: ['AWS::SSM::Parameter'],
  check: (parameter) => {
    const name = parameter.get('Name');
    // The last part of the name says what the value is; a parameter without a name is called like the resource.
    const called = typeof name === 'string' ? name.split('/').at(-1) : parameter.logicalId.replace(/[0-9A-F]{8}$/, '');
    const complaints = plaintextIn(namedTexts(parameter.get('Value'), ['Value'], called).map((text) => withDefault(parameter.template, text)));
    if (complaints.length > 0) { return violated(complaints.join('; ')); }
    return isIntrinsic(name) ? unknown('Name is known only at deployment') : compliant();
  },
  default: {},
  fix: 'keep the secret in Secrets Manager, or make the SecureString outside the template',
  runtime: noRuntimeRule('AWS Config does not see the value of a parameter'),
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html',
});
