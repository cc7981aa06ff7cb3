/** One operator on one key. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** A statement of a key's policy in one form; texts are those of `Fn::Sub`. */
export interface Statement {
  readonly sid: string;
  readonly effect: 'Allow' | 'Deny';
  /** Whom it speaks of: ARNs or services. */
  readonly kind: 'AWS' | 'Service';
  readonly principals: readonly string[];
  readonly actions: readonly string[];
  readonly conditions: readonly Condition[];
}

interface RawStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal: Readonly<Record<string, unknown>>;
  readonly Action: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The statements of a policy as CDK writes it; anything else in it is an error. */
export function statementsOf(policy: unknown): Statement[] {
  const { Statement: all } = policy as { readonly Statement: readonly RawStatement[] };
  return all.map(({ Sid: sid, Effect: effect, Principal: principal, Action: actions, Condition: condition = {} }) => {
    const [[kind, named], ...more] = Object.entries(principal);
    const principals = textsOf(named);
    if ((kind !== 'AWS' && kind !== 'Service') || more.length > 0) { throw new Error(`not read: ${JSON.stringify(principal)}`); }
    return {
      sid: sid ?? `statement for ${principals.join(' and ')}`,
      effect,
      kind,
      principals,
      actions: textsOf(actions),
      conditions: Object.entries(condition).flatMap(([operator, keys]) =>
        Object.entries(keys).map(([key, values]) => ({ operator, key, values: textsOf(values) }))),
    };
  });
}

/** The policy with these statements. */
export function policyOf(statements: readonly Statement[]): unknown {
  return {
    Version: '2012-10-17',
    Statement: statements.map(({ sid, effect, kind, principals, actions, conditions }) => ({
      ...sid.includes(' ') ? {} : { Sid: sid },
      Effect: effect,
      Principal: { [kind]: principals.map(valueOf) },
      Action: actions,
      Resource: '*',
      ...conditions.length === 0 ? {} : { Condition: conditionsOf(conditions) },
    })),
  };
}

function conditionsOf(conditions: readonly Condition[]): Record<string, Record<string, unknown>> {
  const all: Record<string, Record<string, unknown>> = {};
  for (const { operator, key, values } of conditions) { all[operator] = { ...all[operator], [key]: values.map(valueOf) }; }
  return all;
}

const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).map(textOf);

function textOf(value: unknown): string {
  if (typeof value === 'string') { return value; }
  const [[name, argument]] = Object.entries(value as object) as [string, unknown][];
  if (name === 'Ref') { return `\${${String(argument)}}`; }
  if (name === 'Fn::Join') { return (argument as [string, unknown[]])[1].map(textOf).join((argument as [string])[0]); }
  throw new Error(`not read: ${JSON.stringify(value)}`);
}

/** A list with other items in the place of one. */
export const withAt = <Item>(items: readonly Item[], index: number, ...becomes: readonly Item[]): Item[] =>
  [...items.slice(0, index), ...becomes, ...items.slice(index + 1)];

const valueOf = (text: string): unknown => (text.includes('${') ? { 'Fn::Sub': text } : text);
