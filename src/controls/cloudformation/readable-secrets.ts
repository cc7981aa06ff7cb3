import { compliant, control, noRuntimeRule, notApplicable, violated } from '../control';
import { DYNAMIC_REFERENCES_PAGE, givesSecret, resolvedIn } from '../dynamic-reference';
import { isEnvironment } from '../environment';
import { type NamedText, namedTexts } from '../named-texts';
import { placeOf } from '../plaintext';
import { asBoolean, EVERY_RESOURCE, OUTPUT, type Template, type TemplateResource } from '../template';

/** Attributes that give a secret in plain text. */
const SECRET_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  'AWS::Cognito::UserPoolClient': ['ClientSecret'],
  'AWS::IAM::AccessKey': ['SecretAccessKey'],
};

/** What becomes a primary identifier is called so in nine of ten types; names of users and databases are none. */
const isIdentifier = (path: readonly string[]): boolean =>
  path.length === 1 && /(?:name|id|identifier|arn|path|alias)$/i.test(path[0]) && !/(?:user|database|db)_?name$/i.test(path[0]);

/** Whether whoever may list or describe a resource reads a property of it. */
const isReadable = (type: string, path: readonly string[]): boolean =>
  isIdentifier(path) || path[0] === 'Tags' || /(?:description|comment)$/i.test(path.at(-1) ?? '') || isEnvironment(type, path)
  || (type === 'AWS::SSM::Parameter' && path[0] === 'Value');

function exposureIn(template: Template, text: string): string | undefined {
  if (resolvedIn(text).some(givesSecret)) { return 'shows a secret that it refers to'; }
  for (const [, id, attribute] of text.matchAll(/<(\w{1,255})(?:\.([\w.]{1,255}))?>/g)) {
    if (attribute === undefined && asBoolean(template.parameter(id)?.get('NoEcho')) === true) { return `shows parameter ${id}, which has NoEcho`; }
    if (attribute !== undefined && SECRET_ATTRIBUTES[template.find(id)?.type ?? '']?.includes(attribute)) { return `shows the ${attribute} of ${id}`; }
  }
  return undefined;
}

const textsOf = ({ type, isResource, properties, metadata }: TemplateResource): readonly NamedText[] =>
  [...namedTexts(properties).filter(({ path }) => !isResource || isReadable(type, path)), ...namedTexts(metadata, ['Metadata'])];

export const readableSecrets = control({
  id: 'cloudformation.readable-secrets',
  title: 'no secret is referred to where it can be read',
  titleKo: '출력, 식별자, 설명, 태그, 환경 변수처럼 누구나 읽는 위치에서 시크릿을 참조하지 않는다',
  why: 'the deployment puts the value itself into names, descriptions, tags, variables and outputs, which need no right to the secret',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['IA-5(7)'], pciDss401: ['8.6.2'], ismsP: ['2.7.1'] },
  appliesTo: [EVERY_RESOURCE, OUTPUT],
  check: (subject) => {
    const texts = textsOf(subject).filter(({ text }) => /<|\{\{/.test(text));
    if (texts.length === 0) { return notApplicable(); }
    const complaints = texts.flatMap(({ name, path, text }) => {
      const exposure = exposureIn(subject.template, text);
      return exposure === undefined ? [] : [`${placeOf(name, path)} ${exposure}`];
    });
    return complaints.length > 0 ? violated([...new Set(complaints)].join('; ')) : compliant();
  },
  default: {},
  fix: 'show the ARN of the secret, and let whoever needs the value read it from Secrets Manager',
  runtime: noRuntimeRule('AWS Config does not know which values come from a secret'),
  source: DYNAMIC_REFERENCES_PAGE,
});
