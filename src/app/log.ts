import { type Logger, pino } from 'pino'
import { printable, printableLines } from '../config/printable.ts'
import { type Credentials, withoutCredentials, withoutPeople } from '../config/redact.ts'

interface LogStream {
  isTTY?: boolean
  write(text: string): unknown
}

/**
 * The log of a running service: one JSON object a line for programs; on a terminal, for people, a time and a sentence.
 * Whatever is logged, and whoever said it: no line carries an address, a token, a login or what a terminal would obey.
 */
export function openLog(stream: LogStream, credentials: readonly Credentials[] = []): Logger {
  const options = {
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level: string) => ({ level }) },
  }
  const unlogged = withoutCredentials(credentials)
  const clean = (text: string) => printableLines(withoutPeople(unlogged(text)))
  return pino(options, {
    write(line: string) {
      const { level, time, ...said } = JSON.parse(line) as Line
      const cleaned = { level, time, ...(eachText(said, clean) as Record<string, unknown>) }
      stream.write(stream.isTTY ? forPeople(cleaned) : `${JSON.stringify(cleaned)}\n`)
    },
  })
}

interface Line {
  level: string
  time: string
  msg?: string
}

function eachText(value: unknown, clean: (text: string) => string): unknown {
  if (typeof value === 'string') return clean(value)
  if (Array.isArray(value)) return value.map((each) => eachText(each, clean))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [printable(key), eachText(each, clean)]))
}

/** `09:00:00  weekly/12 is approved.`; what is more than a note says so. UTC, as in the JSON. */
function forPeople({ level, time, msg = '', ...rest }: Line): string {
  const said = [
    level === 'info' ? '' : `${level}: `,
    // Further lines are indented, so that none can pass for an entry of its own.
    msg.replaceAll('\n', '\n          '),
    ...Object.values(rest).map((value) => ` ${JSON.stringify(value)}`),
  ]
  return `${time.slice(11, 19)}  ${said.join('')}\n`
}
