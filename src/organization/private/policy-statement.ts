/** What a condition asks, by operator and key. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** A statement of a policy as JSON. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Conditions;
}

type Values = string | readonly string[];

/** A statement that denies. */
export const deny = (Sid: string, Action: Values, Resource: Values, Condition?: Conditions): PolicyStatement =>
  ({ Sid, Effect: 'Deny', Action, Resource, ...Condition === undefined ? {} : { Condition } });

/** A policy as JSON. */
export interface PolicyDocument<Statement = PolicyStatement> {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

export const documentOf = <Statement extends PolicyStatement>(statements: readonly Statement[]): PolicyDocument<Statement> =>
  ({ Version: '2012-10-17', Statement: statements });

const textOf = (statements: readonly PolicyStatement[]): string => JSON.stringify(documentOf(statements));

/** How long a policy is as text: white space within its values counts. */
export const sizeOf = (statements: readonly PolicyStatement[]): number => textOf(statements).length;

/** How long a policy is for IAM, which counts no white space. */
export const iamSizeOf = (statements: readonly PolicyStatement[]): number => textOf(statements).replace(/\s/g, '').length;
