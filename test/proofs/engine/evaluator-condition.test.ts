import { evaluateStatements } from '../../../src/proofs/engine/evaluator';
import { hole, symbol } from '../../../src/proofs/engine/text';

type Fact = [sentence: string, operator: string, operands: unknown, values: string[] | undefined, expected: boolean | undefined];

function holds(condition: unknown, context: Record<string, readonly string[]>) {
  const principal = { type: 'anonymous' } as const;
  const request = { principal, partition: 'aws', action: 's3:GetObject', resource: 'arn:aws:s3:::a/b', context };
  return evaluateStatements({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: condition } }, request)[0].matches;
}

const check = (_: string, operator: string, operands: unknown, values: string[] | undefined, expected: boolean | undefined) => {
  expect(holds({ [operator]: { 'aws:key': operands } }, values ? { 'aws:key': values } : {})).toBe(expected);
};

describe('conditions (IAM User Guide: reference_policies_condition-logic-multiple-context-keys-or-values)', () => {
  const context = { 'aws:a': ['1'], 'aws:b': ['2'] };

  test.each<[string, unknown, boolean | undefined]>([
    ['hold where there are none', {}, true],
    ['hold where all keys of an operator do', { StringEquals: { 'aws:a': '1', 'aws:b': '2' } }, true],
    ['fail where one key of an operator does', { StringEquals: { 'aws:a': '1', 'aws:b': '1' } }, false],
    ['fail where one operator does', { StringEquals: { 'aws:a': '1' }, StringLike: { 'aws:b': 'x*' } }, false],
    ['have keys of any case', { StringEquals: { 'AWS:A': '1' } }, true],
    ['have operators of any case', { stringequals: { 'aws:a': '1' } }, true],
    ['are unclear with an unknown operator', { StringContains: { 'aws:a': '1' } }, undefined],
    ['are unclear with a key that is a hole', { StringEquals: { [hole('tag')]: '1' } }, undefined],
    ['fail in spite of an unknown operator where another does', { StringContains: { 'aws:a': '1' }, StringEquals: { 'aws:b': '1' } }, false],
    ['are unclear as a text', 'StringEquals', undefined],
    ['are unclear where an operator has no keys', { StringEquals: 'aws:a' }, undefined],
    ['are unclear with an operand that is an object', { StringEquals: { 'aws:a': { Ref: 'x' } } }, undefined],
  ])('%s', (_, condition, expected) => {
    expect(holds(condition, context)).toBe(expected);
  });

  test.each<Fact>([
    ['an operator holds where one of its values matches', 'StringEquals', ['a', 'b'], ['b'], true],
    ['a negated operator fails where one of its values matches', 'StringNotEquals', ['a', 'b'], ['b'], false],
    ['a negated operator holds where no value matches', 'StringNotEquals', ['a', 'b'], ['c'], true],
    ['no value matches nothing', 'StringEquals', [], ['a'], false],
    ['a negated operator without values always holds', 'StringNotEquals', [], ['a'], true],
    ['a key with two values needs a set operator', 'StringEquals', 'a', ['a', 'b'], undefined],
    ['a hole may match', 'StringEquals', hole('import'), ['a'], undefined],
    ['a hole does not matter where another value matches', 'StringEquals', [hole('import'), 'a'], ['a'], true],
    ['a hole does not matter where another value matches a negated operator', 'StringNotEquals', [hole('import'), 'a'], ['a'], false],
    ['a hole leaves a negated operator open', 'StringNotEquals', [hole('import'), 'a'], ['b'], undefined],
    ['a hole does not matter where the key is absent', 'StringEquals', hole('import'), undefined, false],
  ])('%s', check);
});

describe('a key that is absent (IAM User Guide: reference_policies_elements_condition_operators)', () => {
  test.each([
    'StringEquals', 'StringEqualsIgnoreCase', 'StringLike', 'NumericEquals', 'NumericLessThan', 'DateEquals', 'DateGreaterThan', 'Bool', 'BinaryEquals',
    'IpAddress', 'ArnEquals', 'ArnLike', 'ForAnyValue:StringEquals', 'ForAnyValue:StringNotEquals',
  ])('fails %s', (operator) => check('', operator, '1', undefined, false));

  test.each([
    'StringNotEquals', 'StringNotEqualsIgnoreCase', 'StringNotLike', 'NumericNotEquals', 'DateNotEquals', 'NotIpAddress', 'ArnNotEquals', 'ArnNotLike',
    'StringEqualsIfExists', 'StringNotEqualsIfExists', 'BoolIfExists', 'IpAddressIfExists', 'ArnLikeIfExists', 'NumericLessThanIfExists',
    'ForAllValues:StringEquals', 'ForAllValues:StringNotEquals', 'ForAllValues:StringEqualsIfExists',
  ])('satisfies %s', (operator) => check('', operator, '1', undefined, true));

  test('leaves ForAnyValue with IfExists open, since one rule says true and the other false', () => {
    check('', 'ForAnyValue:StringEqualsIfExists', '1', undefined, undefined);
  });

  test('is the same as a key with no values', () => check('', 'StringNotEquals', '1', [], true));

  test('makes no difference to IfExists where it is there', () => check('', 'StringEqualsIfExists', 'a', ['b'], false));
});

describe('texts (IAM User Guide: reference_policies_elements_condition_operators, String)', () => {
  test.each<Fact>([
    ['StringEquals tells cases apart', 'StringEquals', 'Orders', ['orders'], false],
    ['StringEquals takes a star for a star', 'StringEquals', 'a*', ['abc'], false],
    ['StringEquals matches a star that is there', 'StringEquals', 'a*', ['a*'], true],
    ['StringEquals takes a number for its text', 'StringEquals', 7, ['7'], true],
    ['StringEquals takes a boolean for its text', 'StringEquals', true, ['true'], true],
    ['StringEquals matches the same symbol', 'StringEquals', symbol('Key'), [symbol('Key')], true],
    ['StringEquals matches no other symbol', 'StringEquals', symbol('Key'), [symbol('key')], false],
    ['StringEqualsIgnoreCase ignores cases', 'StringEqualsIgnoreCase', 'Orders', ['oRDERS'], true],
    ['StringEqualsIgnoreCase keeps symbols apart', 'StringEqualsIgnoreCase', symbol('Key'), [symbol('key')], false],
    ['StringNotEqualsIgnoreCase ignores cases', 'StringNotEqualsIgnoreCase', 'Orders', ['oRDERS'], false],
    ['StringLike matches a star over colons and slashes', 'StringLike', 'arn:*/b', ['arn:aws:s3:::a/b'], true],
    ['StringLike matches a star for nothing', 'StringLike', 'a*', ['a'], true],
    ['StringLike matches a question mark for one letter', 'StringLike', 'a?c', ['abc'], true],
    ['StringLike does not match a question mark for two letters', 'StringLike', 'a?', ['abc'], false],
    ['StringLike tells cases apart', 'StringLike', 'A*', ['abc'], false],
    ['StringLike needs the whole text', 'StringLike', 'b', ['abc'], false],
    ['StringLike goes back to a star', 'StringLike', '*ab*abc', ['abxababc'], true],
    ['StringLike takes a dot for a dot', 'StringLike', 'a.c*', ['abc'], false],
    ['StringNotLike fails where the pattern matches', 'StringNotLike', ['x', 'a*'], ['abc'], false],
    ['StringNotLike holds where no pattern matches', 'StringNotLike', ['x', 'b*'], ['abc'], true],
  ])('%s', check);
});

describe('numbers (IAM User Guide: reference_policies_elements_condition_operators, Numeric)', () => {
  test.each<Fact>([
    ['NumericEquals compares values, not texts', 'NumericEquals', '10', ['10.0'], true],
    ['NumericEquals takes a number of JSON', 'NumericEquals', 10, ['10'], true],
    ['NumericEquals tells large numbers apart', 'NumericEquals', '9007199254740993', ['9007199254740992'], false],
    ['NumericNotEquals fails for the same value', 'NumericNotEquals', '1', ['01'], false],
    ['NumericLessThan takes the operand for the limit', 'NumericLessThan', '10', ['9'], true],
    ['NumericLessThan leaves out the limit', 'NumericLessThan', '10', ['10'], false],
    ['NumericLessThanEquals includes the limit', 'NumericLessThanEquals', '10', ['10'], true],
    ['NumericGreaterThan compares negative numbers', 'NumericGreaterThan', '-2', ['-1.5'], true],
    ['NumericGreaterThanEquals fails below', 'NumericGreaterThanEquals', '10', ['9.99'], false],
    ['a value that is no number does not match', 'NumericEquals', '10', ['ten'], false],
    ['a value that is no number matches a negated operator', 'NumericNotEquals', '10', ['ten'], true],
    ['a value that is a symbol may be any number', 'NumericEquals', '10', [symbol('Days')], undefined],
    ['an operand that is no number can not be understood', 'NumericEquals', 'ten', ['10'], undefined],
    ['an operand has no variables', 'NumericEquals', '${aws:key}', ['10'], undefined],
  ])('%s', check);
});

describe('dates (IAM User Guide: reference_policies_elements_condition_operators, Date)', () => {
  test.each<Fact>([
    ['DateEquals matches the same moment in another zone', 'DateEquals', '2020-01-01T00:00:00Z', ['2020-01-01T02:00:00+02:00'], true],
    ['DateEquals matches seconds since 1970', 'DateEquals', '2020-01-01T00:00:00Z', ['1577836800'], true],
    ['DateEquals takes a day for its start', 'DateEquals', '2020-01-01', ['2020-01-01T00:00Z'], true],
    ['DateEquals tells fractions of seconds apart', 'DateEquals', '2020-01-01T00:00:00.5Z', ['2020-01-01T00:00:00.500001Z'], false],
    ['DateNotEquals fails for the same moment', 'DateNotEquals', '1577836800', ['2020-01-01T00:00:00Z'], false],
    ['DateLessThan holds before', 'DateLessThan', '2020-01-01T00:00:00Z', ['2019-12-31T23:59:59Z'], true],
    ['DateLessThanEquals holds at the moment', 'DateLessThanEquals', '2020-01-01T00:00:00Z', ['2020-01-01T00:00:00Z'], true],
    ['DateGreaterThan fails at the moment', 'DateGreaterThan', '2020-01-01T00:00:00Z', ['2020-01-01T00:00:00Z'], false],
    ['DateGreaterThanEquals holds after', 'DateGreaterThanEquals', '2020-01-01T00:00:00Z', ['2020-01-01T00:00:00-00:01'], true],
    ['a day that is not in the calendar does not match', 'DateLessThan', '2021-01-01T00:00:00Z', ['2020-02-30T00:00:00Z'], false],
    ['an operand without a zone can not be understood', 'DateLessThan', '2020-01-01T00:00:00', ['2019-01-01T00:00:00Z'], undefined],
    ['four digits may be a year or seconds', 'DateLessThan', '2020', ['2019-01-01T00:00:00Z'], undefined],
  ])('%s', check);
});

describe('booleans and bytes (IAM User Guide: reference_policies_elements_condition_operators, Bool and Binary)', () => {
  test.each<Fact>([
    ['Bool matches in any case', 'Bool', 'True', ['tRUE'], true],
    ['Bool matches a boolean of JSON', 'Bool', false, ['false'], true],
    ['Bool tells false from true', 'Bool', 'false', ['true'], false],
    ['Bool does not match another value', 'Bool', 'true', ['yes'], false],
    ['Bool can not understand another operand', 'Bool', 'yes', ['true'], undefined],
    ['BinaryEquals matches the same bytes', 'BinaryEquals', 'QUJD', ['QUJD'], true],
    ['BinaryEquals tells other bytes apart', 'BinaryEquals', 'QUJD', ['QUJE'], false],
    ['BinaryEquals can not understand what is no Base64', 'BinaryEquals', 'ABC', ['QUJD'], undefined],
  ])('%s', check);
});

describe('addresses (IAM User Guide: reference_policies_elements_condition_operators, IpAddress)', () => {
  test.each<Fact>([
    ['IpAddress matches its block', 'IpAddress', '203.0.113.0/24', ['203.0.113.255'], true],
    ['IpAddress does not match beyond its block', 'IpAddress', '203.0.113.0/24', ['203.0.114.0'], false],
    ['IpAddress matches an address alone', 'IpAddress', '203.0.113.7', ['203.0.113.7'], true],
    ['IpAddress does not match beside an address alone', 'IpAddress', '203.0.113.7', ['203.0.113.8'], false],
    ['IpAddress matches everything in a block of no bits', 'IpAddress', '0.0.0.0/0', ['8.8.8.8'], true],
    ['IpAddress ignores bits of the operand after the prefix', 'IpAddress', '10.1.2.3/8', ['10.9.9.9'], true],
    ['IpAddress matches a block of version 6', 'IpAddress', '2001:DB8:1234:5678::/64', ['2001:db8:1234:5678:9:a:b:c'], true],
    ['IpAddress does not match beyond a block of version 6', 'IpAddress', '2001:DB8:1234:5678::/64', ['2001:db8:1234:5679::1'], false],
    ['IpAddress matches an address of version 6 however it is written', 'IpAddress', '2001:db8::1', ['2001:0db8:0:0:0:0:0:1'], true],
    ['IpAddress reads version 4 within version 6', 'IpAddress', '::ffff:0:0/96', ['::ffff:1.2.3.4'], true],
    ['IpAddress keeps versions apart', 'IpAddress', '::/0', ['8.8.8.8'], false],
    ['NotIpAddress fails within its block', 'NotIpAddress', ['10.0.0.0/8', '192.168.0.0/16'], ['192.168.1.1'], false],
    ['NotIpAddress holds beyond its blocks', 'NotIpAddress', ['10.0.0.0/8', '192.168.0.0/16'], ['8.8.8.8'], true],
    ['a value that is no address does not match', 'IpAddress', '0.0.0.0/0', ['AWS Internal'], false],
    ['a value that is no address matches NotIpAddress', 'NotIpAddress', '0.0.0.0/0', ['AWS Internal'], true],
    ['a field over 255 can not be understood', 'IpAddress', '256.0.0.0/8', ['8.8.8.8'], undefined],
    ['a prefix that is too long can not be understood', 'IpAddress', '10.0.0.0/33', ['10.0.0.0'], undefined],
    ['too few groups can not be understood', 'IpAddress', '1:2:3', ['::1'], undefined],
    ['a gap for no group can not be understood', 'IpAddress', '1:2:3:4::5:6:7:8', ['::1'], undefined],
    ['a group of five digits can not be understood', 'IpAddress', '12345::', ['::1'], undefined],
    ['version 4 in the wrong form can not be understood', 'IpAddress', '::1.2.3', ['::1'], undefined],
    ['a leading zero can not be understood', 'IpAddress', '010.0.0.0/8', ['8.0.0.1'], undefined],
    ['two gaps can not be understood', 'IpAddress', '1::2::3', ['::1'], undefined],
  ])('%s', check);
});

describe('ARNs (IAM User Guide: reference_policies_elements_condition_operators, ARN)', () => {
  const store = 'arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt';

  test.each<Fact>([
    ['ArnLike matches stars in segments', 'ArnLike', 'arn:aws:iam::*:role/gold/*', ['arn:aws:iam::111111111111:role/gold/a'], true],
    ['ArnEquals does as ArnLike', 'ArnEquals', 'arn:aws:iam::*:role/*', ['arn:aws:iam::111111111111:role/a'], true],
    ['ArnLike matches no star over a colon', 'ArnLike', 'arn:aws:someservice:*:111122223333:finance/*', [store], false],
    ['StringLike matches a star over a colon', 'StringLike', 'arn:aws:someservice:*:111122223333:finance/*', [store], true],
    ['ArnLike matches a star over colons of the resource', 'ArnLike', 'arn:aws:someservice:*:*:store/*.txt', [store], true],
    ['ArnLike tells cases apart', 'ArnLike', 'arn:aws:sns:*:*:Orders', ['arn:aws:sns:eu-west-1:111111111111:orders'], false],
    ['ArnNotLike fails where the ARN matches', 'ArnNotLike', 'arn:aws:sns:*:*:*', ['arn:aws:sns:eu-west-1:111111111111:orders'], false],
    ['ArnNotEquals does as ArnNotLike', 'ArnNotEquals', 'arn:aws:sns:*:*:*', ['arn:aws:sqs:eu-west-1:111111111111:orders'], true],
    ['ArnLike does not match what is no ARN', 'ArnLike', '*:*:*:*:*:*', ['orders'], false],
    ['ArnNotLike matches what is no ARN', 'ArnNotLike', 'arn:aws:sns:*:*:*', ['orders'], true],
    ['ArnLike can not understand an operand of fewer segments', 'ArnLike', 'arn:aws:sns:*', ['arn:aws:sns:eu-west-1:111111111111:orders'], undefined],
    ['ArnLike matches an ARN that is a symbol', 'ArnLike', symbol('Arn'), [symbol('Arn')], true],
    ['ArnLike may match a symbol', 'ArnLike', 'arn:aws:sns:*:*:*', [symbol('Arn')], undefined],
  ])('%s', check);
});

describe('Null (IAM User Guide: reference_policies_elements_condition_operators, Null)', () => {
  test.each<Fact>([
    ['true holds where the key is absent', 'Null', 'true', undefined, true],
    ['true fails where the key is there', 'Null', 'true', ['a'], false],
    ['false fails where the key is absent', 'Null', 'false', undefined, false],
    ['false holds where the key is there', 'Null', 'false', ['a'], true],
    ['a boolean of JSON counts as its text', 'Null', false, ['a'], true],
    ['both together always hold', 'Null', ['true', 'false'], ['a'], true],
    ['an empty text may count as absent', 'Null', 'false', [''], undefined],
    ['another operand can not be understood', 'Null', 'maybe', undefined, undefined],
    ['IfExists can not be understood', 'NullIfExists', 'true', undefined, undefined],
    ['a set operator can not be understood', 'ForAllValues:Null', 'true', undefined, undefined],
  ])('%s', check);
});

describe('sets (IAM User Guide: reference_policies_condition-single-vs-multi-valued-context-keys)', () => {
  test.each<Fact>([
    ['ForAllValues holds where every value matches one of the list', 'ForAllValues:StringEquals', ['a', 'b', 'c'], ['a', 'b'], true],
    ['ForAllValues fails where one value matches nothing', 'ForAllValues:StringEquals', ['a', 'b'], ['a', 'z'], false],
    ['ForAllValues holds where no value matches a negated operator', 'ForAllValues:StringNotLike', 'key1*', ['key2:audit'], true],
    ['ForAllValues fails where a value matches a negated operator', 'ForAllValues:StringNotLike', 'key1*', ['key1:hr', 'key2:audit'], false],
    ['ForAnyValue holds where one value matches', 'ForAnyValue:StringEquals', ['a', 'b'], ['z', 'b'], true],
    ['ForAnyValue fails where no value matches', 'ForAnyValue:StringEquals', ['a', 'b'], ['y', 'z'], false],
    ['ForAnyValue holds where one value matches nothing of a negated operator', 'ForAnyValue:StringNotEquals', ['a', 'b'], ['a', 'z'], true],
    ['ForAnyValue fails where all values match a negated operator', 'ForAnyValue:StringNotEquals', ['a', 'b'], ['a', 'b'], false],
    ['ForAllValues is clear where a value fails beside a hole', 'ForAllValues:StringLike', ['a*', 'b*'], [hole('tag'), 'z'], false],
    ['ForAnyValue is clear where a value matches beside a hole', 'ForAnyValue:StringLike', ['a*'], [hole('tag'), 'a'], true],
    ['ForAllValues goes with every operator', 'ForAllValues:NumericLessThan', '5', ['1', '2'], true],
    ['ForAllValues leaves an empty text open that matches nothing', 'ForAllValues:StringEquals', 'a', [''], undefined],
    ['ForAnyValue leaves an empty text open that matches', 'ForAnyValue:StringEquals', '', [''], undefined],
    ['ForAnyValue fails for an empty text that matches nothing', 'ForAnyValue:StringEquals', 'a', [''], false],
    ['an unknown set operator can not be understood', 'ForEachValue:StringEquals', 'a', ['a'], undefined],
  ])('%s', check);
});
