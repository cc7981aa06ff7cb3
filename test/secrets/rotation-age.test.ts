import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as fc from 'fast-check';
import { reportAges } from '../../src/secrets/alarms/age-report';
import { type RotationState, hoursOverdue } from '../../src/secrets/alarms/rotation-age';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 22);
const hoursAgo = (hours: number) => new Date(NOW - hours * HOUR);
const state = (given: Partial<RotationState>): RotationState => ({ RotationEnabled: true, CreatedDate: hoursAgo(10_000), ...given });

describe('a rotation', () => {
  test.each<[string, Partial<RotationState>, number | undefined, number]>([
    ['within its interval and before its date is not late', { LastRotatedDate: hoursAgo(100), NextRotationDate: hoursAgo(-50) }, 720, 0],
    ['past the date that AWS planned is late since then', { LastRotatedDate: hoursAgo(100), NextRotationDate: hoursAgo(30) }, 720, 30],
    ['past its interval is late, though AWS has planned it anew', { LastRotatedDate: hoursAgo(800), NextRotationDate: hoursAgo(-500) }, 720, 80],
    ['that never ran is late since the secret\'s creation and its interval', { CreatedDate: hoursAgo(750), NextRotationDate: hoursAgo(-5) }, 720, 30],
    ['of a calendar has the interval that AWS computed', { LastRotatedDate: hoursAgo(75), NextRotationDate: hoursAgo(-5), RotationRules: { AutomaticallyAfterDays: 2 } }, undefined, 27],
    ['of an old secret that newly has one is not late', { CreatedDate: hoursAgo(9_600), LastChangedDate: hoursAgo(2), NextRotationDate: hoursAgo(-718) }, 720, 0],
    ['of an old secret that never succeeded is late an interval after it was turned on', { CreatedDate: hoursAgo(9_600), LastChangedDate: hoursAgo(800), NextRotationDate: hoursAgo(-600) }, 720, 80],
    ['that never succeeded is late by its plan, though the secret was changed since', { CreatedDate: hoursAgo(9_600), LastChangedDate: hoursAgo(1), NextRotationDate: hoursAgo(30) }, 720, 30],
    ['of a calendar that never succeeded has the interval that the construct tells', { CreatedDate: hoursAgo(75), LastChangedDate: hoursAgo(74), NextRotationDate: hoursAgo(-5) }, 24, 50],
    ['of which nobody knows an interval has the planned date only', { LastRotatedDate: hoursAgo(5_000), NextRotationDate: hoursAgo(-5) }, undefined, 0],
    ['that is turned off is late at once', { RotationEnabled: false, LastRotatedDate: hoursAgo(1) }, 720, 24],
    ['that is turned off for long is as late as it is old', { RotationEnabled: undefined, LastRotatedDate: hoursAgo(400) }, 720, 400],
  ])('%s', (_name, given, interval, expected) => {
    expect(hoursOverdue(state(given), NOW, interval)).toBeCloseTo(expected, 6);
  });

  test('is never less late as time passes', () => {
    const hours = fc.integer({ min: -2_000, max: 2_000 });
    fc.assert(fc.property(hours, hours, fc.integer({ min: 4, max: 24_000 }), fc.nat(5_000), (last, next, interval, later) => {
      const given = state({ LastRotatedDate: hoursAgo(last), NextRotationDate: hoursAgo(next) });
      expect(hoursOverdue(given, NOW + later * HOUR, interval)).toBeGreaterThanOrEqual(hoursOverdue(given, NOW, interval));
    }));
  });
});

describe('the report of how late rotations are', () => {
  const client = (answers: Readonly<Record<string, RotationState>>): SecretsManagerClient => Object.assign(new SecretsManagerClient({ region: 'eu-west-1' }), {
    send: async ({ input: { SecretId } }: { input: { SecretId: string } }) => {
      if (!(SecretId in answers)) { throw new Error(`no ${SecretId}`); }
      return answers[SecretId];
    },
  });
  const event = { domain: 'orders', stack: 'Shop', group: '1', secrets: [{ arn: 'one', name: 'One', intervalHours: 24 }, { arn: 'two', name: 'Two' }] };
  const report = async (answers: Readonly<Record<string, RotationState>>) => {
    const lines: string[] = [];
    await reportAges(event, client(answers), (line) => lines.push(line));
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  };
  const late: RotationState = { RotationEnabled: true, LastRotatedDate: new Date(Date.now() - 34 * HOUR) };

  test('has a metric for each secret, in the dimensions of the alarm', async () => {
    const [one, two] = await report({ one: late, two: { RotationEnabled: true, NextRotationDate: new Date(Date.now() + HOUR) } });
    expect(one).toMatchObject({
      _aws: { CloudWatchMetrics: [{ Namespace: 'CdkGold/Rotation', Dimensions: [['Domain', 'Stack', 'Group'], ['Secret']], Metrics: [{ Name: 'HoursOverdue', Unit: 'None' }] }] },
      Domain: 'orders',
      Stack: 'Shop',
      Group: '1',
      Secret: 'One',
    });
    expect([one.HoursOverdue, two.HoursOverdue]).toEqual([expect.closeTo(10, 2), 0]);
  });

  test('counts a secret that can\'t be looked at as late, and looks at the others', async () => {
    const [one, two] = await report({ two: late });
    expect(one.HoursOverdue).toBeGreaterThan(24);
    expect(two.Secret).toBe('Two');
  });
});
