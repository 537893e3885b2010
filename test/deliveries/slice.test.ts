import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Rate } from '../../src/config/rate.ts'
import { type Slot, slotOf } from '../../src/deliveries/pace.ts'
import { nextSlice, type Slice } from '../../src/deliveries/slice.ts'

const START = 1_800_000_000_000
const DAY = 86_400

/** What all workers have been given, as a database keeps it. */
class Shared {
  dueAt = 0
  slots: Slot[] = []
  firstUsedAt: number | undefined
  readonly rates: Rate[]
  readonly warmUp: number[]

  constructor(rates: Rate[], warmUp: number[] = []) {
    this.rates = rates
    this.warmUp = warmUp
  }

  ask(now: number): Slice | undefined {
    const { answer, dueAt } = nextSlice(this, this, now)
    this.dueAt = dueAt
    if ('waitMs' in answer) {
      expect(answer.waitMs).toBeGreaterThan(0)
      return undefined
    }
    expect(answer.count).toBeGreaterThan(0)
    this.firstUsedAt ??= now
    const last = this.slots.at(-1)
    if (last?.at === slotOf(now)) last.count += answer.count
    else this.slots.push({ at: slotOf(now), count: answer.count })
    return answer
  }
}

/** When each message of a slice may leave at the latest, and at the earliest, all at their pace. */
function times(slice: Slice, askedAt: number, late: number): number[] {
  const begin = askedAt + slice.startMs + late
  return Array.from({ length: slice.count }, (_, index) => begin + index * slice.spacingMs).filter(
    (time) => time <= askedAt + slice.endMs - slice.spacingMs,
  )
}

const asks = fc.array(
  fc.record({ after: fc.integer({ min: 0, max: 4_000 }), late: fc.integer({ min: 0, max: 300 }) }),
  {
    minLength: 1,
    maxLength: 60,
  },
)

test('however many ask, and however late each is, no two messages are closer than the rate says', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.constantFrom(1, 60), asks, (count, seconds, asked) => {
      const shared = new Shared([{ count, seconds }])
      let now = START
      const sent: number[] = []
      for (const { after, late } of asked) {
        now += after
        const slice = shared.ask(now)
        if (slice) sent.push(...times(slice, now, late))
      }
      sent.sort((a, b) => a - b)
      const spacing = (seconds * 1000) / count
      for (const [index, time] of sent.entries())
        if (index > 0) expect(time - (sent[index - 1] ?? 0)).toBeGreaterThanOrEqual(spacing)
    }),
  )
})

test('a count for an hour or a day is never passed, whoever asks', () => {
  const asked = fc.array(fc.integer({ min: 0, max: 30 * 60_000 }), { minLength: 1, maxLength: 200 })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000 }), fc.constantFrom(3_600, DAY), asked, (count, seconds, after) => {
      const shared = new Shared([{ count, seconds }])
      let now = START
      const given: { at: number; count: number }[] = []
      for (const milliseconds of after) {
        now += milliseconds
        const slice = shared.ask(now)
        if (slice) given.push({ at: now, count: slice.count })
        const inWindow = given.filter(({ at }) => at > now - seconds * 1_000)
        expect(inWindow.reduce((sum, each) => sum + each.count, 0)).toBeLessThanOrEqual(count)
      }
    }),
  )
})

test('one that asks again and again gets all that a day has, and a new server what its plan says', () => {
  const all = (shared: Shared) => {
    let sum = 0
    for (let slice = shared.ask(START); slice; slice = shared.ask(START)) sum += slice.count
    return sum
  }
  expect(all(new Shared([{ count: 1_234, seconds: DAY }]))).toBe(1_234)
  expect(all(new Shared([{ count: 1_234, seconds: DAY }], [50, 100]))).toBe(50)
})

test('a fast server is asked for once for a hundred messages and more; one without limits as well', () => {
  expect(new Shared([{ count: 50, seconds: 1 }]).ask(START)?.count).toBeGreaterThan(100)
  expect(new Shared([]).ask(START)?.count).toBeGreaterThan(100)
})

test('one alone comes near to the rate that is stated', () => {
  const shared = new Shared([{ count: 10, seconds: 1 }])
  let sent = 0
  for (let now = START; now < START + 600_000; ) {
    const slice = shared.ask(now) as Slice
    sent += slice.count
    now += slice.endMs
  }
  expect(sent / 600).toBeGreaterThan(8.5)
})

test('a time from before the clock was set back keeps nobody waiting', () => {
  const shared = new Shared([{ count: 10, seconds: 1 }])
  shared.ask(START + 3_600_000)
  expect(shared.ask(START)?.startMs).toBe(0)
})
