import { FIELDS } from './field';
import { besides, listIn } from './file-parts';
import { grantOf } from './grant';
import { readObject } from './json-object';
import { refuse } from './refuse';
import type { KeyGrant } from '../../proofs/model/key-grant';
import { fieldsOf, isFields } from '../../proofs/template/stack-template';

/** Grants that a claims file says exist on a key. */
export interface StatedGrants {
  readonly key: string;
  readonly grants: readonly KeyGrant[];
  /** The key that the grants say they are on. */
  readonly keyId?: string;
  /** For messages, such as `grants[2] of claims.json`. */
  readonly where: string;
}

const NAMES = ['key', 'grants'];

const LIST = 'a list of grants, or the name of a JSON file that aws kms list-grants wrote';

/** The grants of a claims file, key by key. */
export function statedGrants(value: unknown, file: string): StatedGrants[] {
  return listIn(value, `grants of ${file}`, 'a list of keys with their grants')
    .map((one, index) => grantsOfKey(one, `grants[${index}] of ${file}`, file));
}

function grantsOfKey(value: unknown, where: string, file: string): StatedGrants {
  if (!isFields(value)) { return refuse({ what: where, got: value, allowed: 'an object with key and grants', fix: 'write {"key": "…", "grants": […]}' }); }
  const unknownName = Object.keys(value).find((name) => !NAMES.includes(name));
  if (unknownName !== undefined) { refuse({ what: `a field of ${where}`, got: unknownName, allowed: NAMES.join(', '), fix: 'name one of them' }); }
  const { key, grants } = value;
  if (typeof key !== 'string' || key === '') { return refuse({ what: `key of ${where}`, got: key, allowed: FIELDS.resource.allowed, fix: 'name the key' }); }
  const what = `grants of ${where}`;
  if (grants === undefined) { refuse({ what, got: grants, allowed: LIST, fix: 'write [] where the key has none' }); }
  const entries = typeof grants === 'string' ? printedAt(besides(file, grants), what) : listIn(grants, what, LIST);
  const keyIds = [...new Set(entries.flatMap((entry) => fieldsOf(entry).KeyId ?? []))];
  if (keyIds.length > 1) { refuse({ what, got: keyIds[1], allowed: `grants of one key, ${String(keyIds[0])}`, fix: 'write those of each key by themselves' }); }
  const [keyId] = keyIds;
  return {
    key, where, grants: entries.map((entry, index) => grantOf(entry, `grant ${index + 1} of ${where}`)), keyId: typeof keyId === 'string' ? keyId : undefined,
  };
}

/** All that `list-grants` has to say: what it left out could be what matters. */
function printedAt(file: string, what: string): readonly unknown[] {
  const { Grants: grants, Truncated: isTruncated, NextToken: next } = readObject(file, what, LIST);
  if (!Array.isArray(grants)) { return refuse({ what, got: file, but: 'which has no list Grants', allowed: LIST, fix: 'name another file' }); }
  if (isTruncated === true || next !== undefined) {
    refuse({ what, got: file, but: 'which has only the first of them', allowed: LIST, fix: 'list them all, without --no-paginate and --max-items' });
  }
  return grants;
}
