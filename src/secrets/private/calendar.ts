/** What a calendar's schedule says of days, as a cron expression of Secrets Manager does. */
export interface CalendarFields { readonly day?: string; readonly month: string; readonly weekDay?: string }

type Matches = (date: Date) => boolean;

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEK_DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const DAY = 86_400_000;

/** After 28 years the days of the week come on the same dates; the 29th closes the last gap. */
const [BEGINNING, DAYS] = [Date.UTC(2024, 0, 1), 29 * 366];

/** Which dates a field for the day of the month names: `L`, `15W`, lists, ranges and increments; `undefined` if it is no such field. */
export function dayOfMonth(field: string): Matches | undefined {
  if (field === 'L') { return (date) => date.getUTCDate() === lastDay(date); }
  const [, weekday] = /^(\d{1,2})W$/.exec(field) ?? [];
  const days = numbersOf(weekday ?? field, 31);
  if (days === undefined) { return undefined; }
  return weekday === undefined ? (date) => days.has(date.getUTCDate()) : (date) => date.getUTCDate() === nearestWorkday(date, Number(weekday));
}

/** Which dates a field for the month names: numbers and names, lists, ranges and increments. */
export function monthOfYear(field: string): Matches | undefined {
  const months = numbersOf(field, 12, MONTHS);
  return months && ((date) => months.has(date.getUTCMonth() + 1));
}

/** Which dates a field for the day of the week names: numbers and names, lists and ranges, `SUN#1`, `SUNL`. */
export function dayOfWeek(field: string): Matches | undefined {
  const [, one, which] = /^([1-7]|[A-Z]{3})(L|#[1-5])$/.exec(field) ?? [];
  const days = /[*/]/.test(field) ? undefined : numbersOf(one ?? field, 7, WEEK_DAYS);
  if (days === undefined) { return undefined; }
  const isDay: Matches = (date) => days.has(date.getUTCDay() + 1);
  if (which === undefined) { return isDay; }
  if (which === 'L') { return (date) => isDay(date) && date.getUTCDate() > lastDay(date) - 7; }
  return (date) => isDay(date) && Math.ceil(date.getUTCDate() / 7) === Number(which[1]);
}

/** The longest time between two days of a calendar, in days; `Infinity` if there are no two. */
export function longestGap({ day, month, weekDay }: CalendarFields): number {
  const fields = [dayOfMonth(day ?? '*'), monthOfYear(month), weekDay === undefined ? undefined : dayOfWeek(weekDay)];
  const given = fields.filter((matches): matches is Matches => matches !== undefined);
  const dates = Array.from({ length: DAYS }, (_, at) => at).filter((at) => given.every((matches) => matches(new Date(BEGINNING + at * DAY))));
  return dates.length < 2 ? Infinity : Math.max(...dates.slice(1).map((at, index) => at - dates[index]));
}

function numbersOf(field: string, most: number, names: readonly string[] = []): ReadonlySet<number> | undefined {
  const numbers = new Set<number>();
  const numberOf = (text: string) => names.indexOf(text) + 1 || Number(text);
  for (const part of field === '*' ? [`1-${most}`] : field.split(',')) {
    const [, first, last, every] = /^([A-Z]{3}|\d{1,2})(?:-([A-Z]{3}|\d{1,2}))?(?:\/(\d{1,2}))?$/.exec(part) ?? [];
    if (first === undefined) { return undefined; }
    const from = numberOf(first);
    const to = last === undefined && every !== undefined ? most : numberOf(last ?? first);
    const step = Number(every ?? 1);
    if (![from, to, step].every((number) => number >= 1 && number <= most)) { return undefined; }
    for (let at = from; at <= (to < from ? to + most : to); at += step) { numbers.add((at - 1) % most + 1); } // FRI-MON goes over the end
  }
  return numbers;
}

const lastDay = (date: Date): number => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();

/** The weekday nearest to a day, in the same month; 0 where the month has no such day. */
function nearestWorkday(date: Date, day: number): number {
  const last = lastDay(date);
  if (day > last) { return 0; }
  const weekDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), day)).getUTCDay();
  if (weekDay === 6) { return day === 1 ? 3 : day - 1; }
  if (weekDay === 0) { return day === last ? day - 2 : day + 1; }
  return day;
}
