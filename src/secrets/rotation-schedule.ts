import { Token, type Duration, type aws_secretsmanager as secretsmanager } from 'aws-cdk-lib';
import { dayOfMonth, dayOfWeek, longestGap, monthOfYear } from './private/calendar';
import { SCHEDULE_BOUNDS } from './private/schedule-bounds';
import { refuseUnless } from '../private/errors';

/** What goes for every schedule. */
export interface RotationScheduleOptions {
  /**
   * How long the window is in which Secrets Manager may rotate: 1 to 24 whole hours, shorter than the time between two rotations, and
   * within one day (UTC).
   *
   * @default - one hour where the schedule is in hours, otherwise until the end of the day (UTC)
   */
  readonly window?: Duration;

  /**
   * Whether the secret rotates as soon as the schedule is deployed or changed. Otherwise only the test of the current credential runs then.
   *
   * @default true
   */
  readonly rotateImmediately?: boolean;
}

/** When a secret rotates, in UTC. The minute is always 0: Secrets Manager takes no other. */
export interface RotationCronOptions extends RotationScheduleOptions {
  /** The hour in which the window begins: `0` to `23`, or every few hours such as `0/8` (4 or more). */
  readonly hour: string;

  /**
   * Day of the month: `1` to `31`, `L` for the last, lists and ranges.
   *
   * @default - every day, or none where `weekDay` is given
   */
  readonly day?: string;

  /**
   * Month: `1` to `12` or `JAN` to `DEC`, lists, ranges and increments.
   *
   * @default - every month
   */
  readonly month?: string;

  /**
   * Day of the week: `1` (Sunday) to `7` or `SUN` to `SAT`, `SUN#1` for the first Sunday of the month. Not beside `day`.
   *
   * @default - any
   */
  readonly weekDay?: string;
}

/**
 * When Secrets Manager rotates a secret.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html
 */
export class RotationSchedule {
  /**
   * Every so often: 4 hours to 1000 days, in whole hours or days. In days, the window begins at midnight (UTC).
   *
   * @param interval the longest time between two rotations
   */
  public static rate(interval: Duration, options: RotationScheduleOptions = {}): RotationSchedule {
    if (interval.isUnresolved()) { return new RotationSchedule(`rate(${interval.formatTokenToNumber()})`, options); }
    const hours = interval.toHours({ integral: false });
    const { shortestHours, longestDays } = SCHEDULE_BOUNDS;
    refuseUnless(Number.isInteger(hours) && hours >= shortestHours && hours <= longestDays * 24, {
      what: 'interval of a rotation', got: `${hours} hours`, allowed: `${shortestHours} hours to ${longestDays} days, in whole hours`, fix: 'pass Duration.days(30), or what your policy asks for',
    });
    checkWindow(options.window, Math.min(hours, SCHEDULE_BOUNDS.windowHours.max + 1), `shorter than the interval of ${hours} hours`);
    return new RotationSchedule(`rate(${hours % 24 === 0 ? counted(hours / 24, 'day') : counted(hours, 'hour')})`, options, hours);
  }

  /**
   * At times of a calendar, in UTC.
   *
   * @throws if a field is out of its bounds, or the days come less often than every 1000 days, such as the 30th or 29th of February
   */
  public static cron(options: RotationCronOptions): RotationSchedule {
    const { hour, day, month = '*', weekDay } = options;
    const [, start, every] = /^(\d{1,2})(?:\/(\d{1,2}))?$/.exec(hour) ?? [];
    const isIncrement = every === undefined || (Number(every) >= SCHEDULE_BOUNDS.shortestHours && Number(every) < 24);
    refuseUnless(start !== undefined && Number(start) < 24 && isIncrement, {
      what: 'hour of a rotation schedule', got: hour, allowed: `0 to 23, or such with an increment of ${SCHEDULE_BOUNDS.shortestHours} or more (0/8)`, fix: 'pass the hour in UTC in which the window begins',
    });
    refuseUnless(day === undefined || weekDay === undefined, { what: 'weekDay of a rotation schedule', got: weekDay, allowed: 'none beside `day`', fix: 'leave one of them out' });
    const field = (what: string, got: string | undefined, read: (text: string) => unknown, allowed: string) => {
      refuseUnless(got === undefined || read(got) !== undefined, {
        what: `${what} of a rotation schedule`, got, allowed, fix: 'write it as in a cron expression of Secrets Manager',
      });
    };
    field('day', day, dayOfMonth, '1 to 31, L, W, lists, ranges and increments');
    field('month', month, monthOfYear, '1 to 12, JAN to DEC, lists, ranges and increments');
    field('weekDay', weekDay, dayOfWeek, '1 to 7, SUN to SAT, L, #, lists and ranges');
    const isKnown = ![hour, day, month, weekDay].some((text) => Token.isUnresolved(text));
    const days = isKnown ? longestGap({ day, month, weekDay }) : 0;
    refuseUnless(days <= SCHEDULE_BOUNDS.longestDays, {
      what: 'days of a rotation schedule',
      got: `${day === undefined ? `weekDay ${weekDay}` : `day ${day}`} of month ${month}`,
      allowed: `days that come every ${SCHEDULE_BOUNDS.longestDays} days or sooner`,
      fix: 'name other days: these come never, or in few years only',
    });
    const most = Token.isUnresolved(hour) ? SCHEDULE_BOUNDS.windowHours.max
      : every === undefined ? 24 - Number(start) : Math.min(Number(every) - 1, 24 - Number(start));
    checkWindow(options.window, most + 1, `${most} hours or less, since it ends with the day (UTC), and before the next begins`);
    const intervalHours = isKnown ? longestHours(days, Number(start), every === undefined ? 24 : Number(every)) : undefined;
    return new RotationSchedule(`cron(0 ${hour} ${day ?? (weekDay === undefined ? '*' : '?')} ${month} ${weekDay ?? '?'} *)`, options, intervalHours);
  }

  /** The schedule as Secrets Manager reads it, such as `rate(30 days)`. */
  public readonly expression: string;
  /** Whether the secret rotates as soon as the schedule is deployed. */
  public readonly rotateImmediately: boolean;

  /** @internal */
  public readonly _rules: secretsmanager.CfnRotationSchedule.RotationRulesProperty;
  /**
   * The longest time between the beginnings of two windows, if it is known.
   *
   * @internal
   */
  public readonly _intervalHours?: number;

  private constructor(expression: string, { window, rotateImmediately = true }: RotationScheduleOptions, intervalHours?: number) {
    this.expression = expression;
    this.rotateImmediately = rotateImmediately;
    this._rules = { scheduleExpression: expression, duration: window === undefined ? undefined : `${window.toHours()}h` };
    this._intervalHours = intervalHours;
  }
}

/** From the last window of a day to the first of the next one, or from one to the next in a day. */
const longestHours = (days: number, start: number, every: number): number =>
  Math.max(every, days * 24 - Math.floor((23 - start) / every) * every);

const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;

function checkWindow(window: Duration | undefined, below: number, reason: string): void {
  if (window === undefined) { return; }
  const hours = window.toHours({ integral: false });
  const { min, max } = SCHEDULE_BOUNDS.windowHours;
  refuseUnless(Number.isInteger(hours) && hours >= min && hours <= max && hours < below, {
    what: 'window of a rotation schedule', got: `${hours} hours`, allowed: `${min} to ${max} whole hours, ${reason}`, fix: 'pass Duration.hours(…), or leave it out',
  });
}
