import type { aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import { Classification } from '../../../core';
import { refuseUnless } from '../../../private/errors';

/** Headers that hold credentials. */
const SECRET_HEADERS = ['authorization', 'cookie', 'proxy-authorization', 'x-amz-security-token', 'x-api-key'];
/** Query arguments that often do, though they never should. */
const SECRET_ARGUMENTS = ['access_token', 'api_key', 'code', 'id_token', 'password', 'refresh_token', 'token'];

/** https://docs.aws.amazon.com/waf/latest/APIReference/API_FieldToProtect.html */
const LONGEST_HEADER = 64;
const MOST_HEADERS = 100;

/** Headers that no log and no sample shows. */
export function secretHeaders(more: readonly string[] = []): string[] {
  for (const name of more) {
    refuseUnless(/^\S+$/.test(name) && name.length <= LONGEST_HEADER, {
      what: 'a name of `secretHeaders`', got: name, allowed: `1 to ${LONGEST_HEADER} characters without white space`, fix: 'pass the name alone, without its value',
    });
  }
  const headers = [...new Set([...SECRET_HEADERS, ...more.map((name) => name.toLowerCase())])];
  refuseUnless(headers.length <= MOST_HEADERS, {
    what: '`secretHeaders`', got: `${headers.length} headers, with those that are secret everywhere`, allowed: `at most ${MOST_HEADERS}`, fix: 'name fewer',
  });
  return headers;
}

/**
 * What WAF replaces by REDACTED in whatever it gives out: logs, samples, Security Lake.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/data-protection-masking.html
 */
export function dataProtection(classification: Classification, headers: readonly string[]): wafv2.CfnWebACL.DataProtectionConfigProperty {
  const replace = (fieldType: string, fieldKeys?: string[]) => ({ field: { fieldType, fieldKeys }, action: 'SUBSTITUTION' });
  const query = classification === Classification.RESTRICTED
    ? [replace('QUERY_STRING'), replace('BODY')]
    : [replace('SINGLE_QUERY_ARGUMENT', SECRET_ARGUMENTS)];
  return { dataProtections: [replace('SINGLE_HEADER', [...headers]), replace('SINGLE_COOKIE'), ...query] };
}
