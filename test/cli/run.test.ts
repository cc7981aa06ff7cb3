import { mkdtempSync, writeFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Validations, aws_kms as kms } from 'aws-cdk-lib';
import { run } from '../../src/cli/run';
import { synthesize } from '../evidence/assembly';

function cli(...args: string[]) {
  return cliWith({ colour: false }, ...args);
}

function cliWith({ colour }: { colour: boolean }, ...args: string[]) {
  const written = { out: '', err: '' };
  const code = run(args, { out: (text) => { written.out += text; }, err: (text) => { written.err += text; }, colour });
  return { code, ...written };
}

function template(document: unknown): string {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'cdk-gold-')), 'template.json');
  writeFileSync(file, typeof document === 'string' ? document : JSON.stringify(document));
  return file;
}

const key = (properties: Record<string, unknown>) => template({ Resources: { Key: { Type: 'AWS::KMS::Key', Properties: properties } } });

describe('report', () => {
  let directory: string;
  beforeAll(() => {
    directory = synthesize((stack) => {
      new kms.CfnKey(stack, 'Good', { enableKeyRotation: true });
      Validations.of(new kms.CfnKey(stack, 'Accepted', {})).acknowledge({ id: 'Gold::kms.rotation', reason: 'known' });
    });
  });

  test('writes the evidence and prints its summary', () => {
    const { code, out, err } = cli('report', directory);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^keys +2, \$2 a month, \$4 once each has rotated twice$/m);
    expect(out).toMatch(/^acknowledged +1$/m);
    expect(out).toContain(path.join(directory, 'evidence', 'index.html'));
  });

  test('prints JSON', () => {
    expect(JSON.parse(cli('report', directory, '--json').out)).toMatchObject({ templates: 1, keys: 2, acknowledged: 1, files: expect.arrayContaining([path.join(directory, 'evidence', 'keys.csv')]) });
  });

  test('writes elsewhere where asked', () => {
    const elsewhere = mkdtempSync(path.join(os.tmpdir(), 'cdk-gold-'));
    expect(cli('report', directory, '--output', elsewhere).out).toContain(path.join(elsewhere, 'evidence', 'index.html'));
  });

  test('is coloured only where colours are shown', () => {
    expect(cli('report', directory).out).not.toContain('\u001b');
    expect(cliWith({ colour: true }, 'report', directory).out).toContain('\u001b[32m');
  });
});

describe('check', () => {
  test('exits with 1 where something of medium severity or above is violated, and says what to do', () => {
    const { code, out } = cli('check', key({}));
    expect(code).toBe(1);
    expect(out).toMatch(/high +kms\.rotation {2}Key AWS::KMS::Key/);
    expect(out).toContain('fix: set EnableKeyRotation to true');
  });

  test('exits with 0 where nothing is concerned', () => {
    expect(cli('check', template({ Resources: { Topic: { Type: 'AWS::Other::Thing' } } }))).toMatchObject({ code: 0, out: '1 template: 0 passed, 0 violated, 0 unknown\n' });
  });

  test('prints JSON', () => {
    const { templates, records } = JSON.parse(cli('check', key({}), '--json').out) as { templates: string[]; records: unknown[] };
    expect(templates).toHaveLength(1);
    expect(records).toContainEqual(expect.objectContaining({ control: 'kms.rotation', status: 'violated', severity: 'high', logicalId: 'Key' }));
  });

  test('finds the templates of an assembly', () => {
    const directory = synthesize((stack) => { new kms.CfnKey(stack, 'Key', {}); });
    expect(cli('check', directory).out).toContain(path.join(directory, 'Shop.template.json'));
  });

  test('keeps control characters of a template away from the terminal', () => {
    const file = template({ Resources: { 'Key\u001b[2J': { Type: 'AWS::KMS::Key', Properties: {} } } });
    expect(cli('check', file).out).toContain('Key?[2J');
  });
});

describe('bad input is one line in lower case, and exits with 2', () => {
  test.each([
    ['no file', ['check', '/no/such/file.json'], /^cdk-gold: '\/no\/such\/file\.json' can't be read: got no such file; allowed: /],
    ['no template', ['check'], /^cdk-gold: check needs templates: got none/],
    ['YAML', ['check', template('Resources:\n  Key:\n    Type: AWS::KMS::Key\n')], /is not valid: got text that is no JSON .* convert YAML to JSON/],
    ['JSON that is no template', ['check', template({ name: 'package' })], /is no template: got no Resources/],
    ['a resource without a type', ['check', template({ Resources: { Key: {} } })], /is no template: got no Resources, or one without a Type/],
    ['a folder without templates', ['check', mkdtempSync(path.join(os.tmpdir(), 'cdk-gold-'))], /has no template: got no \*\.template\.json/],
    ['a folder that no checks saw', ['report', mkdtempSync(path.join(os.tmpdir(), 'cdk-gold-'))], /is no checked assembly/],
    ['two folders', ['report', 'a', 'b'], /^cdk-gold: report takes one folder: got 2/],
    ['an unknown option', ['report', '--frobnicate'], /^cdk-gold: option is not valid: got '--frobnicate'; allowed: --json, --output;/],
    ['an unknown command', ['frobnicate'], /^cdk-gold: command is not valid: got 'frobnicate'; allowed: check, diff, prove, report;/],
    ['a command that every object has', ['constructor'], /^cdk-gold: command is not valid/],
  ])('%s', (_, args, message) => {
    const { code, out, err } = cli(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(err.trimEnd()).not.toContain('\n');
  });
});

test('--help and --version', () => {
  expect(cli('--help')).toMatchObject({ code: 0, out: expect.stringContaining('cdk-gold report') });
  expect(cli('report', '--help').code).toBe(0);
  expect(cli('--version')).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  expect(cli().code).toBe(2);
});
