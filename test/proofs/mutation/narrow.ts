import type { Change, ConditionChange } from './mutants';
import { type Condition, type Statement, withAt } from './statement';
import { ACCOUNT, OTHER_ACCOUNT } from './weaken';

/** Conditions that the calls of the example don't meet. */
const UNMET: readonly Condition[] = [
  { operator: 'StringEquals', key: 'aws:SourceVpce', values: ['vpce-0123456789abcdef0'] },
  { operator: 'IpAddress', key: 'aws:SourceIp', values: ['203.0.113.0/24'] },
  { operator: 'Bool', key: 'aws:MultiFactorAuthPresent', values: ['true'] },
  { operator: 'StringEquals', key: 'aws:PrincipalTag/team', values: ['payments'] },
  { operator: 'DateLessThan', key: 'aws:CurrentTime', values: ['2020-01-01T00:00:00Z'] },
  { operator: 'StringEquals', key: 'aws:RequestedRegion', values: ['us-east-1'] },
  { operator: 'StringEquals', key: 'kms:EncryptionContext:team', values: ['payments'] },
];

/** Every way in which a statement may let less through, as its text goes; whether that breaks anything is for others to say. */
export function narrowed(statement: Statement): Change[] {
  const { effect, conditions, actions } = statement;
  const changed = (name: string, part: Partial<Statement>): Change => ({ name, becomes: [{ ...statement, ...part }] });
  const each = (changesOf: (condition: Condition) => readonly ConditionChange[]): Change[] => conditions.flatMap((condition, index) =>
    changesOf(condition).map(({ name, becomes }) => changed(name, { conditions: withAt(conditions, index, ...becomes) })));
  if (effect === 'Deny') {
    return [
      changed('without any condition', { conditions: [] }),
      changed('for all actions', { actions: ['kms:*'] }),
      ...each((condition) => [{ name: `without ${aboutOf(condition)}`, becomes: [] }, ...widerDenials(condition)]),
    ];
  }
  return [
    { name: 'dropped', becomes: [] },
    changed('turned into a deny', { effect: 'Deny' }),
    ...actions.length > 1 ? actions.map((action) => changed(`without ${action}`, { actions: actions.filter((one) => one !== action) })) : [],
    ...statement.kind === 'AWS'
      ? [
        changed('for another role', { principals: [`arn:aws:iam::${ACCOUNT}:role/gold/other/One`] }),
        changed('for another account', { principals: [`arn:aws:iam::${OTHER_ACCOUNT}:root`] }),
      ]
      : [changed('for another service', { principals: ['any-other.amazonaws.com'] })],
    ...UNMET.map((condition) => changed(`only where ${shown(condition)}`, { conditions: [...conditions, condition] })),
    ...each((condition) => wrongValues(condition)),
  ];
}

const DATA = ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*'];

/** Denies that somebody adds in good faith, and what they forget. */
export const DENIALS: readonly Statement[] = [
  denial('outside the endpoint', ['kms:*'], { operator: 'StringNotEquals', key: 'aws:SourceVpce', values: ['vpce-0123456789abcdef0'] }),
  denial('outside the office', ['kms:*'], { operator: 'NotIpAddress', key: 'aws:SourceIp', values: ['203.0.113.0/24'] }),
  denial('without MFA', ['kms:*'], { operator: 'BoolIfExists', key: 'aws:MultiFactorAuthPresent', values: ['false'] }),
  denial('of grants', ['kms:CreateGrant']),
  denial('of policies', ['kms:PutKeyPolicy']),
  denial('of tags', ['kms:TagResource', 'kms:UntagResource']),
  denial('of deletion', ['kms:ScheduleKeyDeletion']),
  denial('of decryption by the domains', ['kms:Decrypt'], { operator: 'ArnLike', key: 'aws:PrincipalArn', values: [`arn:aws:iam::${ACCOUNT}:role/gold/*`] }),
  denial('of data keys', ['kms:GenerateDataKey*']),
  denial('outside the domains', ['kms:*'], { operator: 'ArnNotLike', key: 'aws:PrincipalArn', values: [`arn:aws:iam::${ACCOUNT}:role/gold/*`] }),
  denial('of services', ['kms:*'], { operator: 'Bool', key: 'aws:PrincipalIsAWSService', values: ['true'] }),
  denial('of calls through services', ['kms:*'], { operator: 'Null', key: 'kms:ViaService', values: ['false'] }),
  denial('of direct calls', ['kms:*'], { operator: 'Null', key: 'kms:ViaService', values: ['true'] }),
  denial('outside one service', DATA, { operator: 'StringNotEquals', key: 'kms:ViaService', values: ['s3.ap-northeast-2.amazonaws.com'] }),
  denial('outside another Region', ['kms:*'], { operator: 'StringNotEquals', key: 'aws:RequestedRegion', values: ['us-east-1'] }),
  denial('without a tag', ['kms:*'], { operator: 'StringNotEquals', key: 'aws:PrincipalTag/team', values: ['payments'] }),
  denial('without an encryption context', DATA, { operator: 'Null', key: 'kms:EncryptionContext:domain', values: ['true'] }),
  denial('of everything', ['kms:*']),
];

function denial(about: string, actions: readonly string[], ...conditions: readonly Condition[]): Statement {
  return { sid: `Deny ${about}`, effect: 'Deny', kind: 'AWS', principals: ['*'], actions, conditions };
}

const aboutOf = ({ operator, key }: Condition): string => `${operator} ${key}`;
const shown = ({ operator, key, values }: Condition): string => `${operator} ${key} ${values.join(' or ')}`;

/** A deny that lost a value of what it leaves out, or got one of what it takes in. */
function widerDenials(condition: Condition): ConditionChange[] {
  const { operator, key, values } = condition;
  if (/Not/.test(operator)) {
    return values.map((value, index) => ({
      name: `${aboutOf(condition)} without ${value}`, becomes: values.length === 1 ? [] : [{ ...condition, values: withAt(values, index) }],
    }));
  }
  const everyRole = { ...condition, values: [...values, `arn:aws:iam::${ACCOUNT}:role/*`] };
  return key === 'aws:PrincipalArn' ? [{ name: `${aboutOf(condition)} with every role`, becomes: [everyRole] }] : [];
}

/** A condition with each of its values wrong: another path, service, Region, account, tag or number. */
function wrongValues(condition: Condition): ConditionChange[] {
  const { values } = condition;
  const wrong = (name: string, change: (value: string) => string) => {
    const others = values.map(change);
    return others.every((value, index) => value === values[index]) ? [] : [{ name: `${aboutOf(condition)} with ${name}`, becomes: [{ ...condition, values: others }] }];
  };
  return [
    ...wrong('another path', (value) => value.replace(/:role\/gold\/[^/]+\//, ':role/gold/other/').replace('cdk-hnb659fds', 'cdk-other')),
    ...wrong('another service', (value) => value.replace(/^[a-z]+\.(.*\.amazonaws\.com)$/, 'ec2.$1').replace(/^arn:aws:(?!iam)[a-z0-9]+:/, 'arn:aws:ec2:')),
    ...wrong('another Region', (value) => value.replace('ap-northeast-2', 'us-east-1')),
    ...wrong('another account', (value) => value.replaceAll(ACCOUNT, OTHER_ACCOUNT)),
    ...condition.key === 'aws:PrincipalTag/domain' ? wrong('another tag', () => 'other') : [],
    ...wrong('another number', (value) => (/^\d+$/.test(value) ? String(Number(value) + 1) : value)),
    ...wrong('the opposite', (value) => (value === 'true' ? 'false' : value)),
  ];
}
