import { X509Certificate } from 'node:crypto';
import { authoritiesFor } from '../authorities';
import { amazonAuthorities } from '../authorities/amazon-authorities';
import { refuseUnless } from '../failure';
import type { Trust } from './trust';
import type { EngineOptions } from '../../private/engine-options';

/** What a construct says of the server's certificate. */
type TrustOptions = Pick<EngineOptions, 'authorities' | 'authority' | 'serverName'>;

/** Whom a function trusts: own authorities instead of any others, else those of its Region. */
export function trustOf({ authorities, authority = 'rds', serverName }: TrustOptions, { AWS_REGION }: Readonly<Record<string, string | undefined>>): Trust {
  refuseUnless(authority === 'rds' || authority === 'amazon', 'the option authority is neither rds nor amazon: deploy the function with its construct');
  return { authorities: authorities === undefined ? authoritiesFor({ kind: authority, region: AWS_REGION }) : checked(authorities), serverName };
}

/** The same for engines that no server of Amazon RDS speaks: their bundles are without its certificates. */
export function publicTrustOf({ authorities, serverName }: TrustOptions): Trust {
  return { authorities: authorities === undefined ? amazonAuthorities() : checked(authorities), serverName };
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Node takes text without a certificate for an empty list and then trusts nobody: it is refused where its reason can be told. */
function checked(authorities: string): string {
  const blocks = authorities.match(CERTIFICATE) ?? [];
  const isCertificate = (block: string): boolean => {
    try {
      return new X509Certificate(block).raw.length > 0;
    } catch {
      return false;
    }
  };
  refuseUnless(blocks.length > 0 && blocks.every(isCertificate), 'the option authorities is not a list of certificates in PEM: give those that signed the server\'s');
  return blocks.join('\n');
}
