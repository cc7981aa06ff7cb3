import type { FailureKind } from '../failure';

/** Codes of Node and OpenSSL. https://nodejs.org/api/errors.html, https://docs.openssl.org/3.0/man1/openssl-verification-options/ */
const CODES: readonly (readonly [RegExp, FailureKind])[] = [
  [/^(ENOTFOUND|EAI_\w+)$/, 'name-resolution'],
  [/^(ECONNREFUSED|ECONNRESET|EPIPE|EHOSTUNREACH|ENETUNREACH|ECONNABORTED)$/, 'refused'],
  [/^(ETIMEDOUT|ESOCKETTIMEDOUT)$/, 'timeout'],
  [/^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CRL_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|EPROTO)/, 'tls'],
];

/** What kind of failure of the network or of TLS an error is; `undefined` if it is another one. */
export function networkFailure(error: unknown): FailureKind | undefined {
  for (const code of codesOf(error)) {
    const kind = CODES.find(([pattern]) => pattern.test(code))?.[1];
    if (kind !== undefined) { return kind; }
  }
  return undefined;
}

/** The codes of an error and of what it was made of: drivers wrap, and Node gathers the attempts for several addresses. */
function codesOf(error: unknown, depth = 0): readonly string[] {
  if (typeof error !== 'object' || error === null || depth > 4) { return []; }
  const { code, cause, errors } = error as { readonly code?: unknown; readonly cause?: unknown; readonly errors?: unknown };
  const inner = [cause, ...Array.isArray(errors) ? errors : []].flatMap((one) => codesOf(one, depth + 1));
  return typeof code === 'string' ? [code, ...inner] : inner;
}
