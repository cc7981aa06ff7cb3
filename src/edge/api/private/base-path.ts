import { Token } from 'aws-cdk-lib';
import { refuseUnless } from '../../../private/errors';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html#rest-api-mappings-restrictions */
const LONGEST = 300;
const LEVEL = /^[A-Za-z0-9$\-_.+!*'()]+$/;

const levelsOf = (basePath: string): string[] => (Token.isUnresolved(basePath) ? [basePath] : basePath.split('/'));

/** Whether a base path has more than one level, such as `v1/orders`. */
export const isMultiLevel = (basePath?: string): boolean => basePath !== undefined && levelsOf(basePath).length > 1;

/** Refuses a base path that API Gateway takes at no name. */
export function checkBasePath(basePath?: string): void {
  if (basePath === undefined) { return; }
  refuseUnless(basePath.length <= LONGEST && levelsOf(basePath).every((level) => LEVEL.test(level)), {
    what: 'basePath',
    got: basePath,
    allowed: `1 to ${LONGEST} letters, digits and $-_.+!*'(), in levels with / between them`,
    fix: 'pass a path such as orders or v1/orders, without / at its ends, or leave it out for all that no other mapping takes',
  });
}

/** Refuses a base path of more levels at a name that takes one. */
export function checkOneLevel(what: string, fix: string, basePath?: string): void {
  refuseUnless(!isMultiLevel(basePath), { what: `basePath at ${what}`, got: basePath, allowed: 'one level, such as orders', fix });
}
