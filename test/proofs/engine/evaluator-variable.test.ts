import { evaluateStatements } from '../../../src/proofs/engine/evaluator';
import { hole, symbol } from '../../../src/proofs/engine/text';

const CONTEXT: Readonly<Record<string, readonly string[]>> = {
  'aws:username': ['ada'],
  'aws:principaltag/star': ['*'],
  'aws:principaltag/hole': [hole('tag')],
  'aws:principaltag/symbol': [symbol('Tag')],
  'aws:principalarn': ['arn:aws:iam::111111111111:role/a'],
  'aws:tagkeys': ['a', 'b'],
};

function answer(statement: object, context: Readonly<Record<string, readonly string[]>>, version: string | undefined, resource = 'arn:aws:s3:::a/b') {
  const request = { principal: { type: 'anonymous' } as const, partition: 'aws', action: 's3:GetObject', resource, context };
  return evaluateStatements({ ...version && { Version: version }, Statement: { Effect: 'Allow', Action: '*', ...statement } }, request)[0].matches;
}

describe('variables of conditions (IAM User Guide: reference_policies_variables)', () => {
  const missing = '${aws:PrincipalTag/none}';

  test.each<[string, string, string | string[], string, boolean | undefined]>([
    ['stand for the value of a key', 'StringEquals', '${aws:username}', 'ada', true],
    ['have keys of any case', 'StringEquals', '${AWS:UserName}', 'ada', true],
    ['stand within texts', 'StringLike', 'home/${aws:username}/*', 'home/ada/x', true],
    ['stand for what differs', 'StringNotEquals', '${aws:username}', 'eve', true],
    ['go with ARN operators', 'ArnLike', 'arn:aws:iam::*:user/${aws:username}', 'arn:aws:iam::111111111111:user/ada', true],
    ['may be whole ARNs', 'ArnEquals', '${aws:PrincipalArn}', 'arn:aws:iam::111111111111:role/a', true],
    ['have literal values: a star matches itself', 'StringLike', '${aws:PrincipalTag/star}', '*', true],
    ['have literal values: a star matches nothing else', 'StringLike', '${aws:PrincipalTag/star}', 'x', false],
    ['leave wildcards beside them alone', 'StringLike', '${aws:PrincipalTag/star}*', '*x', true],
    ['write a star that matches itself', 'StringLike', 'a${*}', 'a*', true],
    ['write a star that matches nothing else', 'StringLike', 'a${*}', 'ab', false],
    ['write a question mark that matches nothing else', 'StringLike', 'a${?}', 'ab', false],
    ['write a dollar', 'StringEquals', '${$}{x}', '${x}', true],
    ['do without their default where the key is there', 'StringEquals', "${aws:username, 'nobody'}", 'ada', true],
    ['take their default where the key is absent', 'StringEquals', "team-${aws:PrincipalTag/none, 'gold'}", 'team-gold', true],
    ['may have an empty default', 'StringEquals', "a${aws:PrincipalTag/none, ''}", 'a', true],
    ['match nothing where the key is absent', 'StringEquals', missing, missing, false],
    ['match no star where the key is absent', 'StringLike', `${missing}*`, 'x', false],
    ['do not matter where another value matches', 'StringEquals', [missing, 'x'], 'x', true],
    ['leave a negated operator open where the key is absent', 'StringNotEquals', missing, 'x', undefined],
    ['let a negated operator fail where another value matches', 'StringNotEquals', [missing, 'x'], 'x', false],
    ['can not have keys of several values', 'StringEquals', '${aws:TagKeys}', 'a', undefined],
    ['are unclear where the value is a hole', 'StringEquals', '${aws:PrincipalTag/hole}', 'a', undefined],
    ['may stand for symbols', 'StringEquals', '${aws:PrincipalTag/symbol}', symbol('Tag'), true],
    ['are unclear without their brace', 'StringEquals', '${aws:username', 'ada', undefined],
    ['are unclear without a key', 'StringEquals', '${}', 'ada', undefined],
    ['are unclear with spaces', 'StringEquals', '${ aws:username }', 'ada', undefined],
    ['are unclear with a default without quotes', 'StringEquals', '${aws:username, nobody}', 'ada', undefined],
    ['are not meant by a dollar alone', 'StringEquals', '$5', '$5', true],
    ['are not looked for in the names of symbols', 'StringEquals', symbol('${Token}'), symbol('${Token}'), true],
  ])('%s', (_, operator, operands, value, expected) => {
    const condition = { [operator]: { 's3:prefix': operands } };
    expect(answer({ Resource: '*', Condition: condition }, { ...CONTEXT, 's3:prefix': [value] }, '2012-10-17')).toBe(expected);
  });

  test.each<[string, string, boolean | undefined]>([
    ['leave a negated operator open where both keys are absent', 'StringNotEquals', undefined],
    ['do not matter to IfExists where the compared key is absent', 'StringNotEqualsIfExists', true],
    ['do not matter to an operator that fails where the compared key is absent', 'StringEquals', false],
  ])('%s', (_, operator, expected) => {
    expect(answer({ Resource: '*', Condition: { [operator]: { 's3:prefix': missing } } }, CONTEXT, '2012-10-17')).toBe(expected);
  });

  test.each([['2008-10-17', '2008-10-17'], ['no version', undefined]])('are literal texts in %s', (_, version) => {
    const matches = (value: string) =>
      answer({ Resource: '*', Condition: { StringEquals: { 's3:prefix': '${aws:username}' } } }, { ...CONTEXT, 's3:prefix': [value] }, version);
    expect([matches('ada'), matches('${aws:username}')]).toEqual([false, true]);
  });
});

describe('variables of resources (IAM User Guide: reference_policies_variables)', () => {
  test.each<[string, object, string, boolean | undefined]>([
    ['stand for the value of a key', { Resource: 'arn:aws:s3:::home/${aws:username}/*' }, 'arn:aws:s3:::home/ada/x', true],
    ['do not stand for another value', { Resource: 'arn:aws:s3:::home/${aws:username}/*' }, 'arn:aws:s3:::home/eve/x', false],
    ['have literal values', { Resource: 'arn:aws:s3:::home/${aws:PrincipalTag/star}' }, 'arn:aws:s3:::home/x', false],
    ['match nothing where the key is absent', { Resource: 'arn:aws:s3:::home/${aws:PrincipalTag/none}*' }, 'arn:aws:s3:::home/x', false],
    ['do not matter where another resource matches', { Resource: ['arn:aws:s3:::${aws:PrincipalTag/none}', '*'] }, 'arn:aws:s3:::a', true],
    ['leave NotResource open where the key is absent', { NotResource: 'arn:aws:s3:::${aws:PrincipalTag/none}' }, 'arn:aws:s3:::a', undefined],
    ['stand in NotResource', { NotResource: 'arn:aws:s3:::${aws:username}' }, 'arn:aws:s3:::ada', false],
    ['write a star', { Resource: 'arn:aws:s3:::a/${*}' }, 'arn:aws:s3:::a/b', false],
    ['are unclear before the resource of an ARN', { Resource: 'arn:aws:s3::${aws:username}:a' }, 'arn:aws:s3:::a', undefined],
  ])('%s', (_, statement, resource, expected) => {
    expect(answer(statement, CONTEXT, '2012-10-17', resource)).toBe(expected);
  });

  test('are literal texts in 2008-10-17', () => {
    expect(answer({ Resource: 'arn:aws:s3:::${aws:username}' }, CONTEXT, '2008-10-17', 'arn:aws:s3:::ada')).toBe(false);
    expect(answer({ Resource: 'arn:aws:s3:::${aws:username}' }, CONTEXT, '2008-10-17', 'arn:aws:s3:::${aws:username}')).toBe(true);
  });
});
