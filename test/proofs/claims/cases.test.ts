import { ACCOUNT, allow, key, proveAbout, stackOf } from './template';

const STAGE = {
  Parameters: { Stage: { Type: 'String', AllowedValues: ['dev', 'prod'] } },
  Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
};
const OWN = { AWS: `arn:aws:iam::${ACCOUNT}:root` };

/** What a proof takes for granted whose policy has one condition in production and another elsewhere. */
function assumptions(inProduction: object, elsewhere: object): readonly string[] {
  const statement = allow({ Service: 'sns.amazonaws.com' }, 'kms:Decrypt', { 'Fn::If': ['IsProd', inProduction, elsewhere] });
  const [record] = proveAbout(stackOf({ Key: key(allow(OWN, 'kms:PutKeyPolicy'), statement) }, STAGE), 'Key', [{ claim: 'noConfusedDeputy' }]);
  expect(record.verdict).toBe('proved');
  return record.assumptions;
}

describe('a claim that is proved in several cases', () => {
  const [byVia, byAccount] = [{ StringEquals: { 'kms:ViaService': 's3.ap-northeast-2.amazonaws.com' } }, { StringEquals: { 'aws:SourceAccount': ACCOUNT } }];

  test('takes for granted what each of them does', () => {
    const [via, account] = [assumptions(byVia, byVia), assumptions(byAccount, byAccount)];
    expect(via).not.toEqual(account);
    expect(assumptions(byVia, byAccount)).toEqual([...new Set([...via, ...account])].sort());
  });

  test('takes the same for granted whichever comes first', () => {
    expect(assumptions(byVia, byAccount)).toEqual(assumptions(byAccount, byVia));
  });
});
