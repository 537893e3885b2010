import { describe, expect, test } from 'vitest'
import {
  type Published,
  type StartedEdition,
  tooLate,
  tooSoon,
} from '../../../../bench/year/rules/starts-when-quiet.ts'

/** Minutes of a day; it is to be quiet for thirty. */
const minutes = (count: number) => count * 60_000
const QUIET = minutes(30)

function edition(dueAt: number, given: Partial<StartedEdition> = {}): StartedEdition {
  const due = minutes(dueAt)
  return { name: `weekly/${dueAt}`, dueAt: due, madeAt: due, wasHeld: false, steps: [], marks: [], ...given }
}

/** A post is first seen after a hundred minutes, and somebody looks every ten. */
function published(given: Partial<Published> = {}): Published {
  return {
    quiet: QUIET,
    firstSeen: new Map([['a', minutes(100)]]),
    stirs: [{ at: minutes(100), live: new Set(['a']) }],
    runs: Array.from({ length: 30 }, (_, index) => ({ ms: minutes(index * 10), isWhole: true })),
    letGo: [],
    ...given,
  }
}

describe('an edition on publication comes too soon', () => {
  const soon = (seenAt: number, given: Partial<StartedEdition> = {}) =>
    tooSoon(
      [edition(130, { marks: ['a'], ...given })],
      published(),
      new Map([['a', { epochMilliseconds: minutes(seenAt) }]]),
    )

  test('within the quiet time after a post of it', () => {
    expect(soon(101)).toEqual(['weekly/130 was made too soon after a'])
    expect(soon(100)).toEqual([])
  })

  test('not one that was held, and made anew with what came since', () => {
    expect(soon(101, { wasHeld: true })).toEqual([])
  })

  test('within the quiet time of the one before', () => {
    const two = [edition(130), edition(159)]
    expect(tooSoon(two, published(), new Map())).toEqual(['weekly/159 is within the quiet time of weekly/130'])
    expect(tooSoon([edition(130), edition(160)], published(), new Map())).toEqual([])
  })
})

describe('an edition on publication comes too late', () => {
  const late = (editions: StartedEdition[], given: Partial<Published> = {}) =>
    tooLate(editions, published(given)).length

  test('where none was made at the end of the quiet time', () => {
    expect(late([edition(130)])).toBe(0)
    expect(late([])).toBe(1)
    expect(late([edition(140)])).toBe(1)
    expect(late([edition(120)])).toBe(1)
  })

  test('not before something else came, was changed, or was let go by an edition', () => {
    const stirs = [...published().stirs, { at: minutes(120), live: new Set(['a', 'b']) }]
    expect(late([edition(150)], { stirs })).toBe(0)
    expect(late([edition(160)], { stirs })).toBe(1)
    expect(late([edition(160)], { letGo: [minutes(120)] })).toBe(0)
  })

  test('not while nobody looks, or what looks fails', () => {
    expect(late([], { runs: [{ ms: minutes(100), isWhole: true }] })).toBe(0)
    const runs = published().runs.map((run) => ({ ...run, isWhole: run.ms <= minutes(100) }))
    expect(late([], { runs })).toBe(0)
  })

  test('not where the site hid the post before', () => {
    expect(late([], { stirs: [...published().stirs, { at: minutes(120), live: new Set() }] })).toBe(0)
  })
})
