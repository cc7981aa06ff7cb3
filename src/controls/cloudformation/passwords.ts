import { PASSWORD_PROPERTIES } from './password-properties';
import { type CheckResult, compliant, control, noRuntimeRule, notApplicable, unknown, violated } from '../control';
import { resolvedIn } from '../dynamic-reference';
import { defaultOf, isStored } from '../environment';
import { valuesUnder } from '../named-texts';
import { isLiteral } from '../plaintext';
import { textOf } from '../policy';
import { asBoolean, type Template } from '../template';
import { allOf, decideEach, branchesOf } from '../value';

const FROM_STORE = 'comes from a plain parameter of Parameter Store';

function judge(template: Template, name: string, value: unknown): CheckResult {
  if (value === undefined || value === '') { return notApplicable(); }
  const text = textOf(value);
  if (text === undefined) { return unknown(`${name} is known only at deployment`); }
  const references = resolvedIn(text);
  if (references.some(({ service }) => service === 'ssm')) { return violated(`${name} ${FROM_STORE}`); }
  if (references.length > 0) { return compliant(); }
  if (isLiteral(text)) { return violated(`${name} is a literal`); }
  if (text.includes('<Fn.ImportValue>')) { return violated(`${name} comes from an export, which everybody in the account may list`); }
  const [, id = '', attribute] = /^<(\w+)(?:\.([\w.]+))?>$/.exec(text) ?? [];
  if (template.find(id)?.type === 'AWS::SSM::Parameter' && attribute === 'Value') { return violated(`${name} ${FROM_STORE}`); }
  return template.find(id) ? compliant() : judgeParameter(template, name, id);
}

function judgeParameter(template: Template, name: string, id: string): CheckResult {
  const parameter = template.parameter(id);
  if (!parameter) { return unknown(`${name} is known only at deployment`); }
  if (isStored(parameter)) { return violated(`${name} ${FROM_STORE}`); }
  if (defaultOf(parameter)) { return violated(`${name} is parameter ${id}, whose default the template holds`); }
  return asBoolean(parameter.get('NoEcho')) === true
    ? unknown(`${name} is parameter ${id}, whose value whoever deploys has to keep`)
    : violated(`${name} is parameter ${id}, which is shown, since NoEcho is not true`);
}

export const passwords = control({
  id: 'cloudformation.passwords',
  title: 'a property that takes a password refers to a secret',
  titleKo: '비밀번호를 받는 속성은 시크릿을 동적 참조로 가리킨다',
  why: 'whoever reads the template, its assembly or its repository reads the password',
  severity: 'critical',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['IA-5(7)'], pciDss401: ['8.6.2'], ismsP: ['2.5.4', '2.7.1'] },
  appliesTo: Object.keys(PASSWORD_PROPERTIES),
  check: ({ template, type, properties }) => {
    const results = PASSWORD_PROPERTIES[type].flatMap((path) => valuesUnder(properties, path.split('.'))
      .map((value) => decideEach(branchesOf(value), (branch) => judge(template, path.replace(/\.\*/g, ''), branch))));
    const applicable = results.filter(({ status }) => status !== 'notApplicable');
    return applicable.length === 0 ? notApplicable() : allOf(...applicable);
  },
  default: {},
  fix: 'let AWS manage the password where it can (ManageMasterUserPassword), or refer to a secret with {{resolve:secretsmanager:…}}',
  runtime: noRuntimeRule('AWS Config does not see the values of passwords'),
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/security-best-practices.html',
});
