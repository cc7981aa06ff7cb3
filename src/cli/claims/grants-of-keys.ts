import { fullName, namedResource } from './named-resource';
import { refuse } from './refuse';
import type { StatedGrants } from './stated-grants';
import { isKeyType, KEY_TYPES } from '../../proofs/facts/key-types';
import type { KeyGrant } from '../../proofs/model/key-grant';
import type { Deployment, Placed } from '../../proofs/template/deployment';

/** The grants that are said to exist on a key of the templates; `undefined` where nothing is said of it. */
export function grantsOfKeys(stated: readonly StatedGrants[], deployment: Deployment): (key: Placed) => readonly KeyGrant[] | undefined {
  const known = new Map<string, readonly KeyGrant[]>();
  for (const one of stated) {
    const key = namedResource(one.key, deployment, KEY_TYPES, `key of ${one.where}`);
    if (!isKeyType(key.resource.type)) {
      refuse({ what: `key of ${one.where}`, got: fullName(key), but: `of type ${key.resource.type}`, allowed: KEY_TYPES.join(', '), fix: 'name a key' });
    }
    if (known.has(fullName(key))) {
      refuse({ what: `key of ${one.where}`, got: one.key, allowed: 'each key once', fix: 'write all grants of a key into one list' });
    }
    refuseOtherPlace(one, key);
    known.set(fullName(key), one.grants);
  }
  return (key) => known.get(fullName(key));
}

/** Grants of another key would say nothing; and whether an account is the key's own, nobody knows where the template does not say so. */
function refuseOtherPlace({ grants, keyId, where }: StatedGrants, { stack: { account, region, file } }: Placed): void {
  const [, keyRegion, keyAccount] = /^arn:[^:]*:kms:([^:]*):(\d{12}):/.exec(keyId ?? '') ?? [];
  if (keyAccount !== undefined && (keyAccount !== (account ?? keyAccount) || keyRegion !== (region ?? keyRegion))) {
    const allowed = `a key of ${account ?? 'the account'} in ${region ?? 'the Region'} that ${file} goes to`;
    refuse({ what: `KeyId in ${where}`, got: keyId, allowed, fix: 'list the grants of that key' });
  }
  const named = grants.find(({ granteePrincipal }) => granteePrincipal !== undefined);
  if (account === undefined && named) {
    refuse({
      what: `GranteePrincipal in ${where}`,
      got: named.granteePrincipal,
      allowed: `templates of a known account, as ${file} does not say which one it goes to`,
      fix: 'pass --account',
    });
  }
}
