/** In English, as dates in files, feeds and lists have them. */
export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** `Jan` */
export const SHORT_MONTHS = MONTHS.map((name) => name.slice(0, 3))

const NUMBERS = new Map(SHORT_MONTHS.map((name, index) => [name.toLowerCase(), index + 1]))

/** 1 to 12, by the first three letters of a name; 0, which no calendar has, for any other word. */
export function monthNamed(name: string): number {
  return NUMBERS.get(name.slice(0, 3).toLowerCase()) ?? 0
}
