/** A policy of statements that allow everybody all of KMS, but for what they say. */
export const policy = (...statements: readonly object[]): object => ({
  Version: '2012-10-17',
  Statement: statements.map((statement) => ({ Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*', ...statement })),
});

/** A condition with one operator on one key. */
export const on = (operator: string, key: string, values: unknown): object => ({ Condition: { [operator]: { [key]: values } } });

export const role = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;

export const ALL = policy({});
export const NOTHING = policy({ Effect: 'Deny' });
