import { randomInt } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { YEAR_USAGE, yearOptions } from './options.ts'
import { runYears } from './run-years.ts'
import type { SimulatedYear } from './simulate-year.ts'

const PROGRESS_EVERY = 100
/** Breaches of one year. */
const SHOWN = 5

/** `npm run year -- [options]`. Exit 0 all rules held, 1 one was broken, 2 wrong usage. The last line is `N passed, N failed`. */
const options = yearOptions(process.argv.slice(2), randomInt(1_000_000_000), availableParallelism())
if (typeof options === 'string') {
  process.stderr.write(`${options}\n${YEAR_USAGE}`)
  process.exit(2)
}
const begun = performance.now()
const total = { years: 0, failed: 0, mails: 0, editions: 0, events: 0 }
await runYears(options, (year) => {
  total.years++
  total.mails += year.mails
  total.editions += year.editions
  total.events += year.events
  if (year.breaches.length > 0) total.failed++
  if (options.diary) process.stdout.write(`${year.diary.join('\n')}\n`)
  if (year.breaches.length > 0) process.stdout.write(describeBroken(year))
  if (total.years % PROGRESS_EVERY === 0) process.stderr.write(`${total.years} of ${options.years} years\n`)
})
const seconds = (performance.now() - begun) / 1_000
process.stdout.write(
  `${total.years} years from seed ${options.seed}: ${total.events} events, ${total.editions} editions, ${total.mails} mails; ` +
    `${total.failed} with a broken rule; ${seconds.toFixed(0)} s.\n${total.years - total.failed} passed, ${total.failed} failed\n`,
)
process.exit(total.failed > 0 ? 1 : 0)

/** The first breaches, and how to see the year again. */
function describeBroken({ seed, breaches }: SimulatedYear): string {
  const shown = breaches.slice(0, SHOWN).map((breach) => `  ${breach}\n`)
  const more = breaches.length > SHOWN ? [`  and ${breaches.length - SHOWN} more\n`] : []
  return `Seed ${seed}:\n${[...shown, ...more].join('')}  See it again: npm run year -- --years 1 --seed ${seed} --diary\n`
}
