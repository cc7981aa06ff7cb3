import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { SERVICES } from '../../../src/keys/private/service-facts';
import { arnFormat } from '../../../src/proofs/facts/arn-formats';
import { DATA_ACTIONS } from '../../../src/proofs/facts/data-actions';
import { KEY_CONSUMERS } from '../../../src/proofs/facts/key-consumers';
import { KMS_ACTIONS } from '../../../src/proofs/facts/kms-actions';

/** The Service Authorization Reference, as stored with a package of the tests. */
const REFERENCE = join(__dirname, '..', '..', '..', 'node_modules', '@cloud-copilot', 'iam-data', 'data');

const REQUESTS = join(__dirname, '..', '..', 'keys', 'requests');

test('every row is of a service of the table, with known actions and a page', () => {
  const ids = SERVICES.map((each) => each.id);
  for (const each of DATA_ACTIONS) {
    expect(ids).toContain(each.service);
    expect(each.kms.filter((name) => !KMS_ACTIONS.some((known) => known.name === name))).toEqual([]);
    expect(each.source).toMatch(/^https:\/\//);
  }
});

test('every action is one of the Service Authorization Reference', () => {
  for (const each of DATA_ACTIONS) {
    const [service, name] = each.action.split(':');
    const path = join(REFERENCE, `actions/${service}.json`);
    expect(Object.values(JSON.parse(readFileSync(path, 'utf8')) as Record<string, { name: string }>).map((known) => known.name)).toContain(name);
  }
});

test('services with rows keep what is encrypted in resources whose ARN is known, but for parameters, which no property gives a key to', () => {
  const kept = KEY_CONSUMERS.filter(({ type }) => arnFormat(type) !== undefined).map((each) => each.service);
  const services = [...new Set(DATA_ACTIONS.map((each) => each.service))];
  expect(services.filter((service) => !kept.includes(service))).toEqual(['ssm']);
});

test('whatever a page says that a role causes in use, some action of the service causes', () => {
  for (const file of readdirSync(REQUESTS)) {
    const { service, requests } = JSON.parse(readFileSync(join(REQUESTS, file), 'utf8')) as {
      service: string; requests: Array<{ phase: string; caller: string; via?: string; action: string }>;
    };
    for (const each of requests.filter((request) => request.phase === 'use' && request.caller === 'role' && request.via === service)) {
      const causes = DATA_ACTIONS.filter((row) => row.service === service).flatMap((row) => row.kms);
      expect([service, causes]).toEqual([service, expect.arrayContaining([each.action])]);
    }
  }
});

test('reading an object opens its key, publishing makes a new one, and reading logs needs none', () => {
  const rowsOf = (action: string) => DATA_ACTIONS.filter((each) => each.action === action);
  expect(rowsOf('s3:GetObject')).toMatchObject([{ service: 's3', kms: ['kms:Decrypt'] }]);
  expect(rowsOf('sns:Publish')[0].kms).toEqual(['kms:GenerateDataKey', 'kms:Decrypt']);
  expect(rowsOf('logs:GetLogEvents')).toEqual([]);
});
