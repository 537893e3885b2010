/** A field of a cron expression: what it is called, and what may stand in it beside `*`. */
interface CronField {
  name: string
  min: number
  max: number
  /** Names for numbers, and a few forms that only a day can have. */
  names?: string
  forms?: string
}

const MONTHS =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?'
const WEEKDAYS = 'sun(?:day)?|mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?'

const FIELDS: CronField[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of the month', min: 1, max: 31, forms: String.raw`\?|L|L-\d{1,2}|LW|\d{1,2}W` },
  { name: 'month', min: 1, max: 12, names: MONTHS },
  { name: 'day of the week', min: 0, max: 7, names: WEEKDAYS, forms: String.raw`\?|(?:[0-7]|${WEEKDAYS})(?:L|#[1-5])` },
]

/**
 * What keeps an expression from being read as the docs say; undefined where nothing does. Stricter than node-cron, which
 * takes `1*` for `10-59` and `JAN1` for November.
 */
export function cronFault(expression: string): string | undefined {
  const parts = expression.trim().split(/\s+/)
  if (parts.length !== FIELDS.length) return FIVE_FIELDS
  for (const [index, field] of FIELDS.entries()) {
    const wrong = parts[index]?.split(',').find((item) => !fits(item, field))
    if (wrong !== undefined) return `Its ${field.name} cannot be "${wrong}": write ${described(field)}.`
  }
  return undefined
}

const FIVE_FIELDS =
  'Write a cron expression: minute, hour, day of the month, month, day of the week, such as "0 9 * * MON".'

function fits(item: string, field: CronField): boolean {
  const { forms, names, min, max } = field
  if (forms && new RegExp(`^(?:${forms})$`, 'i').test(item)) return inBounds(item, field)
  const one = names ? String.raw`\d{1,2}|${names}` : String.raw`\d{1,2}`
  const match = new RegExp(String.raw`^(?:\*|(?:${one})(-(?:${one}))?)(?:/(\d{1,2}))?$`, 'i').exec(item)
  if (!match || !inBounds(item.split('/')[0] ?? '', field)) return false
  const [, range, step] = match
  if (step === undefined) return true
  // A step walks through a range; one that is longer than the range was meant to be something else.
  return (item.startsWith('*') || range !== undefined) && Number(step) >= 1 && Number(step) <= max - min + 1
}

/** Of the numbers that are values; the one after `L-` and `#` counts something else. */
function inBounds(item: string, { min, max }: CronField): boolean {
  const values = item.replace(/^L-\d+$|#\d$/i, '').match(/\d+/g) ?? []
  return values.every((value) => Number(value) >= min && Number(value) <= max)
}

function described({ name, min, max }: CronField): string {
  if (name === 'month') return 'JAN to DEC or 1 to 12, "6-8" for a range, "*" for each'
  if (name === 'day of the week')
    return 'MON to SUN, or 0 to 7 with 0 and 7 for Sunday, "MON-FRI" for a range, "*" for each'
  return `a number from ${min} to ${max}, "${min}-${min + 4}" for a range, "*/2" for each second one, "*" for each`
}
