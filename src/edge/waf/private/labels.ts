import { Token } from 'aws-cdk-lib';
import { refuseUnless } from '../../../private/errors';

/** https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-label-requirements.html */
const PARTS = 6;
const RESERVED = new Set(['awswaf', 'aws', 'waf', 'rulegroup', 'webacl', 'regexpatternset', 'ipset', 'managed']);
const PART = '[0-9A-Za-z_-]{1,128}';

/** Refuses a label that a rule can't add. */
export function checkOwnLabel(label: string): string {
  const parts = label.split(':');
  refuseUnless(new RegExp(`^${PART}(:${PART})*$`).test(label) && parts.length <= PARTS, {
    what: 'a label',
    got: label,
    allowed: `a name behind at most ${PARTS - 1} namespaces, each 1 to 128 letters, digits, hyphens or underscores, joined by colons`,
    fix: 'write it as login:failed; WAF puts awswaf:<account>:webacl:<name>: in front by itself',
  });
  refuseUnless(!parts.some((part) => RESERVED.has(part)), {
    what: 'a label', got: label, allowed: `none of the words ${[...RESERVED].join(', ')} between its colons`, fix: 'choose other words: WAF keeps these for itself',
  });
  return label;
}

/** Refuses what no label or namespace can be. */
export function checkLabelKey(what: string, key: string, isNamespace: boolean): string {
  refuseUnless(Token.isUnresolved(key) || (/^[0-9A-Za-z_:-]{1,1024}$/.test(key) && key.endsWith(':') === isNamespace), {
    what,
    got: key,
    allowed: `1 to 1024 letters, digits, hyphens, underscores and colons${isNamespace ? ', a colon last' : ', no colon last'}`,
    fix: isNamespace ? 'end it with a colon, such as awswaf:managed:aws:bot-control:' : 'use labelNamespace(…) for all labels that begin alike',
  });
  return key;
}
