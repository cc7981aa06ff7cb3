import { Stack, aws_dynamodb as dynamodb, aws_logs as logs, aws_s3 as s3, aws_sqs as sqs } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { counted, line, median, shortest } from './figures';
import { type ClaimedStack, claimedStack, prove, renamed } from './synthesized';
import { keys } from '../..';
import { cpuTime } from '../measure';

const ROUNDS = 9;
const WARM_UP = 10;
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

/** A key that eight domains share and that many roles use by name, with some of what it encrypts. */
function sharedKey(scope: Construct, users: number): keys.DomainKey {
  const key = new keys.DomainKey(scope, 'Key', {
    domainName: 'orders', administratorArns: [`arn:aws:iam::${ACCOUNT}:role/KeyAdministrators`], organizationId: 'o-a1b2c3d4e5',
  });
  new s3.Bucket(scope, 'Bucket', { encryption: s3.BucketEncryption.KMS, encryptionKey: key.forService(KeyService.S3) });
  new dynamodb.TableV2(scope, 'Table', {
    partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
    encryption: dynamodb.TableEncryptionV2.customerManagedKey(key.forService(KeyService.DYNAMODB)),
  });
  new sqs.Queue(scope, 'Queue', { encryptionMasterKey: key.forService(KeyService.SQS) });
  new logs.LogGroup(scope, 'LogGroup', { logGroupName: 'gold/orders', encryptionKey: key.forService(KeyService.LOGS) });
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
  const fresh = (_: unknown, round: number): ClaimedStack =>
    renamed(longest, { [ACCOUNT]: `11112222${3334 + round}`, Worker: `Work${1000 + round}`, orders: `order${round}` });
  const verdicts: string[] = [];
  const prover = (stack: ClaimedStack) => cpuTime(() => { verdicts.push(...prove(stack)); });
  const times = Array.from({ length: ROUNDS + WARM_UP }, fresh).map(prover).slice(WARM_UP);
  console.log(`  a key policy of ${sizeWith(users)} bytes with ${users} named users; ${counted(verdicts.slice(-Object.values(longest.claims)[0].length))}`);
  const isDecided = !verdicts.includes('undecided');
  return line(isDecided && median(times) <= MOST_MILLISECONDS, 'all default claims on a key policy at the quota',
    `${shortest(median(times))} (${shortest(Math.min(...times))}–${shortest(Math.max(...times))})${isDecided ? '' : ', but not all decided'}`, `${MOST_MILLISECONDS} ms`);
}
