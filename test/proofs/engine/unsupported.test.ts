import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import type { BombResult } from './bomb-run';
import { BOMBS } from './bombs';
import { decided } from './decided';
import { ALL, NOTHING, on, policy, role } from './documents';
import { hole, symbol } from '../../../src/proofs/engine';

const UNDECIDED = { verdict: 'undecided', request: undefined, reasons: expect.arrayContaining([expect.stringMatching(/./)]) };

describe('what is not supported is undecided, as what allows and as what does not', () => {
  test.each<[string, object, RegExp]>([
    ['an unknown operator', on('StringResembles', 'aws:Referer', 'x'), /StringResembles/],
    ['an operator in another case', on('stringequals', 'aws:Referer', 'x'), /stringequals/],
    ['an unknown set operator', on('ForSomeValues:StringEquals', 'aws:TagKeys', 'x'), /ForSomeValues/],
    ['a malformed ARN in ArnEquals', on('ArnEquals', 'aws:SourceVpcArn', 'orders'), /orders/],
    ['a malformed ARN in ArnLike', on('ArnLike', 'aws:SourceVpcArn', 'arn:aws:*'), /arn:aws:\*/],
    ['a number that is none', on('NumericLessThan', 'aws:MultiFactorAuthAge', 'soon'), /soon/],
    ['a date that is none', on('DateLessThan', 'aws:CurrentTime', 'soon'), /soon/],
    ['an address that is none', on('IpAddress', 'aws:SourceIp', 'home'), /home/],
    ['an address with zeros before it, which may be octal', on('IpAddress', 'aws:SourceIp', '010.0.0.0/8'), /010/],
    ['bytes that are none', on('BinaryEquals', 'aws:Referer', 'no Base64'), /Base64/],
    ['a truth that is none', on('Bool', 'aws:SecureTransport', 'yes'), /yes/],
    ['Null with another text than true and false', on('Null', 'aws:Referer', 'no'), /no/],
    ['two variables', on('StringEquals', 'aws:Referer', '${aws:username}${aws:userid}'), /variable/],
    ['a variable in a resource', { Resource: 'arn:aws:s3:::${aws:username}/*', Action: '*' }, /username/],
    ['NotPrincipal with Allow', { Principal: undefined, NotPrincipal: { AWS: '111122223333' } }, /NotPrincipal/],
    ['a kind of principal that nobody knows', { Principal: { Robot: 'x' } }, /Robot/],
    ['a canonical user', { Principal: { CanonicalUser: 'abc' } }, /CanonicalUser/],
    ['a principal with a wildcard', { Principal: { AWS: role('*') } }, /\*/],
    ['a principal that was deleted', { Principal: { AWS: 'AROAEXAMPLE' } }, /AROAEXAMPLE/],
    ['no principal', { Principal: undefined }, /whom/],
    ['an effect that nobody knows', { Effect: 'allow' }, /effect/],
    ['no effect', { Effect: undefined }, /effect/],
    ['no action', { Action: undefined }, /action/],
    ['a condition that is no object', { Condition: 'x' }, /condition/],
    ['keys that are no object', { Condition: { StringEquals: 'x' } }, /condition/],
    ['an intrinsic function as condition', { Condition: { 'Fn::If': ['A', {}, {}] } }, /./],
    ['an intrinsic function as value', on('StringEquals', 'aws:Referer', { Ref: 'A' }), /neither/],
    ['a hole as action', { Action: hole('an import') }, /an import/],
    ['a hole as key', on('StringEquals', hole('a tag'), 'x'), /a tag/],
    ['a hole as operator', on(hole('a mapping'), 'aws:Referer', 'x'), /a mapping/],
    ['set operators on an encryption context', on('ForAnyValue:StringEquals', 'kms:EncryptionContext:app', 'x'), /EncryptionContext/],
    ['an element that nobody knows', { Conditions: {} }, /Conditions/],
    ['an unresolved element', { 'Fn::If': [] }, /Fn::If/],
    ['both Action and NotAction', { NotAction: 'kms:Decrypt' }, /NotAction/],
    ['both Resource and NotResource', { NotResource: 'x' }, /NotResource/],
    ['both Principal and NotPrincipal', { NotPrincipal: { AWS: '111122223333' } }, /NotPrincipal/],
  ])('%s', (_, statement, reason) => {
    const expected = { ...UNDECIDED, reasons: expect.arrayContaining([expect.stringMatching(reason)]) };
    const [open, closed] = [decided(policy(statement), NOTHING), decided(ALL, policy(statement))];
    // one of the two may be decided: a part of what is meant can be enough to know that it is possible, but never that it is impossible
    expect([open.verdict, closed.verdict]).not.toContain('impossible');
    expect([open, closed]).toContainEqual(expected);
  });

  test.each<[string, unknown]>([
    ['a text', 'x'], ['a list', []], ['nothing', undefined], ['null', null], ['a number', 5], ['an object without statements', {}],
    ['an intrinsic function', { 'Fn::If': [] }],
    ['statements that are numbers', { Version: '2012-10-17', Statement: [5] }],
    ['statements that are null', { Version: '2012-10-17', Statement: [null] }],
    ['statements that are lists', { Version: '2012-10-17', Statement: [[]] }], ['a text as statements', { Version: '2012-10-17', Statement: 'x' }],
    ['a version that nobody knows', { ...ALL, Version: '2099-01-01' }], ['a hole as version', { ...ALL, Version: hole('a version') }],
  ])('a document that is %s', (_, document) => {
    expect(decided(document, NOTHING)).toEqual(UNDECIDED);
    expect(decided(ALL, document)).toEqual(UNDECIDED);
  });
});

describe('what is supported in part is undecided where the rest decides', () => {
  test.each<[string, object, object, RegExp]>([
    ['a variable beside wildcards', on('StringLike', 'aws:Referer', '*${aws:PrincipalTag/team}*'), on('StringLike', 'aws:Referer', '*x*'),
      /PrincipalTag\/team/],
    ['a single-value operator on many values', on('StringEquals', 'aws:TagKeys', 'x'), on('ForAllValues:StringEquals', 'aws:TagKeys', 'x'),
      /many values/],
    ['a wildcard that may reach over a colon', { Resource: 'arn:aws:s3:a:b:c:x' }, { Resource: 'arn:aws:s3:*:c:x' }, /wildcard/],
    ['an absent key with ForAnyValue and IfExists', on('ForAnyValue:StringEqualsIfExists', 'aws:TagKeys', 'x'), on('Null', 'aws:TagKeys', 'false'),
      /IfExists/],
    ['a session of a user with NotPrincipal', { Principal: { AWS: role('x') } }, { Principal: undefined, NotPrincipal: { AWS: role('y') } },
      /NotPrincipal/],
  ])('%s', (_, statement, other, reason) => {
    expect(decided(policy(statement), policy(other))).toEqual({ ...UNDECIDED, reasons: expect.arrayContaining([expect.stringMatching(reason)]) });
  });
});

describe('what nobody knows is not taken for the same', () => {
  test.each<[string, unknown, unknown]>([
    ['two effects', policy({ Effect: hole('one') }), policy({ Effect: hole('other') })],
    ['two documents that are none', 'x', 'y'],
    ['two statements that are none', { Version: '2012-10-17', Statement: [5] }, { Version: '2012-10-17', Statement: [6] }],
    ['two values that are objects', policy(on('StringEquals', 'aws:Referer', { Ref: 'A' })), policy(on('StringEquals', 'aws:Referer', { Ref: 'B' }))],
    ['two principals that are objects', policy({ Principal: { AWS: { Ref: 'A' } } }), policy({ Principal: { AWS: { Ref: 'B' } } })],
    ['two holes in longer texts', policy(on('StringLike', 'aws:Referer', `a/${hole('x')}`)),
      policy(on('StringLike', 'aws:Referer', `b/${hole('x')}`))],
    ['an action and a resource', policy({ Action: hole('p'), Resource: undefined, NotResource: hole('p') }), NOTHING],
    ['whom two NotPrincipal elements spare', ...[[role('x'), '111122223333'], [role('x')]].map((AWS) =>
      policy({ Principal: { AWS: role('x') } }, { Effect: 'Deny', Principal: undefined, NotPrincipal: { AWS } })) as [object, object]],
    ['two wildcards on a symbol', policy({
      Principal: { AWS: role(symbol('x')) },
      Condition: { ArnLike: { 'aws:PrincipalArn': role('a*') }, ArnNotLike: { 'aws:PrincipalArn': role('b*') } },
    }), NOTHING],
    ['two wildcards on numbers', policy({
      Condition: {
        NumericGreaterThan: { 'aws:MultiFactorAuthAge': '0' },
        StringLike: { 'aws:MultiFactorAuthAge': '1*' },
        StringNotLike: { 'aws:MultiFactorAuthAge': '2*' },
      },
    }), NOTHING],
    ['two variables in two keys', policy({
      Condition: {
        StringEquals: { 'aws:Referer': '${aws:userid}${aws:UserAgent}' },
        StringNotEquals: { 'aws:SourceIdentity': '${aws:userid}${aws:UserAgent}' },
        Null: { 'aws:SourceIdentity': 'false' },
      },
    }), NOTHING],
    ['two fallbacks of one variable', policy(on('StringEquals', 'aws:Referer', '${aws:userid, \'a\'}${aws:userid, \'b\'}')),
      policy(on('StringEquals', 'aws:Referer', 'aa'), on('Null', 'aws:userid', 'false'))],
    ['a variable and what it is not', ALL, policy(on('ForAllValues:StringEquals', 'new:Key', '${aws:PrincipalTag/team, \'x\'}*'))],
    ['whether an unknown key has many values',
      policy({ Condition: { 'StringEquals': { 'new:Key': 'a' }, 'ForAnyValue:StringEquals': { 'new:Key': 'b' } } }), NOTHING],
    ['values of a set that are and are not a hole',
      policy({
        Condition: {
          'ForAnyValue:StringEquals': { 'aws:TagKeys': hole('x') },
          'ForAnyValue:StringNotEquals': { 'aws:TagKeys': hole('x') },
        },
      }), NOTHING],
  ])('%s', (_, a, b) => { expect(decided(a, b).verdict).not.toBe('impossible'); });
});

describe('what makes no difference is decided', () => {
  test.each<[string, object]>([
    ['an unknown operator', on('StringResembles', 'aws:Referer', 'x')], ['a principal that nobody knows', { Principal: { Robot: 'x' } }],
    ['a hole as resource', { Resource: hole('x') }],
  ])('%s beside another action', (_, statement) => {
    expect(decided(policy({ ...statement, Action: 's3:*' }, { Action: 'kms:Decrypt' }), policy({ Action: 's3:*' }, {})).verdict).toBe('impossible');
    expect(decided(policy({}), policy({ ...statement, Action: 's3:*' })).verdict).toBe('possible');
  });
});

describe('what has too many cases is undecided with the cap, or decided, in bounded time and memory', () => {
  /** Megabytes in which all of them are decided, and seconds in which each is. */
  const MEMORY = 512;
  const SECONDS = 15;
  const CAP = /\d.*(classes|states|branches)|(classes|states|branches).*\d|more than \d/;

  let run: ReturnType<typeof spawnSync>;
  let results: ReadonlyMap<string, BombResult>;
  beforeAll(() => {
    const root = path.join(__dirname, '..', '..', '..');
    const options = [`--max-old-space-size=${MEMORY}`, '-r', 'ts-node/register/transpile-only'];
    run = spawnSync(process.execPath, [...options, path.join(__dirname, 'bomb-run.ts')], {
      cwd: root, env: { ...process.env, NODE_OPTIONS: '', TS_NODE_PROJECT: path.join('test', 'tsconfig.json') }, encoding: 'utf8', timeout: 240_000,
    });
    const lines = String(run.stdout).split('\n').filter((line) => line.startsWith('{'));
    results = new Map(lines.map((line) => JSON.parse(line) as BombResult).map((result) => [result.name, result]));
  }, 250_000);

  test('the process that decides them with little memory lives to the end', () => {
    expect({ status: run.status, signal: run.signal, last: [...results.keys()].at(-1) }).toEqual({ status: 0, signal: null, last: 'nested' });
  });

  test.each(BOMBS)('$name', ({ name, truth, isCapped = false }) => {
    const { verdict, reasons, seconds } = results.get(name)!;
    expect(isCapped ? [truth, 'undecided'] : [truth]).toContain(verdict);
    expect(seconds).toBeLessThan(SECONDS);
    // a wildcard over a whole ARN may also take what a service principal has for one
    const caps = reasons.filter((reason) => reason !== 'what ARN a service principal has is not documented');
    expect(caps).toEqual(verdict === 'undecided' ? [expect.stringMatching(CAP)] : []);
  });

  test('elements within elements without end are undecided', () => {
    expect(results.get('nested')).toMatchObject({ verdict: 'undecided', reasons: [expect.stringContaining('without end')] });
  });
});
