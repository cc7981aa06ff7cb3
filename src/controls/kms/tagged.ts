import { KEYS } from './key-policy';
import { compliant, control, managedRule, unknown, violated } from '../control';
import { asArray, isIntrinsic, isRecord } from '../template';

const REQUIRED = ['domain', 'data-classification'];

export const tagged = control({
  id: 'kms.tagged',
  title: 'a key says whose it is and what it protects',
  titleKo: '키에는 도메인과 데이터 등급 태그가 있다',
  why: 'access by tag, cost and review by domain need the tags',
  severity: 'low',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['AC-16'], ismsP: ['2.1.3'] },
  appliesTo: KEYS,
  check: (key) => {
    const tags = asArray(key.get('Tags')).filter(isRecord);
    const missing = REQUIRED.filter((name) => !tags.some((tag) => tag.Key === name));
    if (missing.length === 0) { return compliant(); }
    return tags.some((tag) => isIntrinsic(tag) || isIntrinsic(tag.Key))
      ? unknown('a tag is known only at deployment')
      : violated(`no tag ${missing.join(', ')}`);
  },
  default: {},
  fix: 'tag the key with domain and data-classification',
  runtime: managedRule('KMS_KEY_TAGGED', { requiredKeyTags: REQUIRED.join(',') }),
  source: 'https://docs.aws.amazon.com/prescriptive-guidance/latest/aws-kms-best-practices/access.html',
});
