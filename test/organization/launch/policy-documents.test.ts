import { policyDocuments } from '../../../src/organization/private/launch/policy-documents';
import type { LaunchStatement } from '../../../src/organization/private/launch/statement';
import { IAM_POLICY_LIMITS } from '../../../src/private/iam-limits';

const statement = (Sid: string, actions: number): LaunchStatement =>
  ({ Sid, Effect: 'Allow', Action: Array.from({ length: actions }, (_each, at) => `sqs:Action${String(at).padStart(4, '0')}`), Resource: ['*'] });

test('statements that fit together make one document', () => {
  expect(policyDocuments([statement('One', 10), statement('Other', 10)])).toHaveLength(1);
});

test('a short statement goes where there is room', () => {
  expect(policyDocuments([statement('Short', 10), statement('Long', 300), statement('Longer', 310)]).map(({ Statement }) => Statement.map(({ Sid }) => Sid)))
    .toEqual([['Longer', 'Short'], ['Long']]);
});

test('a statement that is too long becomes several with the same actions', () => {
  const documents = policyDocuments([statement('Long', 900)]);
  expect(documents.flatMap(({ Statement }) => Statement.flatMap(({ Action }) => Action)).sort()).toEqual([...statement('Long', 900).Action]);
  expect(documents.every((document) => JSON.stringify(document).length <= IAM_POLICY_LIMITS.characters)).toBe(true);
});

test('more documents than a role takes are refused', () => {
  expect(() => policyDocuments(Array.from({ length: 11 }, (_each, at) => statement(`Long${at}`, 310)))).toThrow(/got '11 managed policies.*several products/);
});
