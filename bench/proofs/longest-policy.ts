import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { counted, line, median, shortest } from './figures';
import { type ClaimedStack, claimedStack, prove, renamed } from './synthesized';
import { keys } from '../..';
import { cpuTime } from '../measure';

const ROUNDS = 9;
const QUOTA = 32_768;
const MOST_MILLISECONDS = 100;
const ACCOUNT = '111122223333';
const { KeyAccess, KeyService, KeyUser } = keys;

/** Where those who use the key live, and through what. */
const SETS = [
  { account: ACCOUNT, service: KeyService.S3, access: KeyAccess.ENCRYPT_DECRYPT },
  { account: ACCOUNT, service: KeyService.DYNAMODB, access: KeyAccess.DECRYPT },
  { account: ACCOUNT, service: KeyService.SQS, access: KeyAccess.ENCRYPT_DECRYPT },
  { account: '444455556666', service: KeyService.S3, access: KeyAccess.DECRYPT },
  { account: '777788889999', service: KeyService.S3, access: KeyAccess.ENCRYPT_DECRYPT },
];
const TEAMS = ['settlement', 'fraud', 'reporting', 'support', 'ledger', 'risk', 'search', 'catalog'];

/** A key that eight domains share and that many roles use by name. */
function sharedKey(scope: Construct, users: number): keys.DomainKey {
  const key = new keys.DomainKey(scope, 'Key', { domainName: 'orders', administratorArns: [`arn:aws:iam::${ACCOUNT}:role/KeyAdministrators`], organizationId: 'o-a1b2c3d4e5' });
  for (const service of [KeyService.S3, KeyService.DYNAMODB, KeyService.SQS, KeyService.SNS, KeyService.SECRETS_MANAGER, KeyService.LOGS]) { key.forService(service); }
  for (const team of TEAMS) { key.shareWithDomain(team, KeyAccess.DECRYPT, KeyService.S3, KeyService.DYNAMODB); }
  for (const account of new Set(SETS.map((set) => set.account))) { if (account !== ACCOUNT) { key.shareWithAccount(account); } }
  for (let index = 0; index < users; index++) {
    const { account, service, access } = SETS[index % SETS.length];
    key.allowUse(KeyUser.fromArn(`arn:aws:iam::${account}:role/teams/${TEAMS[index % TEAMS.length]}/Worker${index}`), service, access);
  }
  return key;
}

function sizeWith(users: number): number {
  const stack = new Stack(undefined, 'Bench', { env: { account: ACCOUNT, region: 'ap-northeast-2' } });
  const { keyPolicy } = sharedKey(stack, users).node.defaultChild as unknown as { keyPolicy: unknown };
  return Buffer.byteLength(JSON.stringify(stack.resolve(keyPolicy)));
}

/** The most users whose policy is within the quota. */
function mostUsers(): number {
  let [within, over] = [0, 512];
  while (over - within > 1) {
    const users = Math.floor((within + over) / 2);
    if (sizeWith(users) <= QUOTA) { within = users; } else { over = users; }
  }
  return within;
}

/** All default claims on a key policy of the longest that KMS takes, with the reading of the template. */
export function benchLongestPolicy(): boolean {
  const users = mostUsers();
  const longest = claimedStack((stack) => sharedKey(stack, users), { account: ACCOUNT, region: 'ap-northeast-2' });
  // of another account and with other names each time: nothing is remembered of the round before
  const fresh = (round: number): ClaimedStack => renamed(longest, { [ACCOUNT]: `11112222${3334 + round}`, Worker: `Work${1000 + round}`, orders: `order${round}` });
  const verdicts: string[] = [];
  const times = Array.from({ length: ROUNDS + 2 }, (_, round) => fresh(round)).map((stack) => cpuTime(() => { verdicts.push(...prove(stack)); })).slice(2);
  console.log(`  a key policy of ${sizeWith(users)} bytes with ${users} named users; ${counted(verdicts.slice(0, Object.values(longest.claims)[0].length))}`);
  const isDecided = !verdicts.includes('undecided');
  return line(isDecided && median(times) <= MOST_MILLISECONDS, 'all default claims on a key policy at the quota',
    `${shortest(median(times))} (${shortest(Math.min(...times))}–${shortest(Math.max(...times))})${isDecided ? '' : ', but not all decided'}`, `${MOST_MILLISECONDS} ms`);
}
