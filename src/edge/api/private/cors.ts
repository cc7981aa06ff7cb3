import { refuseUnless } from '../../../private/errors';

/** Refuses that every origin may call with the caller's cookies and certificates. */
export function checkCors(cors?: { readonly allowOrigins?: string[]; readonly allowCredentials?: boolean }): void {
  refuseUnless(!(cors?.allowCredentials === true && (cors.allowOrigins ?? []).includes('*')), {
    what: 'CORS',
    got: 'allowOrigins * with allowCredentials',
    allowed: 'named origins with credentials, or * without',
    fix: 'any page that a caller visits could call with the caller\'s credentials: name the origins (https://app.example.com)',
  });
}
