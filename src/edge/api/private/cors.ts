import { refuseUnless } from '../../../private/errors';

/** Refuses that no origin may call, or every one with the caller's cookies and certificates. */
export function checkCors(cors?: { readonly allowOrigins?: string[]; readonly allowCredentials?: boolean }): void {
  refuseUnless(cors?.allowOrigins?.length !== 0, {
    what: 'allowOrigins of CORS', got: 'none', allowed: 'one or more origins, such as https://app.example.com', fix: 'name the origins, or leave `cors` out: no other site may call then',
  });
  refuseUnless(!(cors?.allowCredentials === true && (cors.allowOrigins ?? []).includes('*')), {
    what: 'CORS',
    got: 'allowOrigins * with allowCredentials',
    allowed: 'named origins with credentials, or * without',
    fix: 'any page that a caller visits could call with the caller\'s credentials: name the origins (https://app.example.com)',
  });
}
