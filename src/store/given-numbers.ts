import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { sqliteFile } from '../config/database-url.ts'
import { explainSqlite } from './sqlite/problems.ts'

/** `made`: an edition has the number. `sent`: mails with it may have left. */
type Step = 'made' | 'sent'

/**
 * The file in which the numbers stand that a database's newsletters have given: beside a SQLite file; of a server's database
 * in `dir`, on each machine that makes or sends editions.
 */
export function numbersFile(url: string, dir = '.'): string {
  const file = sqliteFile(url)
  return file === undefined ? join(dir, 'numbers') : `${file}-numbers`
}

/**
 * The highest number that each newsletter has given, in a file beside the database: a copy that is put in its place does not
 * know what was sent after it was made, and would give the same numbers, archive pages and all, to other editions. Lines of
 * instance, newsletter, number and step are only ever added; a database that was made anew has another instance.
 */
export class GivenNumbers {
  readonly #file: string
  readonly #instance: string

  /** @param file numbersFile() */
  constructor(file: string, instance: string) {
    this.#file = file
    this.#instance = instance
  }

  /** 0 where there is none. @throws BroadsheetError where the file cannot be read */
  highest(newsletter: string, step: Step = 'made'): number {
    const text = this.#explained(() => (existsSync(this.#file) ? readFileSync(this.#file, 'utf8') : ''))
    return Math.max(0, ...text.split('\n').map((line) => this.#numberIn(line, newsletter, step)))
  }

  /** Durable when it returns. @throws BroadsheetError where the file cannot be written: then no mail may leave */
  give(newsletter: string, number: number, step: Step): void {
    if (number <= this.highest(newsletter, step)) return
    this.#explained(() => {
      const file = openSync(this.#file, 'a', 0o600)
      try {
        // Begins with a line break: a line that a power cut left half written ends there.
        writeSync(file, `\n${this.#instance} ${newsletter} ${number} ${step}\n`)
        fsyncSync(file)
      } finally {
        closeSync(file)
      }
    })
  }

  /** Whatever was sent was made before. */
  #numberIn(line: string, newsletter: string, step: Step): number {
    const [, instance, name, number, reached] = /^(\S+) (\S+) (\d{1,9}) (made|sent)$/.exec(line) ?? []
    const counts = instance === this.#instance && name === newsletter && (step === 'made' || reached === 'sent')
    return counts ? Number(number) : 0
  }

  #explained<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      throw explainSqlite(error, this.#file)
    }
  }
}
