import { compliant, control, noRuntimeRule, unknown, violated } from '../control';
import { isLiteral, textFieldsOf } from '../plaintext';
import { textOf } from '../policy';
import { secrecyOf } from '../secret-names';
import type { TemplateResource } from '../template';

/** References in a value to what is neither a resource of the template nor a pseudo parameter: parameters, whose defaults are not seen here. */
function refersToParameter(secret: TemplateResource, value: unknown): boolean {
  return [...(textOf(value) ?? '').matchAll(/<(?!AWS\.|Fn\.)(\w+)[^<>]*>/g)].some(([, id]) => secret.template.find(id) === undefined);
}

export const noPlaintext = control({
  id: 'secretsmanager.no-plaintext',
  title: 'no template holds the value of a secret',
  titleKo: '템플릿에 시크릿 값을 평문으로 넣지 않는다',
  why: 'whoever reads the template, its assembly or its repository reads the secret',
  severity: 'critical',
  mandatory: true,
  responsibility: 'customer',
  frameworks: { nist80053r5: ['IA-5(7)'], pciDss401: ['8.6.2'], ismsP: ['2.7.1'] },
  appliesTo: ['AWS::SecretsManager::Secret'],
  check: (secret) => {
    const value = secret.get('SecretString');
    if (value === undefined) { return compliant(); }
    const text = textOf(value);
    if (text === undefined) { return unknown('SecretString is known only at deployment'); }
    if (text === '<AWS.NoValue>') { return compliant(); }
    if (isLiteral(text) || text === '') { return violated('SecretString is a literal'); }
    if (textFieldsOf(text).some(([name, field]) => secrecyOf(name) !== undefined && isLiteral(field))) { return violated('SecretString has a literal in a field that is secret by its name'); }
    return refersToParameter(secret, value) ? unknown('SecretString refers to a parameter, which may have a default') : compliant();
  },
  default: {},
  fix: 'let GenerateSecretString make the value, or refer to it with {{resolve:…}}',
  runtime: noRuntimeRule('AWS Config does not see the value of a secret'),
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/security-best-practices.html',
});
