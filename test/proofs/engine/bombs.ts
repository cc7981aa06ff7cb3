import { ALL, NOTHING, on, policy, role } from './documents';

/** Whether some request is allowed by `a` and not by `b`, where both are such that to find out may take very long. */
export interface Bomb {
  readonly name: string;
  readonly a: unknown;
  readonly b: unknown;
  /** The answer, which is certain. */
  readonly truth: 'possible' | 'impossible';
  /** Set where the answer may be that there are too many cases. */
  readonly isCapped?: boolean;
}

const numbers = Array.from({ length: 200 }, (_, index) => index);
const more = [...numbers, ...numbers.slice(0, 100)];
const letters = numbers.map((index) => String.fromCharCode(0x100 + index));
const referer = (operator: string, values: unknown): object => policy(on(operator, 'aws:Referer', values));

/** Each name says why the answer is certain. */
export const BOMBS: readonly Bomb[] = [
  {
    name: '200 stars in one pattern, of which one with another star at its end takes all texts',
    a: referer('StringLike', letters.map((letter) => `*${letter}`).join('')),
    b: referer('StringLike', `*${letters.join('*')}*`),
    truth: 'impossible',
  },
  {
    name: '200 stars with one letter, which is there 199 times too',
    a: referer('StringLike', '*a'.repeat(200)),
    b: referer('StringLike', '*a'.repeat(199)),
    truth: 'impossible',
  },
  {
    name: '200 stars and a long text, which ends with another letter',
    a: referer('StringEquals', `${'a'.repeat(400)}b`),
    b: referer('StringLike', '*a'.repeat(200)),
    truth: 'possible',
  },
  {
    name: '200 stars in an ARN of a principal, where all are allowed',
    a: policy(on('ArnLike', 'aws:PrincipalArn', `arn:aws:iam::*:role/${'*a'.repeat(200)}`)),
    b: ALL,
    truth: 'impossible',
  },
  {
    name: '200 stars over all of an ARN of a principal, which has not a hundred colons',
    a: policy(on('StringLike', 'aws:PrincipalArn', '*1'.repeat(200))),
    b: policy(on('StringLike', 'aws:PrincipalArn', '*1*:*'.repeat(100))),
    truth: 'possible',
    isCapped: true,
  },
  {
    name: '200 patterns with a text inside, whose first letter is asked for',
    a: referer('StringLike', numbers.map((index) => `*x${index}*`)),
    b: referer('StringLike', '*x*'),
    truth: 'impossible',
    isCapped: true,
  },
  {
    name: '200 patterns with a text inside, each a statement: the first is another than what is asked for',
    a: policy(...numbers.map((index) => on('StringLike', 'aws:Referer', `*x${index}*`))),
    b: referer('StringLike', '*x1*'),
    truth: 'possible',
    isCapped: true,
  },
  {
    name: '200 patterns of resources, of which some have no 1',
    a: policy({ Resource: numbers.map((index) => `arn:aws:s3:::*x${index}*`) }),
    b: policy({ Resource: 'arn:aws:s3:::*1*' }),
    truth: 'possible',
    isCapped: true,
  },
  {
    name: '200 numbers of question marks, which take letters too, among 200 numbers',
    a: referer('StringLike', numbers.map((index) => '?'.repeat(index))),
    b: referer('StringEquals', numbers.map(String)),
    truth: 'possible',
  },
  {
    name: '2000 texts and a wildcard, which takes more',
    a: referer('StringLike', '*x*y*'),
    b: referer('StringEquals', numbers.flatMap((index) => numbers.slice(0, 10).map((digit) => `x${index}y${digit}`))),
    truth: 'possible',
    isCapped: true,
  },
  {
    name: '300 statements, of which one is about 0',
    a: policy(...more.map((index) => ({ Action: `kms:A${index}*`, ...on('StringEquals', 'aws:Referer', `${index}`) }))),
    b: referer('StringLike', '1*'),
    truth: 'possible',
  },
  {
    name: '300 denies, which ask for two texts at once',
    a: policy({}, ...more.map((index) => ({ Effect: 'Deny', ...on('StringNotEquals', index % 2 ? 'aws:Referer' : 'aws:UserAgent', `${index}`) }))),
    b: NOTHING,
    truth: 'impossible',
  },
  {
    name: 'unions of 60 keys, the first of which the other has not',
    a: policy(...numbers.slice(0, 60).map((index) => on('StringEquals', `aws:PrincipalTag/k${index}`, 'x'))),
    b: policy(...numbers.slice(1, 60).map((index) => on('StringLike', `aws:PrincipalTag/k${index}`, 'x*'))),
    truth: 'possible',
  },
  {
    name: 'denies of 60 pairs of keys, which a tag for each spares',
    a: policy({}, ...numbers.slice(0, 60).map((index) => ({
      Effect: 'Deny',
      Condition: { StringNotEquals: { [`aws:PrincipalTag/k${index}`]: 'x', [`aws:PrincipalTag/k${(index * 7) % 60}`]: 'y' } },
    }))),
    b: NOTHING,
    truth: 'possible',
  },
  {
    name: '400 principals, all of them in both',
    a: policy({ Principal: { AWS: numbers.map((index) => role(`x${index}`)) } }),
    b: policy(...numbers.map((index) => ({ Principal: { AWS: role(`x${index}`) } }))),
    truth: 'impossible',
  },
  {
    name: '1000 values of a set, which may be absent',
    a: policy(on('ForAllValues:StringEquals', 'aws:TagKeys', Array.from({ length: 1_000 }, (_, index) => `k${index}`))),
    b: policy(on('ForAnyValue:StringLike', 'aws:TagKeys', 'k*')),
    truth: 'possible',
    isCapped: true,
  },
  {
    name: '200 numbers, all of them below 200',
    a: policy(on('NumericEquals', 'aws:MultiFactorAuthAge', numbers.map(String))),
    b: policy(on('NumericLessThan', 'aws:MultiFactorAuthAge', '200')),
    truth: 'impossible',
  },
  {
    name: 'accounts by their digits, of which any will do',
    a: policy(on('StringLike', 'aws:SourceAccount', ['11111111111?', ...numbers.slice(0, 10).map((digit) => `*${digit}*`)])),
    b: policy(on('StringEquals', 'aws:SourceAccount', numbers.map((index) => `${111111111110 + index}`))),
    truth: 'possible',
    isCapped: true,
  },
];

/** Elements within elements without end. */
export const NESTED = policy({ Principal: { AWS: Array.from({ length: 20_000 }).reduce<unknown>((inner) => ({ 'Fn::Join': [inner] }), 'x') } });
