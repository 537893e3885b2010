import { readFileSync } from 'node:fs'

/**
 * Loaded before the product (`node --import`), in each of its threads: its wall clock is off by as many milliseconds as
 * the file in CHAOS_CLOCK says, and jumps while it runs when the file changes. Timers run on, as they do on a machine
 * whose clock is set. (faketime would move what Node's timers are based on, too.)
 */
const file = process.env.CHAOS_CLOCK ?? ''
const LOOK_EVERY_MS = 50

const realNow = Date.now.bind(Date)
let offset = 0
let lookedAt = Number.NEGATIVE_INFINITY

function movedNow(): number {
  const elapsed = performance.now()
  if (elapsed - lookedAt >= LOOK_EVERY_MS) {
    lookedAt = elapsed
    offset = Number(readFileSync(file, 'utf8'))
  }
  return realNow() + offset
}

Date.now = movedNow
globalThis.Date = new Proxy(Date, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length > 0 ? args : [movedNow()], newTarget),
})
