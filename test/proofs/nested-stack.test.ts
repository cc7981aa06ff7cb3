import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { App, NestedStack, Stack, Validations, aws_dynamodb as dynamodb } from 'aws-cdk-lib';
import { core, keys, proofs } from '../../src';
import type { ProofRun } from '../../src/proofs/record/proof-run';
import { temporaryFolder } from '../checks/synth';

const { KeyPurpose, KeyService } = keys;

/** What is proved of a table in a nested stack, its domain in the stack above, the key opened for a service. */
function prove(service: keys.KeyService): ProofRun {
  const app = new App({ outdir: temporaryFolder(), context: { '@aws-cdk/core:validateCloudFormation': false } });
  const stack = new Stack(app, 'Shop', { env: { account: '111122223333', region: 'ap-northeast-2' } });
  const nested = new NestedStack(stack, 'Nested');
  new dynamodb.Table(nested, 'Table', {
    partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
    encryption: dynamodb.TableEncryption.CUSTOMER_MANAGED,
    encryptionKey: new core.Domain(stack, 'Orders').keyFor(nested, KeyPurpose.DATA, service),
  });
  Validations.of(app).addPlugins(new proofs.GoldProofs());
  try { app.synth(); } catch { /* what is refuted is in the file too */ }
  return JSON.parse(readFileSync(path.join(app.outdir, 'gold-proofs.json'), 'utf8')) as ProofRun;
}

test('a table of a nested stack can be made with the key of the stack above', () => {
  expect(prove(KeyService.DYNAMODB).records.filter(({ verdict }) => verdict !== 'proved').map(({ claim, detail }) => `${claim}: ${detail}`)).toEqual([]);
});

test('a table of a nested stack can\'t be made where the key above is not opened for its service', () => {
  const provisionable = prove(KeyService.S3).records.find(({ claim }) => claim === 'provisionable');
  expect(provisionable).toMatchObject({ verdict: 'refuted', detail: expect.stringMatching(/create AWS::DynamoDB::Table/) });
});
