import { DescribeSecretCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { hoursOverdue } from './rotation-age';

/** A secret whose rotation is watched. */
interface Watched { readonly arn: string; readonly name: string; readonly intervalHours?: number }

/** What the schedule of the construct `SecretAlarms` sends. */
interface AgeEvent { readonly domain: string; readonly stack: string; readonly group: string; readonly secrets: readonly Watched[] }

/** A secret that can't be looked at counts as a year late: without a number nobody would hear of it. */
const UNKNOWN_HOURS = 8_760;

/** Writes how late the rotations of some secrets are, as metrics in CloudWatch's embedded format: one for each secret, and the largest. */
export async function reportAges(event: unknown, client: SecretsManagerClient, write: (line: string) => void = (line) => { process.stdout.write(`${line}\n`); }): Promise<void> {
  const { domain, stack, group, secrets } = event as AgeEvent;
  for (const { arn, name, intervalHours } of secrets) {
    const hours = await overdue(client, arn, intervalHours);
    write(JSON.stringify({
      _aws: {
        Timestamp: Date.now(),
        CloudWatchMetrics: [{ Namespace: 'CdkGold/Rotation', Dimensions: [['Domain', 'Stack', 'Group'], ['Secret']], Metrics: [{ Name: 'HoursOverdue', Unit: 'None' }] }],
      },
      Domain: domain,
      Stack: stack,
      Group: group,
      Secret: name,
      HoursOverdue: hours,
    }));
  }
}

async function overdue(client: SecretsManagerClient, arn: string, intervalHours?: number): Promise<number> {
  try {
    return hoursOverdue(await client.send(new DescribeSecretCommand({ SecretId: arn })), Date.now(), intervalHours);
  } catch {
    return UNKNOWN_HOURS;
  }
}
