import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { aws_kms as kms, aws_s3 as s3, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { run } from '../../src/cli/run';
import { testApp } from '../checks/synth';

function cli(args: readonly string[], colour = false) {
  const written = { out: '', err: '' };
  const code = run(args, { out: (text) => { written.out += text; }, err: (text) => { written.err += text; }, colour });
  return { code, ...written };
}

const folder = (): string => mkdtempSync(path.join(os.tmpdir(), 'cdk-gold-'));

function file(document: unknown, name = 'template.json'): string {
  const at = path.join(folder(), name);
  writeFileSync(at, typeof document === 'string' ? document : JSON.stringify(document));
  return at;
}

const key = (logicalId: string, ...statements: readonly object[]) => file({
  Resources: {
    [logicalId]: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Version: '2012-10-17', Statement: statements } } },
  },
});

const SHARED = { Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'kms:Decrypt', Resource: '*', Sid: 'Shared' };

describe('exit codes', () => {
  test('0 where nobody gained or lost anything', () => {
    const one = key('Key', SHARED);
    expect(cli(['diff', one, one])).toEqual({ code: 0, out: '1 policy compared: nobody gained or lost access\n', err: '' });
    expect(cli(['diff', one, key('Key', SHARED, SHARED)]).code).toBe(0);
  });

  test('1 where somebody gained or lost access, or something is undecided', () => {
    const [one, other] = [key('Key'), key('Key', SHARED)];
    expect(cli(['diff', one, other])).toMatchObject({ code: 1, out: expect.stringContaining('  gained: everybody in account 444455556666: kms:Decrypt\n') });
    expect(cli(['diff', other, one])).toMatchObject({ code: 1, out: expect.stringContaining('  lost: everybody in account 444455556666: kms:Decrypt\n') });
    expect(cli(['diff', one, key('Key', { ...SHARED, Principal: { AWS: { Ref: 'Who' } } })])).toMatchObject({ code: 1, out: expect.stringMatching(/ {2}undecided: .*Who/) });
  });

  test('2 where there is nothing to compare', () => {
    expect(cli(['diff', key('Key')])).toMatchObject({ code: 2, err: expect.stringMatching(/^cdk-gold: diff takes two places: got 1; allowed: /) });
    expect(cli(['diff', 'a', 'b', 'c'])).toMatchObject({ code: 2, err: expect.stringContaining('got 3') });
  });
});

describe('output', () => {
  test('an example, with the statement that decides', () => {
    expect(cli(['diff', key('Key'), key('Key', SHARED)]).out).toBe([
      'template/Key AWS::KMS::Key',
      '  gained: everybody in account 444455556666: kms:Decrypt',
      '      example: arn:aws:iam::444455556666:role/AnyOther calls kms:Decrypt on arn:aws:kms:<AWS::Region>:<AWS::AccountId>:key/<template/Key>, allowed by Shared',
      '',
      '1 policy compared: 1 gained, 0 lost, 0 undecided',
      '',
    ].join('\n'));
  });

  test('is coloured only where colours are shown', () => {
    const args = ['diff', key('Key'), key('Key', SHARED)];
    expect(cli(args).out).not.toContain('\u001b');
    expect(cli(args, true).out).toContain('\u001b[31mgained:\u001b[0m');
  });

  test('as JSON', () => {
    const { code, out } = cli(['diff', key('Key'), key('Key', SHARED), '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      gained: [{
        stack: 'template',
        construct: 'template/Key',
        logicalId: 'Key',
        resourceType: 'AWS::KMS::Key',
        template: expect.stringMatching(/template\.json$/),
        principal: 'everybody in account 444455556666',
        actions: ['kms:Decrypt'],
        ways: [],
        because: 'allowed by Shared',
        example: expect.objectContaining({ principal: 'arn:aws:iam::444455556666:role/AnyOther', action: 'kms:Decrypt', context: {} }),
      }],
      lost: [],
      undecided: [],
    });
    const one = key('Key');
    expect(JSON.parse(cli(['diff', one, one, '--json']).out)).toEqual({ gained: [], lost: [], undecided: [] });
  });

  test('keeps control characters of a template away from the terminal', () => {
    const { out } = cli(['diff', key('Key\u001b[2J'), key('Key\u001b[2J', { ...SHARED, Sid: 'a\u001b[2J\u202e' })]);
    expect(out).toContain('Key?[2J');
    expect(out).not.toMatch(/[\u001b\u202e]/);
  });
});

describe('assemblies', () => {
  function synth(isShared: boolean): string {
    const app = testApp();
    const stage = new Stage(app, 'Prod', { env: { account: '111122223333', region: 'eu-west-1' } });
    const nested = new NestedStack(new Stack(stage, 'Shop'), 'Nested');
    const keyPolicy = { Version: '2012-10-17', Statement: [{ ...SHARED, Principal: { AWS: '111122223333' } }, ...isShared ? [SHARED] : []] };
    new kms.CfnKey(nested, 'Key', { keyPolicy });
    new s3.CfnBucket(new Stack(app, 'Rest'), 'Bucket');
    return app.synth().directory;
  }

  test('the same folder twice', () => {
    const directory = synth(false);
    expect(cli(['diff', directory, directory])).toMatchObject({ code: 0, out: '1 policy compared: nobody gained or lost access\n' });
  });

  test('stages and nested stacks, in the account that the manifest names', () => {
    const { code, out } = cli(['diff', synth(false), synth(true)]);
    expect(code).toBe(1);
    expect(out).toMatch(/^Prod\/Shop\/Nested\w*\/Key AWS::KMS::Key\n {2}gained: everybody in account 444455556666: kms:Decrypt\n.*on arn:aws:kms:eu-west-1:111122223333:key\//);
  });

  test('templates without a manifest', () => {
    const plain = (...statements: readonly object[]) => {
      const directory = folder();
      mkdirSync(path.join(directory, 'assembly-Prod'));
      const Resources = { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: statements } } } };
      writeFileSync(path.join(directory, 'assembly-Prod', 'Shop.template.json'), JSON.stringify({ Resources }));
      return directory;
    };
    expect(cli(['diff', plain(), plain(SHARED)]).out).toMatch(/^assembly-Prod\/Shop\/Key AWS::KMS::Key\n/);
  });
});

describe('a place that can\'t be used is one line in lower case, and exits with 2', () => {
  const manifest = (templateFile: string) => path.dirname(file({ artifacts: { Shop: { type: 'aws:cloudformation:stack', properties: { templateFile } } } }, 'manifest.json'));

  test.each([
    ['a missing file', '/no/such/file.json', /^cdk-gold: '\/no\/such\/file\.json' can't be read: got no such file; allowed: /],
    ['YAML', file('Resources:\n  Key:\n    Type: AWS::KMS::Key\n'), /is not valid: got text that is no JSON .* convert YAML to JSON/],
    ['a list', file([]), /is not valid: got text that is no object/],
    ['another file', file({ name: 'package' }), /is no template: got no Resources/],
    ['a resource without a type', file({ Resources: { Key: {} } }), /is no template: got no Resources, or one without a Type/],
    ['an empty folder', folder(), /has no template: got no stack in it/],
    ['a manifest whose template is missing', manifest('Shop.template.json'), /Shop\.template\.json' can't be read: got no such file/],
    ['a manifest that leads elsewhere', manifest('../../etc/passwd'), /is not valid: got the file '\.\.\/\.\.\/etc\/passwd', which is not in it/],
    ['a device', '/dev/null', /can't be read: got what is no file/],
    ['a file that is too large', file(`{"Resources":{}}${' '.repeat(33 * 1024 * 1024)}`), /is too large: got \d+ bytes; allowed: 33554432/],
    ['JSON that is too deep', file(`{"Resources":{"A":{"Type":"a","b":${'['.repeat(5000)}${']'.repeat(5000)}}}}`), /is no template: got more than 200 levels/],
  ])('%s', (_, place, message) => {
    for (const args of [['diff', place, key('Key')], ['diff', key('Key'), place]]) {
      const { code, out, err } = cli(args);
      expect([code, out]).toEqual([2, '']);
      expect(err).toMatch(message);
      expect(err.trimEnd()).not.toContain('\n');
    }
  });
});
