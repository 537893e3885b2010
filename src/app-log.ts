import { type Logger, pino } from 'pino'

interface LogStream {
  isTTY?: boolean
  write(text: string): unknown
}

/** The log of a running service: one JSON object a line for programs; on a terminal, for people, a time and a sentence. */
export function openLog(stream: LogStream): Logger {
  const options = {
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level: string) => ({ level }) },
  }
  return pino(options, stream.isTTY ? { write: (line) => stream.write(forPeople(line)) } : stream)
}

/** `09:00:00  weekly/12 is approved.`; what is more than a note says so. UTC, as in the JSON. */
function forPeople(line: string): string {
  const { level, time, msg, ...rest } = JSON.parse(line) as { level: string; time: string; msg: string }
  const said = [
    level === 'info' ? '' : `${level}: `,
    msg,
    ...Object.values(rest).map((value) => ` ${JSON.stringify(value)}`),
  ]
  return `${time.slice(11, 19)}  ${said.join('')}\n`
}
