/** What a web ACL protects; it decides how much of a body AWS WAF sees. */
export type ProtectedResource = 'ALB' | 'APPSYNC' | 'API_GATEWAY' | 'CLOUDFRONT' | 'COGNITO_USER_POOL';

/** A web request as AWS WAF sees it. Texts are as they come over the wire: nothing is decoded. */
export interface WebRequest {
  /** The address that the request came from. */
  readonly ip: string;
  readonly method?: string;
  /** The path of the URL, without the query string. */
  readonly path?: string;
  /** What stands behind the question mark. */
  readonly query?: string;
  /** What stands behind the number sign. */
  readonly fragment?: string;
  /** Names and values, in their order. A name may come twice. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
  readonly ja3?: string;
  readonly ja4?: string;
  /** What the request solved already, and is still valid. */
  readonly token?: { readonly captcha?: boolean; readonly challenge?: boolean };
  /** When it comes, in seconds. */
  readonly at?: number;
  /** Labels that stand for what AWS's own processes add before any rule. */
  readonly labels?: readonly string[];
}

/** Text as bytes, a character each: what AWS WAF inspects. */
export const bytes = (value: string): string => Buffer.from(value, 'utf8').toString('latin1');

/** The values of a header, whatever the case of its name. */
export const headerValues = ({ headers = [] }: WebRequest, name: string): string[] =>
  headers.filter(([other]) => other.toLowerCase() === name.toLowerCase()).map(([, value]) => bytes(value));

/** Names and values of the query string, undecoded. */
export const queryArguments = (query: string): [name: string, value: string][] => query.split('&').filter((part) => part !== '').map((part) => {
  const [name, ...value] = part.split('=');
  return [name, value.join('=')];
});

/** Names and values of the cookies. */
export const cookiesOf = (request: WebRequest): [name: string, value: string][] => headerValues(request, 'cookie')
  .flatMap((header) => header.split(';')).map((cookie) => cookie.trim()).filter((cookie) => cookie !== '').map((cookie) => {
    const [name, ...value] = cookie.split('=');
    return [name, value.join('=')];
  });
