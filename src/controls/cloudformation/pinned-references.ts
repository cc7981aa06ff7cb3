import { compliant, control, noRuntimeRule, notApplicable, violated } from '../control';
import { type DynamicReference, resolvedIn } from '../dynamic-reference';
import { namedTexts } from '../named-texts';
import { attachedTo } from '../secretsmanager/attached';
import { EVERY_RESOURCE, type Template } from '../template';

/** Whether a secret of the template, by its reference or name, rotates. */
function rotates(template: Template, id: string): boolean {
  const [, logicalId = ''] = /^<(\w+)(?:\.\w+)?>$/.exec(id) ?? [];
  const attachment = template.find(logicalId)?.get('SecretId');
  return template.ofType('AWS::SecretsManager::Secret')
    .filter((secret) => secret.logicalId === logicalId || secret.get('Name') === id || secret.isReferredBy(attachment))
    .some((secret) => attachedTo(secret, 'AWS::SecretsManager::RotationSchedule').length > 0);
}

/** AWS gives parameters under this path new versions itself: pinning them would keep an image without its patches. */
const isOfAws = ({ id }: DynamicReference): boolean => id.startsWith('/aws/');

function complaintOf(template: Template, reference: DynamicReference): string | undefined {
  const { service, id, version, versionId, versionStage } = reference;
  if (service !== 'secretsmanager') {
    return version === undefined && !isOfAws(reference) ? `the reference to parameter ${id} names no version, so that an update takes a new value that nobody reviewed` : undefined;
  }
  const pin = versionId !== undefined ? 'a version id' : versionStage !== undefined && versionStage !== 'AWSCURRENT' ? versionStage : undefined;
  return pin !== undefined && rotates(template, id) ? `the reference to secret ${id.replace(/[<>]/g, '')} names ${pin}, which the next rotation makes stale` : undefined;
}

export const pinnedReferences = control({
  id: 'cloudformation.pinned-references',
  title: 'a reference to a parameter names its version, and one to a secret that rotates does not',
  titleKo: '파라미터 동적 참조는 버전을 고정하고, 교체되는 시크릿의 참조는 고정하지 않는다',
  why: 'a stack keeps the old value until some update takes the newest unseen; a pinned secret stops to work with its rotation',
  severity: 'low',
  responsibility: 'customer',
  frameworks: {},
  appliesTo: [EVERY_RESOURCE],
  check: ({ template, properties }) => {
    const references = namedTexts(properties).flatMap(({ text }) => resolvedIn(text));
    if (references.length === 0) { return notApplicable(); }
    const complaints = new Set(references.map((reference) => complaintOf(template, reference)).filter((complaint) => complaint !== undefined));
    return complaints.size > 0 ? violated([...complaints].join('; ')) : compliant();
  },
  default: {},
  fix: 'write {{resolve:ssm:name:version}}, and leave the version out of a reference to a secret that rotates',
  runtime: noRuntimeRule('AWS Config sees what a reference gave, not the reference'),
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html',
});
