import { type CheckResult, compliant, control, noRuntimeRule, notApplicable, unknown, violated } from '../control';
import { defaultOf } from '../environment';
import { isLiteral, plaintextIn } from '../plaintext';
import { secrecyOf } from '../secret-names';
import { asBoolean, PARAMETER, type TemplateResource } from '../template';

/** Types whose values are texts; the others are numbers, names of resources and names in Parameter Store. */
const TEXTS = ['String', 'CommaDelimitedList'];

function judge(parameter: TemplateResource): CheckResult {
  if (!TEXTS.includes(String(parameter.get('Type')))) { return notApplicable(); }
  const isHidden = asBoolean(parameter.get('NoEcho')) === true;
  const value = defaultOf(parameter) ?? '';
  if (isHidden && isLiteral(value)) { return violated('it has NoEcho, and a default that the template shows'); }
  const [complaint] = plaintextIn([{ name: parameter.logicalId, path: ['Default'], text: value }]);
  if (complaint !== undefined) { return violated(`its default is in the template: ${complaint}`); }
  const secrecy = isHidden || isLiteral(value) ? undefined : secrecyOf(parameter.logicalId);
  if (secrecy === 'sure') { return violated('it is a secret by its name, and NoEcho is not true'); }
  return secrecy === undefined ? compliant() : unknown('it may be a secret by its name, and NoEcho is not true');
}

export const parameters = control({
  id: 'cloudformation.parameters',
  title: 'a parameter that takes a secret has NoEcho and no default',
  titleKo: '시크릿을 받는 파라미터는 NoEcho로 가리고 기본값을 두지 않는다',
  why: 'a default is in the template, and without NoEcho everybody who may describe the stack reads the value',
  severity: 'high',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['IA-5(7)'], pciDss401: ['8.6.2'], ismsP: ['2.7.1'] },
  appliesTo: [PARAMETER],
  check: judge,
  default: {},
  fix: 'refer to a secret with {{resolve:secretsmanager:…}} instead of the parameter, or set NoEcho and remove the default',
  runtime: noRuntimeRule('AWS Config does not see the parameters of a template'),
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html',
});
