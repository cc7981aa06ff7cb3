import { PASSWORD_PROPERTIES } from './password-properties';
import { compliant, control, noRuntimeRule, notApplicable, violated } from '../control';
import { INIT, isUserData } from '../ec2/user-data';
import { isEnvironment } from '../environment';
import { isUnder, type NamedText, namedTexts } from '../named-texts';
import { plaintextIn } from '../plaintext';
import { secrecyOf } from '../secret-names';
import { EVERY_RESOURCE, MAPPING, OUTPUT, type TemplateResource } from '../template';

/** What a control of its own looks at. */
const isLookedAt = (type: string, path: readonly string[]): boolean =>
  isEnvironment(type, path) || isUserData(type, path)
  || (PASSWORD_PROPERTIES[type] ?? []).some((above) => isUnder(path, above.split('.')))
  || (type === 'AWS::SecretsManager::Secret' && path[0] === 'SecretString')
  || (type === 'AWS::SSM::Parameter' && path[0] === 'Value');

/** Anywhere in a template a name is often one of something else; only those that leave no doubt count. */
const withSureName = (text: NamedText): NamedText => (secrecyOf(text.name) === 'sure' ? text : { ...text, name: '' });

function textsOf({ type, isResource, logicalId, properties, metadata }: TemplateResource): readonly NamedText[] {
  if (type === OUTPUT) { return namedTexts(properties.Value, ['Value'], logicalId); }
  return [
    ...namedTexts(properties).filter(({ path }) => !isResource || !isLookedAt(type, path)),
    ...namedTexts(metadata, ['Metadata']).filter(({ path }) => path[1] !== INIT),
  ];
}

export const noPlaintext = control({
  id: 'cloudformation.no-plaintext',
  title: 'no property, metadata, mapping or output holds a secret',
  titleKo: '템플릿의 어떤 속성, 메타데이터, 매핑, 출력에도 시크릿을 평문으로 넣지 않는다',
  why: 'whoever reads the template, its assembly or its repository reads the secret',
  severity: 'critical',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['IA-5(7)'], pciDss401: ['8.6.2'], ismsP: ['2.7.1'] },
  appliesTo: [EVERY_RESOURCE, MAPPING, OUTPUT],
  check: (subject) => {
    const texts = textsOf(subject);
    if (texts.length === 0) { return notApplicable(); }
    const complaints = plaintextIn(texts.map(withSureName));
    return complaints.length > 0 ? violated(complaints.join('; ')) : compliant();
  },
  default: {},
  fix: 'make the secret invalid where it was issued, put a new one into Secrets Manager, and refer to it',
  runtime: noRuntimeRule('a secret is known by its form only, which no rule of AWS Config looks for'),
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/security-best-practices.html',
});
