import { Token } from 'aws-cdk-lib';
import { refuseUnless } from '../../../private/errors';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html#rest-api-mappings-restrictions */
const LONGEST = 300;
const LEVEL = /^[A-Za-z0-9$\-_.+!*'()]+$/;

const levelsOf = (basePath: string): string[] => (Token.isUnresolved(basePath) ? [basePath] : basePath.split('/'));

/** Whether a base path has more than one level, such as `v1/orders`. */
export const isMultiLevel = (basePath?: string): boolean => basePath !== undefined && levelsOf(basePath).length > 1;

/** Refuses a base path that API Gateway takes at no name. */
function checkBasePath(basePath?: string): void {
  if (basePath === undefined) { return; }
  refuseUnless(basePath.length <= LONGEST && levelsOf(basePath).every((level) => LEVEL.test(level)), {
    what: 'basePath',
    got: basePath,
    allowed: `1 to ${LONGEST} letters, digits and $-_.+!*'(), in levels with / between them`,
    fix: 'pass a path such as orders or v1/orders, without / at its ends, or leave it out for all that no other mapping takes',
  });
}

/** The base paths of a domain name, each of which leads to one API. */
export class BasePaths {
  private readonly takenBy = new Map<string | undefined, string>();

  /**
   * @param name what it is a name of, and its path
   * @param wayOut where API Gateway has mappings of its first version only: what to do about their limits
   */
  constructor(private readonly name: string, private readonly wayOut?: string) {}

  /** Refuses a base path that leads elsewhere, and one that this kind of name does not take. */
  public take(api: string, basePath?: string): void {
    checkBasePath(basePath);
    const got = `${basePath ?? 'none'}, for '${api}'`;
    refuseUnless(!this.takenBy.has(basePath), {
      what: `basePath at ${this.name}`, got, allowed: `one that does not lead to '${this.takenBy.get(basePath)}' yet`, fix: 'pass another `basePath`',
    });
    if (this.wayOut !== undefined) { this.checkFirstVersion(this.wayOut, got, basePath); }
    this.takenBy.set(basePath, api);
  }

  /** https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_apigateway.BasePathMappingOptions.html */
  private checkFirstVersion(wayOut: string, got: string, basePath?: string): void {
    refuseUnless(!isMultiLevel(basePath), { what: `basePath at ${this.name}`, got, allowed: 'one level, such as orders', fix: wayOut });
    const [[taken, byApi] = []] = this.takenBy;
    refuseUnless(this.takenBy.size === 0 || (basePath !== undefined && taken !== undefined), {
      what: `basePath at ${this.name}`,
      got: `${got}, beside ${taken ?? 'none'}, for '${byApi}'`,
      allowed: 'a base path for each API, or one API without any: API Gateway takes no other mapping beside that',
      fix: `pass a \`basePath\` for each, or ${wayOut}`,
    });
  }
}
