import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { noAccessOutside, noConfusedDeputy } from '../../src/proofs/claims/border-claims';
import { decideQuestion } from '../../src/proofs/claims/decide';
import * as claims from '../../src/proofs/claims/key-claims';
import type { KeySubjects } from '../../src/proofs/claims/key-subjects';
import type { Question } from '../../src/proofs/claims/question';
import { onlyForSources } from '../../src/proofs/claims/source-claims';
import { RequestSpace } from '../../src/proofs/engine';
import { KeyAccess } from '../../src/proofs/model/key-access';
import { worldOf } from '../../src/proofs/model/world';

interface Entry {
  readonly name: string;
  readonly source: string;
  readonly policy: unknown;
  readonly grants?: readonly Grant[];
  readonly with?: Partial<Record<'users' | 'administrators' | 'deployers' | 'services' | 'servicePrincipals' | 'sources', string[]>> & { organization?: string };
  readonly verdicts: Readonly<Record<string, string>>;
}

interface Grant {
  readonly GranteePrincipal?: string;
  readonly GranteeServicePrincipal?: string;
  readonly Operations: string[];
  readonly Constraints?: { EncryptionContextSubset?: Record<string, string>; EncryptionContextEquals?: Record<string, string>; SourceArn?: string };
}

const CLAIMS: Readonly<Record<string, (access: KeyAccess, subjects: KeySubjects & { readonly sources?: string[] }) => Question>> = {
  onlyUsersDecrypt: claims.onlyUsersDecrypt,
  administratorsCannotUse: claims.administratorsCannotUse,
  usersCannotAdminister: claims.usersCannotAdminister,
  onlyThroughServices: claims.onlyThroughServices,
  noAccessOutsideAccount: (access, subjects) => noAccessOutside({ access, key: access, subjects: { ...subjects, organization: undefined } }),
  noAccessOutsideOrganization: (access, subjects) => noAccessOutside({ access, key: access, subjects }),
  noConfusedDeputy: (access, subjects) => noConfusedDeputy({ access, key: access, subjects }),
  notLockedOut: claims.notLockedOut,
  onlyForSources: (access, subjects) => onlyForSources({ access, sources: subjects.sources, subjects }),
};

const folder = path.join(__dirname, 'corpus');
const corpus = readdirSync(folder).filter((file) => file.endsWith('.json')).flatMap((file) =>
  (JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Entry[]).map((entry) => ({ ...entry, file })));

describe('the corpus of key policies, labelled by hand from AWS\'s rules', () => {
  test('has at least 120 entries with a source each', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(120);
    expect(corpus.filter(({ source }) => !/^https:\/\/docs\.(aws\.amazon|amazonaws)\./.test(source))).toEqual([]);
  });

  test('calls each entry by a name of its own', () => {
    expect(new Set(corpus.map(({ name }) => name)).size).toBe(corpus.length);
  });

  const cases = corpus.flatMap((entry) => Object.entries(entry.verdicts).map(([claim, verdict]) => ({ claim, verdict, title: `${entry.file}: ${entry.name}`, entry })));
  test.each(cases)('$title: $claim is $verdict', ({ claim, verdict, entry }) => {
    const space = new RequestSpace(worldOf('aws'), [entry.policy]);
    const access = new KeyAccess(space, {
      arn: 'arn:aws:kms:ap-northeast-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      account: '111122223333',
      policy: entry.policy,
      organization: entry.with?.organization,
      inoperable: ['kms:Encapsulate', 'kms:Decapsulate'], // the entries are of keys that know no key encapsulation
      grants: (entry.grants ?? []).map((grant) => ({
        granteePrincipal: grant.GranteePrincipal,
        granteeServicePrincipal: grant.GranteeServicePrincipal,
        operations: grant.Operations,
        contextSubset: grant.Constraints?.EncryptionContextSubset,
        contextEquals: grant.Constraints?.EncryptionContextEquals,
        sourceArn: grant.Constraints?.SourceArn,
      })),
    });
    const nobody = { users: [], administrators: [], deployers: [], services: [], servicePrincipals: [], accounts: [], shares: [] };
    const subjects = { ...nobody, deletionWindowDays: 30, ...entry.with };
    const decided = decideQuestion(space, CLAIMS[claim](access, subjects));
    expect({ verdict: decided.verdict, ...decided.verdict === verdict ? {} : { decided } }).toEqual({ verdict });
  });
});
