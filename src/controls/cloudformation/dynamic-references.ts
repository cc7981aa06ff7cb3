import { SECURE_STRING_PAGE, SECURE_STRING_PROPERTIES } from './password-properties';
import { compliant, control, noRuntimeRule, notApplicable, violated } from '../control';
import { type DynamicReference, DYNAMIC_REFERENCES_PAGE, dynamicReferencesIn } from '../dynamic-reference';
import { isUserData } from '../ec2/user-data';
import { isUnder, type NamedText, namedTexts } from '../named-texts';
import { placeOf } from '../plaintext';
import { EVERY_RESOURCE, OUTPUT, PARAMETER, type TemplateResource } from '../template';

const isCustom = (type: string): boolean => type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';

/** Why CloudFormation does not resolve a reference at a place; `undefined` where it does. */
function refusal({ type, isResource }: TemplateResource, { service, version }: DynamicReference, path: readonly string[]): string | undefined {
  if (type === PARAMETER && service === 'ssm') { return version === undefined ? 'must name a version, as every ssm reference in the Parameters section' : undefined; }
  if (service === 'ssm') { return undefined; }
  if (path[0] === 'Metadata') { return 'refers to a secret, which metadata would show'; }
  if (isUserData(type, path)) { return 'refers to a secret, which user data does not resolve'; }
  if (isCustom(type)) { return 'refers to a secret, which a custom resource is not given'; }
  if (service === 'secretsmanager') { return isResource || type === PARAMETER ? undefined : 'refers to a secret, which only properties of resources resolve'; }
  const takes = (SECURE_STRING_PROPERTIES[type] ?? []).some((above) => isUnder(path, above.split('.')));
  return takes ? undefined : `is no property that takes ssm-secure, see ${SECURE_STRING_PAGE}`;
}

const textsOf = ({ properties, metadata }: TemplateResource): readonly NamedText[] => [...namedTexts(properties), ...namedTexts(metadata, ['Metadata'])];

export const dynamicReferences = control({
  id: 'cloudformation.dynamic-references',
  title: 'a dynamic reference is one that CloudFormation resolves where it stands',
  titleKo: '동적 참조는 형식이 올바르고 CloudFormation이 해석하는 위치에 있다',
  why: 'what is not resolved fails the deployment, or becomes the password as it is written',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['IA-5(7)'], ismsP: ['2.7.1'] },
  appliesTo: [EVERY_RESOURCE, PARAMETER, OUTPUT],
  check: (subject) => {
    const found = textsOf(subject).flatMap(({ name, path, text }) => dynamicReferencesIn(text).map((read) => ({ name, path, read })));
    if (found.length === 0) { return notApplicable(); }
    const complaints = found.flatMap(({ name, path, read }) => {
      const complaint = 'fault' in read ? `has a reference that can't be resolved: ${read.fault}` : refusal(subject, read.reference, path);
      return complaint === undefined ? [] : [`${placeOf(name, path)} ${complaint}`];
    });
    return complaints.length > 0 ? violated([...new Set(complaints)].join('; ')) : compliant();
  },
  default: {},
  fix: 'write {{resolve:secretsmanager:secret:SecretString:key}} in a property of a resource, or read the secret at run time',
  runtime: noRuntimeRule('AWS Config sees what a reference gave, not the reference'),
  source: DYNAMIC_REFERENCES_PAGE,
});
