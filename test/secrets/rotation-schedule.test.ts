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
  ['a window into the next day', { hour: '22', window: Duration.hours(3) }, /window of a rotation schedule is not valid: got '3 hours'; allowed: 1 to 24 whole hours, 2 hours or less/],
  ['a window into the next one', { hour: '0/4', window: Duration.hours(4) }, /window of a rotation schedule/],
])('a calendar\'s schedule with %s is refused', (_name, options, message) => {
  expect(() => RotationSchedule.cron(options)).toThrow(message);
});

test('a schedule rotates at once unless told to wait', () => {
  expect([RotationSchedule.rate(Duration.days(1)).rotateImmediately, RotationSchedule.cron({ hour: '2', rotateImmediately: false }).rotateImmediately]).toEqual([true, false]);
});
