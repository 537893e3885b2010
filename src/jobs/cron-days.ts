/** Days by which a cron expression goes, from its two fields for them. */
export interface CronDays {
  /** Numbers, and node-cron's words for days: `L`, `L-3`, `15W`, `LW`. */
  ofMonth: readonly (number | string)[]
  /** Numbers from 0, which is Sunday, and `5L`, `5#2`. */
  ofWeek: readonly (number | string)[]
  /**
   * Where both fields are restricted, a day that either names is meant (POSIX crontab). As in the crontabs of Debian and
   * the BSDs, a field that begins with `*` is not restricted, also where it has a step.
   */
  either: boolean
}

/** Is it one of the days? */
export function isCronDay({ ofMonth, ofWeek, either }: CronDays, year: number, month: number, day: number): boolean {
  const inMonth = ofMonth.some((item) => item === day || item === String(day) || dayMeant(item, year, month) === day)
  if (either ? inMonth : !inMonth) return inMonth
  return ofWeek.some((item) => isWeekdayMeant(item, year, month, day))
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** What a word stands for in a month: the last day, so many before it, the working day nearest to a day. */
function dayMeant(item: number | string, year: number, month: number): number | undefined {
  const last = daysInMonth(year, month)
  const [, offset, nearest] = /^L(?:-(\d{1,2}))?$|^(\d{1,2}|L)W$/.exec(String(item)) ?? []
  if (nearest !== undefined) return workingDayNear(nearest === 'L' ? last : Number(nearest), last, year, month)
  if (offset !== undefined) return last - Number(offset)
  return item === 'L' ? last : undefined
}

/** Never in another month. */
function workingDayNear(day: number, last: number, year: number, month: number): number | undefined {
  if (day < 1 || day > last) return undefined
  const weekday = weekdayOf(year, month, day)
  if (weekday === 6) return day === 1 ? 3 : day - 1
  if (weekday === 0) return day === last ? day - 2 : day + 1
  return day
}

function isWeekdayMeant(item: number | string, year: number, month: number, day: number): boolean {
  const [, weekday, last, nth] = /^([0-7])(?:(L)|#([1-5]))?$/i.exec(String(item)) ?? []
  if (weekday === undefined || Number(weekday) % 7 !== weekdayOf(year, month, day)) return false
  if (last) return day > daysInMonth(year, month) - 7
  return nth === undefined || Math.ceil(day / 7) === Number(nth)
}

function weekdayOf(year: number, month: number, day: number): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay()
}
