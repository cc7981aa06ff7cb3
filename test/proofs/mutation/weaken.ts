import type { Change, ConditionChange } from './mutants';
import { type Condition, type Statement, withAt } from './statement';
import { DEFAULT_USAGE, OPERATIONS_OF_USAGE } from '../../../src/proofs/facts/key-usage';
import { CRYPTOGRAPHIC, KMS_ACTIONS, RETIRING } from '../../../src/proofs/facts/kms-actions';

export const ACCOUNT = '${AWS::AccountId}';
export const OTHER_ACCOUNT = '222222222222';
const ANY_ARN = 'arn:*:*:*:*:*';

/** Every way in which a statement may let more through, as its text goes; whether it does is for others to say. */
export function weakened(statement: Statement, all: readonly Statement[]): Change[] {
  const { effect, conditions } = statement;
  const changed = (name: string, part: Partial<Statement>): Change => ({ name, becomes: [{ ...statement, ...part }] });
  return [
    ...conditions.length > 1 ? [changed('without any condition', { conditions: [] })] : [],
    ...conditions.flatMap((condition, index) => conditionChanges(condition, all).map(({ name, becomes }) =>
      changed(name, { conditions: withAt(conditions, index, ...becomes) }))),
    ...effect === 'Allow' ? allowChanges(statement, changed) : [{ name: 'dropped', becomes: [] }, ...denyChanges(statement, changed)],
  ];
}

type Changed = (name: string, part: Partial<Statement>) => Change;

function allowChanges({ kind, principals, actions }: Statement, changed: Changed): Change[] {
  const more = ['kms:Decrypt', 'kms:Encrypt', 'kms:CreateGrant', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:RevokeGrant', 'kms:TagResource', 'kms:DescribeKey'];
  return [
    changed('for everybody', { kind: 'AWS', principals: ['*'] }),
    ...kind === 'AWS'
      ? [
        changed('for another account too', { principals: [...principals, `arn:aws:iam::${OTHER_ACCOUNT}:root`] }),
        changed('for a role of another account too', { principals: [...principals, `arn:aws:iam::${OTHER_ACCOUNT}:role/Other`] }),
      ]
      : [
        ...['cloudtrail', 'any-other'].map((name) => changed(`for ${name} too`, { principals: [...principals, `${name}.amazonaws.com`] })),
        changed('for the account', { kind: 'AWS', principals: [`arn:aws:iam::${ACCOUNT}:root`] }),
      ],
    changed('for all actions', { actions: ['kms:*'] }),
    ...verbs(actions).map((pattern) => changed(`for ${pattern} too`, { actions: [...actions, pattern] })),
    ...more.filter((action) => !actions.includes(action)).map((action) => changed(`for ${action} too`, { actions: [...actions, action] })),
  ];
}

/** What a policy can allow on a key of the default usage. */
const ACTIONS = KMS_ACTIONS.filter(({ name, keyed }) => keyed && name !== RETIRING).map(({ name }) => name)
  .filter((name) => !CRYPTOGRAPHIC.includes(name) || OPERATIONS_OF_USAGE[DEFAULT_USAGE].includes(name));

const takes = (pattern: string, action: string): boolean => (pattern.endsWith('*') ? action.startsWith(pattern.slice(0, -1)) : action === pattern);

/** Wildcards for the verbs of some actions that take in another action. */
const verbs = (actions: readonly string[]): string[] => [...new Set(actions.map((action) => `${/^kms:[A-Z][a-z]+/.exec(action)![0]}*`))]
  .filter((pattern) => ACTIONS.some((action) => takes(pattern, action) && !actions.some((one) => takes(one, action))));

function denyChanges({ actions, conditions }: Statement, changed: Changed): Change[] {
  const exceptions: Condition[] = [
    { operator: 'StringNotEqualsIfExists', key: 'aws:SourceVpce', values: ['vpce-0123456789abcdef0'] },
    { operator: 'StringNotEqualsIfExists', key: 'aws:PrincipalTag/team', values: ['platform'] },
  ];
  return [
    changed('turned into an allow', { effect: 'Allow' }),
    changed('for one role only', { principals: [`arn:aws:iam::${ACCOUNT}:role/gold/other/One`] }),
    changed('for the account only', { principals: [`arn:aws:iam::${ACCOUNT}:root`] }),
    ...actions.length > 1 ? actions.map((action) => changed(`without ${action}`, { actions: actions.filter((one) => one !== action) })) : [],
    ...exceptions.map((condition) => changed(`only where ${shown(condition)}`, { conditions: [...conditions, condition] })),
  ];
}

const shown = ({ operator, key, values }: Condition): string => `${operator} ${key} ${values.join(' or ')}`;

function conditionChanges(condition: Condition, all: readonly Statement[]): ConditionChange[] {
  const { operator, key, values } = condition;
  const about = `${operator} ${key}`;
  const changed = (name: string, part: Partial<Condition>): ConditionChange => ({ name: `${about} ${name}`, becomes: [wildcarded({ ...condition, ...part })] });
  const alike = all.flatMap(({ conditions }) => conditions).filter((one) => one.key === key && one.operator === operator);
  const more = [...new Set([...alike.flatMap((one) => one.values), ...MORE.get(key) ?? []])].filter((value) => !values.includes(value));
  return [
    { name: `without ${about}`, becomes: [] },
    ...operator === 'Null' ? [] : [changed(operator.endsWith('IfExists') ? 'where there is one only' : 'where there is one', { operator: toggled(operator) })],
    ...NEGATED.has(operator) ? [changed('negated', { operator: NEGATED.get(operator)! })] : [],
    ...more.map((one) => changed(`with ${one} too`, { values: [...values, one] })),
    ...values.flatMap((value, index) => [
      ...values.length > 1 ? [changed(`without ${value}`, { values: withAt(values, index) })] : [],
      ...widened(operator, value).map((wider) => changed(`${wider} for ${value}`, { values: withAt(values, index, wider) })),
    ]),
  ];
}

/** Other values beside those that other statements have. */
const MORE: ReadonlyMap<string, readonly string[]> = new Map([
  ['aws:PrincipalArn', [`arn:aws:iam::${ACCOUNT}:role/Stranger`]],
  ['kms:ViaService', ['ec2.ap-northeast-2.amazonaws.com']],
  ['kms:CallerAccount', [OTHER_ACCOUNT]],
  ['aws:PrincipalTag/domain', ['stranger']],
]);

const NEGATED: ReadonlyMap<string, string> = new Map([
  ['StringEquals', 'StringNotEquals'], ['StringNotEquals', 'StringEquals'], ['StringLike', 'StringNotLike'], ['ArnLike', 'ArnNotLike'], ['ArnNotLike', 'ArnLike'],
  ['NumericGreaterThanEquals', 'NumericLessThan'],
]);

const toggled = (operator: string): string => (operator.endsWith('IfExists') ? operator.replace('IfExists', '') : `${operator}IfExists`);

/** Operators without wildcards that got a value with one take wildcards. */
const wildcarded = (condition: Condition): Condition =>
  (condition.values.some((value) => value.includes('*')) ? { ...condition, operator: condition.operator.replace(/^String(Not)?Equals/, 'String$1Like') } : condition);

/** Values that take in more, or for a deny less, than one. */
function widened(operator: string, value: string): string[] {
  if (value === 'true' || value === 'false') { return [value === 'true' ? 'false' : 'true']; }
  if (operator.startsWith('Numeric')) { return ['7']; }
  if (value.endsWith('.amazonaws.com')) { return [value.replace(/\.[^.]+(\.amazonaws\.com)$/, '.*$1'), value.replace(/^[^.]+/, '*'), '*']; }
  if (!value.startsWith('arn:')) { return ['*']; }
  const [, before, rest] = /^((?:[^:]*:){4}(?:\$\{[^}]*\}|[^:]*):)(.*)$/s.exec(value)!;
  const folders = rest.split('/');
  return [
    ANY_ARN,
    ...before.includes(ACCOUNT) ? [value.replace(`:${ACCOUNT}:`, ':*:')] : [],
    ...before.includes('ap-northeast-2') ? [value.replace('ap-northeast-2', '*')] : [],
    ...rest === '*' ? [] : [`${before}*`],
    ...folders.slice(1, rest.endsWith('/*') ? -1 : undefined).map((_folder, index) => `${before}${folders.slice(0, index + 1).join('/')}/*`),
    ...operator === 'ArnLike' && rest.endsWith('*') ? [`${value.slice(0, -1)}App*`] : [],
  ].filter((one, index, all) => one !== value && all.indexOf(one) === index);
}
