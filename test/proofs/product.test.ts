import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { core, data, organization, proofs } from '../../src';
import type { ProofRecord, ProofRun } from '../../src/proofs/record/proof-run';
import { temporaryFolder } from '../checks/synth';

const ENV = { account: '111111111111', region: 'ap-northeast-2' };
const NAME = '^[a-z][a-z0-9]*(-[a-z0-9]+)*$';

/** What is proved of an app with a product in which a domain keeps a bucket. */
function prove(build: (hub: Stack) => void = () => {}, pattern = NAME): ProofRun {
  const app = new App({ outdir: temporaryFolder(), context: { '@aws-cdk/core:validateCloudFormation': false } });
  const hub = new Stack(app, 'Hub', { env: ENV });
  const product = new organization.ProductTemplate(hub, 'Bucket', { productName: 'bucket', description: 'A bucket with a key of its own' });
  const name = product.ask('DomainName', { label: 'Domain', description: 'The domain', allowedPattern: pattern });
  const domain = new core.Domain(product, 'Domain', { name: name.valueAsString });
  new data.DomainBucket(domain, 'Files');
  build(hub);
  Validations.of(app).addPlugins(new proofs.GoldProofs());
  try { app.synth(); } catch { /* what fails is told by the records */ }
  return JSON.parse(readFileSync(path.join(app.outdir, 'gold-proofs.json'), 'utf8')) as ProofRun;
}

const ofProduct = ({ records }: ProofRun): ProofRecord[] => records.filter(({ stack }) => stack === 'Hub/Bucket');
const open = (run: ProofRun): object[] => ofProduct(run).filter(({ verdict }) => verdict !== 'proved').map(({ claim, verdict, detail }) => ({ claim, verdict, detail }));

describe('a product whose domain is named by a parameter', () => {
  test('has all its claims proved but those about who launches it', () => {
    const run = prove();
    expect(open(run).filter((record) => (record as ProofRecord).claim !== 'provisionable')).toEqual([]);
    expect(ofProduct(run).find(({ claim }) => claim === 'onlyDomainDecrypts')).toMatchObject({
      title: expect.stringContaining('the domain \'<Hub/Bucket parameter DomainName>\''), assumptions: expect.arrayContaining(['parameters-are-new-names']),
    });
    expect(run.assumptions.map(({ id }) => id)).toContain('parameters-are-new-names');
  });

  test('has none of the claims proved that depend on the name where it may be any text', () => {
    expect(open(prove(() => {}, '^.+$'))).toContainEqual(expect.objectContaining({ claim: 'onlyDomainDecrypts', verdict: 'undecided' }));
  });
});
