import { type CheckResult, compliant, control, noRuntimeRule, unknown, violated } from '../control';
import { itemsOf } from '../items';
import { textOf } from '../policy';
import { asArray, isIntrinsic, type TemplateResource } from '../template';
import { allOf, valuesAt } from '../value';

/** Headers whose value is as good as a password. */
const HEADERS = ['authorization', 'cookie'];

const isHeader = (value: unknown, header: string): boolean => textOf(value)?.toLowerCase() === header;

function checkHeader(configuration: TemplateResource, header: string): CheckResult {
  const redacted = itemsOf(valuesAt(configuration.properties, 'RedactedFields'));
  if (redacted.certain && redacted.items.some((field) => valuesAt(field, 'SingleHeader', 'Name').every((name) => isHeader(name, header)))) { return compliant(); }
  const acl = configuration.template.resolve(configuration.get('ResourceArn'));
  const protections = itemsOf(acl ? valuesAt(acl.properties, 'DataProtectionConfig', 'DataProtections') : []);
  if (protections.certain && protections.items.some((protection) => protects(protection, header))) { return compliant(); }
  const names = [
    ...redacted.items.flatMap((field) => valuesAt(field, 'SingleHeader', 'Name')),
    ...protections.items.flatMap((protection) => valuesAt(protection, 'Field', 'FieldKeys').flatMap(asArray)),
  ];
  return redacted.certain && acl && protections.certain && !names.some(isIntrinsic)
    ? violated(`the header ${header} is logged as it is`)
    : unknown(`whether the header ${header} is redacted is known only at deployment`);
}

/** Without keys, all headers or cookies are protected. */
function protects(protection: unknown, header: string): boolean {
  const [type, ...others] = valuesAt(protection, 'Field', 'FieldType');
  const [value, ...otherKeys] = valuesAt(protection, 'Field', 'FieldKeys');
  const keys = asArray(value);
  if (others.length > 0 || otherKeys.length > 0) { return false; }
  return type === 'SINGLE_HEADER' ? keys.length === 0 || keys.some((key) => isHeader(key, header)) : type === 'SINGLE_COOKIE' && header === 'cookie' && keys.length === 0;
}

export const redaction = control({
  id: 'wafv2.redaction',
  title: 'logs of a web ACL hold no tokens and no cookies',
  titleKo: '웹 ACL 로그에는 인증 토큰과 쿠키가 남지 않는다',
  why: 'whoever reads the logs can act as any user whose session is in them',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['AU-3(3)', 'SC-28'], iso27001: ['A.8.11', 'A.8.15'], ismsP: ['2.9.4'] },
  appliesTo: ['AWS::WAFv2::LoggingConfiguration'],
  check: (configuration) => allOf(...HEADERS.map((header) => checkHeader(configuration, header))),
  default: {},
  fix: 'name the headers authorization and cookie in RedactedFields, or in the DataProtectionConfig of the web ACL',
  runtime: noRuntimeRule('AWS Config does not record logging configurations of AWS WAF'),
  source: 'https://docs.aws.amazon.com/waf/latest/developerguide/waf-data-protection-and-logging.html',
});
