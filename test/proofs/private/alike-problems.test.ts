import { App, Stack } from 'aws-cdk-lib';
import { keys } from '../../../src';
import type { ClaimSpec } from '../../../src/proofs/claims/claim-spec';
import { domainClaims } from '../../../src/proofs/private/domain-claims';
import type { ProofRecord } from '../../../src/proofs/private/proof-run';
import { Prover } from '../../../src/proofs/private/prover';
import { Deployment } from '../../../src/proofs/template/deployment';

const NAMES = ['orders', 'payments', 'orders-eu', 'key', 'role', 'gold', 'true', 'x', 's3', 'kms', 'domain', 'any-other', 'other'];
const WAYS: Readonly<Record<string, (key: keys.DomainKey, name: string) => void>> = {
  'as it is made': (key) => { key.forService(keys.KeyService.S3); },
  'shared with another domain': (key) => { key.shareWithDomain('ledger', keys.KeyAccess.DECRYPT, keys.KeyService.S3); },
  'opened to everybody': (key) => open(key, { AWS: '*' }),
  'opened to a role with the name in its own': (key, name) => open(key, { AWS: `arn:aws:iam::111122223333:role/${name}-admin` }),
  'opened to roles by a part of the name': (key, name) =>
    open(key, { AWS: '*' }, { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::111122223333:role/gold/${name.slice(0, 2)}*` } }),
  'opened to a Region of the name': (key, name) => open(key, { AWS: '*' }, { StringEquals: { 'aws:RequestedRegion': name } }),
};

function open(key: keys.DomainKey, Principal: object, Condition?: object): void {
  const resource = key.node.defaultChild as unknown as { keyPolicy: unknown; addPropertyOverride(path: string, value: unknown): void };
  const { Statement: statements } = key.stack.resolve(resource.keyPolicy) as { Statement: object[] };
  resource.addPropertyOverride(`KeyPolicy.Statement.${statements.length}`, { Sid: 'Opened', Effect: 'Allow', Principal, Action: 'kms:Decrypt', Resource: '*', Condition });
}

/** The keys of many domains that differ in their names only. */
function claimsOf(way: string): { readonly deployment: Deployment; readonly claims: readonly (readonly ClaimSpec[])[] } {
  const app = new App();
  const stack = new Stack(app, 'Shop', { env: { account: '111122223333', region: 'ap-northeast-2' } });
  for (const name of NAMES) { WAYS[way](new keys.DomainKey(stack, `Key of ${name}`, { domainName: name }), name); }
  const { cloudFormationExecutionRoleArn: role } = stack.synthesizer as { cloudFormationExecutionRoleArn?: string };
  const deployment = new Deployment([{
    stack: 'Shop',
    file: 'Shop.template.json',
    template: app.synth().getStackByName('Shop').template as unknown,
    account: '111122223333',
    region: 'ap-northeast-2',
    deploymentRole: { 'Fn::Sub': role },
  }]);
  const byKey = new Map<string, ClaimSpec[]>();
  for (const claim of domainClaims(app, deployment)) {
    const { logicalId } = claim.placed.resource;
    byKey.set(logicalId, [...byKey.get(logicalId) ?? [], claim]);
  }
  return { deployment, claims: [...byKey.values()] };
}

const OPTIONS = { guardrails: { serviceControl: [], resourceControl: [] }, trustedDeployers: [] };

const plain = (records: readonly ProofRecord[]) => records.map(({ micros: _micros, ...record }) => record);

describe.each(Object.keys(WAYS))('a key %s', (way) => {
  const { deployment, claims } = claimsOf(way);

  test('has the proofs that it has alone', () => {
    const prover = new Prover(deployment, OPTIONS);
    for (const round of [1, 2]) {
      for (const ofKey of claims) {
        const alone = plain(new Prover(deployment, OPTIONS).prove(ofKey[0].placed, ofKey));
        expect({ round, records: plain(prover.prove(ofKey[0].placed, ofKey)) }).toEqual({ round, records: alone });
      }
    }
  });

  test('gives deployers the access that it gives alone', () => {
    const prover = new Prover(deployment, OPTIONS);
    const alone = claims.flatMap((ofKey) => {
      const one = new Prover(deployment, OPTIONS);
      one.prove(ofKey[0].placed, ofKey);
      prover.prove(ofKey[0].placed, ofKey);
      return one.deployerAccess;
    });
    expect(prover.deployerAccess).toEqual(alone);
    expect(alone.length).toBe(NAMES.length);
  });
});

test('the keys are proved and refuted, and many by what was proved of others', () => {
  const verdicts = Object.keys(WAYS).map((way) => {
    const { deployment, claims } = claimsOf(way);
    const prover = new Prover(deployment, OPTIONS);
    return claims.map((ofKey) => prover.prove(ofKey[0].placed, ofKey).every(({ verdict }) => verdict === 'proved'));
  });
  expect(verdicts.map((all) => new Set(all).size)).toEqual([1, 1, 1, 1, 1, 1]);
  expect(verdicts.map(([first]) => first)).toContain(true);
  expect(verdicts.map(([first]) => first)).toContain(false);
});
