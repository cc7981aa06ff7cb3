import { compliant, control, noRuntimeRule, unknown, violated } from '../control';

const LONGEST_WINDOW = 30;

export const deletionWindow = control({
  id: 'kms.deletion-window',
  title: 'the deletion of a key waits as long as AWS lets it',
  titleKo: '키 삭제 대기 기간은 최대치인 30일이다',
  why: 'a mistaken or malicious deletion can be cancelled only while it waits',
  severity: 'medium',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['SC-12', 'SC-12(2)'], ismsP: ['2.7.2'] },
  appliesTo: ['AWS::KMS::Key'],
  check: (key) => {
    const days = key.get('PendingWindowInDays') ?? LONGEST_WINDOW;
    if (Number.isNaN(Number(days))) { return unknown('PendingWindowInDays is known only at deployment'); }
    return Number(days) >= LONGEST_WINDOW ? compliant() : violated(`PendingWindowInDays is ${String(days)}, less than ${LONGEST_WINDOW}`);
  },
  default: { PendingWindowInDays: LONGEST_WINDOW },
  fix: 'set PendingWindowInDays to 30, or leave it out',
  runtime: noRuntimeRule('the window is chosen when the deletion is scheduled, which the rule of kms.retained reports'),
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html',
});
