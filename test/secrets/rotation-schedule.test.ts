import { Duration, Lazy } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { RotationSchedule } from '../../src/secrets';

test.each([
  ['hours', Duration.hours(12), 'rate(12 hours)'], ['days', Duration.days(10), 'rate(10 days)'], ['one day', Duration.hours(24), 'rate(1 day)'],
  ['the shortest', Duration.hours(4), 'rate(4 hours)'], ['the longest', Duration.days(1000), 'rate(1000 days)'],
])('an interval in %s is written as Secrets Manager reads it', (_name, interval, expression) => {
  expect(RotationSchedule.rate(interval).expression).toBe(expression);
});

test('an interval is taken if, and only if, it is 4 hours to 1000 days in whole hours', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 2_000_000 }), (minutes) => {
    const make = () => RotationSchedule.rate(Duration.minutes(minutes));
    if (minutes % 60 === 0 && minutes >= 240 && minutes <= 1_440_000) { expect(make).not.toThrow(); } else { expect(make).toThrow(/interval of a rotation/); }
  }));
});

test('an interval that only the deployment knows passes', () => {
  expect(RotationSchedule.rate(Duration.days(Lazy.number({ produce: () => 5 }))).expression).toMatch(/^rate\(.* days\)$/);
});

test('a window is whole hours, a day at most, and shorter than the interval', () => {
  fc.assert(fc.property(fc.integer({ min: 4, max: 48 }), fc.integer({ min: 0, max: 30 }), (hours, window) => {
    const make = () => RotationSchedule.rate(Duration.hours(hours), { window: Duration.hours(window) });
    if (window >= 1 && window <= 24 && window < hours) { expect(make).not.toThrow(); } else { expect(make).toThrow(/window of a rotation schedule/); }
  }));
});

test.each([
  ['every night', { hour: '2' }, 'cron(0 2 * * ? *)'],
  ['on the first of the month', { hour: '4', day: '1' }, 'cron(0 4 1 * ? *)'],
  ['on the last day of the month', { hour: '23', day: 'L' }, 'cron(0 23 L * ? *)'],
  ['every eight hours', { hour: '0/8' }, 'cron(0 0/8 * * ? *)'],
  ['on the first Sunday of each quarter', { hour: '3', weekDay: 'SUN#1', month: '1/3' }, 'cron(0 3 ? 1/3 SUN#1 *)'],
])('a calendar\'s schedule %s is written as Secrets Manager reads it', (_name, options, expression) => {
  expect(RotationSchedule.cron(options).expression).toBe(expression);
});

test.each([
  ['an hour that is none', { hour: '24' }, /hour of a rotation schedule/],
  ['a list of hours', { hour: '*' }, /hour of a rotation schedule/],
  ['an increment below four hours', { hour: '0/3' }, /hour of a rotation schedule/],
  ['a day that is none', { hour: '1', day: 'today' }, /day of a rotation schedule/],
  ['a month that is none', { hour: '1', month: 'January' }, /month of a rotation schedule/],
  ['a day of the week that is none', { hour: '1', weekDay: '8' }, /weekDay of a rotation schedule/],
  ['a day of the month beside one of the week', { hour: '1', day: '1', weekDay: 'SUN' }, /none beside `day`/],
  ['day 0', { hour: '1', day: '0' }, /day of a rotation schedule is not valid: got '0'/],
  ['day 40', { hour: '1', day: '40' }, /day of a rotation schedule is not valid: got '40'/],
  ['day 40 at the end of a list', { hour: '1', day: '1,40' }, /day of a rotation schedule/],
  ['a range of a range', { hour: '1', day: '1-3-5' }, /day of a rotation schedule/],
  ['an increment of no days', { hour: '1', day: '1/0' }, /day of a rotation schedule/],
  ['month 13', { hour: '1', month: '13' }, /month of a rotation schedule is not valid: got '13'/],
  ['month FOO', { hour: '1', month: 'FOO' }, /month of a rotation schedule is not valid: got 'FOO'/],
  ['a day of the week FOO', { hour: '1', weekDay: 'FOO' }, /weekDay of a rotation schedule is not valid: got 'FOO'/],
  ['the 30th of February', { hour: '1', day: '30', month: 'FEB' }, /days of a rotation schedule is not valid: got 'day 30 of month FEB'; allowed: days that come every 1000 days or sooner/],
  ['the 31st of months that have 30', { hour: '1', day: '31', month: '4,6,SEP,11' }, /days of a rotation schedule/],
  ['the fifth Sunday of January, which may take five years', { hour: '1', weekDay: 'SUN#5', month: 'JAN' }, /days of a rotation schedule/],
  ['the 29th of February, which comes every four years', { hour: '1', day: '29', month: '2' }, /days of a rotation schedule/],
  ['a window into the next day', { hour: '22', window: Duration.hours(3) }, /window of a rotation schedule is not valid: got '3 hours'; allowed: 1 to 24 whole hours, 2 hours or less/],
  ['a window into the next one', { hour: '0/4', window: Duration.hours(4) }, /window of a rotation schedule/],
])('a calendar\'s schedule with %s is refused', (_name, options, message) => {
  expect(() => RotationSchedule.cron(options)).toThrow(message);
});

test('a schedule rotates at once unless told to wait', () => {
  expect([RotationSchedule.rate(Duration.days(1)).rotateImmediately, RotationSchedule.cron({ hour: '2', rotateImmediately: false }).rotateImmediately]).toEqual([true, false]);
});

test.each<[string, Parameters<typeof RotationSchedule.cron>[0], number]>([
  ['every day', { hour: '2' }, 24],
  ['every eight hours', { hour: '0/8' }, 8],
  ['every ten hours, of which midnight is nearer', { hour: '2/10' }, 10],
  ['every eleven hours, then longer over midnight', { hour: '3/11' }, 13],
  ['every day of one hour, whatever the increment', { hour: '20/4' }, 24],
  ['on one day of the week', { hour: '2', weekDay: 'MON' }, 7 * 24],
  ['on the weekday nearest the first, which may be the third', { hour: '2', day: '1W' }, 33 * 24],
  ['on the weekday nearest the 30th, which February has not', { hour: '2', day: '30W' }, 61 * 24],
  ['on the weekday nearest the 31st, which may be the 29th', { hour: '2', day: '31W' }, 63 * 24],
  ['on workdays, over the weekend', { hour: '2', weekDay: 'MON-FRI' }, 3 * 24],
  ['from Friday to Monday', { hour: '2', weekDay: 'FRI-MON' }, 4 * 24],
  ['on the first Sunday of a month', { hour: '2', weekDay: 'SUN#1' }, 35 * 24],
  ['on the last Sunday of a month', { hour: '2', weekDay: '1L' }, 35 * 24],
  ['on one day of a month', { hour: '2', day: '1' }, 31 * 24],
  ['on the last day of a month', { hour: '2', day: 'L' }, 31 * 24],
  ['on the 31st, over months without one', { hour: '2', day: '31' }, 61 * 24],
  ['on the workday nearest to the 15th', { hour: '2', day: '15W' }, 32 * 24],
  ['twice a month', { hour: '2', day: '1,15' }, 17 * 24],
  ['every ten days of a month', { hour: '2', day: '1/10' }, 10 * 24],
  ['in one month', { hour: '2', day: '1', month: 'JAN' }, 366 * 24],
  ['each quarter', { hour: '2', day: '1', month: '1/3' }, 92 * 24],
])('a calendar\'s schedule %s tells how long it takes at most', (_name, options, hours) => {
  expect(RotationSchedule.cron(options)._intervalHours).toBe(hours);
});

test('a calendar\'s schedule that only the deployment knows passes', () => {
  const schedule = RotationSchedule.cron({ hour: '2', day: Lazy.string({ produce: () => '1' }) });
  expect(schedule.expression).toMatch(/^cron\(0 2 \$\{Token.* \* \? \*\)$/);
  expect(schedule._intervalHours).toBeUndefined();
});

test('a window beside an hour that only the deployment knows is a day at most', () => {
  const make = (hours: number) => RotationSchedule.cron({ hour: Lazy.string({ produce: () => '2' }), window: Duration.hours(hours) });
  expect(() => make(24)).not.toThrow();
  expect(() => make(25)).toThrow(/window of a rotation schedule is not valid: got '25 hours'/);
});
