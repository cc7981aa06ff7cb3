import type { aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import { LIMITS } from './limits';
import { refuseUnless } from '../../../private/errors';
import { type ResponseBody, ResponseBodyType } from '../response-body';
import type { WafAction } from '../waf-action';
import type { WebAclRule } from '../web-acl-rule';

type Bodies = Readonly<Record<string, ResponseBody>>;

/** The bodies as CloudFormation wants them. */
export function renderBodies(bodies: Bodies = {}): Record<string, wafv2.CfnWebACL.CustomResponseBodyProperty> | undefined {
  const entries = Object.entries(bodies);
  refuseUnless(entries.length <= LIMITS.responseBodies, {
    what: 'response bodies', got: `${entries.length} bodies`, allowed: `at most ${LIMITS.responseBodies}`, fix: 'share bodies among rules',
  });
  for (const [key, { content }] of entries) {
    const bytes = Buffer.byteLength(content);
    refuseUnless(/^[\w-]{1,128}$/.test(key), {
      what: 'the key of a response body', got: key, allowed: '1 to 128 letters, digits, hyphens or underscores', fix: 'choose another key',
    });
    refuseUnless(bytes >= 1 && bytes <= LIMITS.responseBodyBytes, {
      what: `the response body '${key}'`, got: `${bytes} bytes`, allowed: `1 to ${LIMITS.responseBodyBytes}`, fix: 'shorten it, or redirect to a page',
    });
  }
  const together = entries.reduce((sum, [, { content }]) => sum + Buffer.byteLength(content), 0);
  refuseUnless(together <= LIMITS.responseBodyBytesTogether, {
    what: 'response bodies', got: `${together} bytes together`, allowed: `at most ${LIMITS.responseBodyBytesTogether}`, fix: 'share bodies among rules, or redirect to pages',
  });
  if (entries.length === 0) { return undefined; }
  return Object.fromEntries(entries.map(([key, { content, contentType }]) => [key, { content, contentType: contentType ?? ResponseBodyType.TEXT }]));
}

/** Refuses a body that nobody wrote. */
export function checkBodyKeys(rules: readonly WebAclRule[], bodies: Bodies = {}, ...others: WafAction[]): void {
  for (const key of [...rules.flatMap(({ _actions }) => _actions), ...others].flatMap(({ _bodyKey }) => _bodyKey ?? [])) {
    refuseUnless(key in bodies, {
      what: 'the body of a response', got: key, allowed: Object.keys(bodies).join(', ') || 'none: there are no `responseBodies`', fix: 'write it in `responseBodies`',
    });
  }
}
