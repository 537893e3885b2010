import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { quietAt, waitingNow } from '../../src/editions/quiet.ts'

const at = (time: string) => Temporal.Instant.from(`2026-11-23T${time}:00Z`)
const LAMPS = { posts: { lamps: 'a' }, since: at('10:00'), isOver: false }

describe('what waits until it has been quiet', () => {
  test('a post begins the time', () => {
    expect(waitingNow(undefined, { lamps: 'a' }, at('10:00'))).toEqual(LAMPS)
    expect(waitingNow(undefined, {}, at('10:00'))).toBeUndefined()
  })

  test('nothing new leaves it as it is; another post, or a changed one, begins it anew', () => {
    expect(waitingNow(LAMPS, { lamps: 'a' }, at('10:20'))).toEqual(LAMPS)
    expect(waitingNow(LAMPS, { lamps: 'a', salt: 'b' }, at('10:20'))?.since).toEqual(at('10:20'))
    expect(waitingNow(LAMPS, { lamps: 'c' }, at('10:20'))?.since).toEqual(at('10:20'))
  })

  test('a post that goes begins nothing; without any nothing waits', () => {
    const two = { posts: { lamps: 'a', salt: 'b' }, since: at('10:00'), isOver: false }
    expect(waitingNow(two, { salt: 'b' }, at('10:20'))).toEqual({ ...two, posts: { salt: 'b' } })
    expect(waitingNow(two, {}, at('10:20'))).toBeUndefined()
  })

  test('what had its edition starts none again, until something is new', () => {
    const over = { ...LAMPS, isOver: true }
    expect(waitingNow(over, { lamps: 'a' }, at('11:00'))).toEqual(over)
    expect(waitingNow(over, { lamps: 'a', salt: 'b' }, at('11:00'))).toMatchObject({
      since: at('11:00'),
      isOver: false,
    })
    expect(waitingNow(over, { lamps: 'c' }, at('11:00'))).toMatchObject({ since: at('11:00'), isOver: false })
  })

  test('where the clock was set back, it does not wait for the time at which it saw the post', () => {
    expect(waitingNow(LAMPS, { lamps: 'a' }, at('04:00'))).toEqual({ ...LAMPS, since: at('04:00') })
  })

  test('its edition is due so long after the last', () => {
    expect(quietAt(LAMPS, Temporal.Duration.from({ minutes: 30 }))).toEqual(at('10:30'))
    expect(quietAt({ ...LAMPS, isOver: true }, Temporal.Duration.from({ minutes: 30 }))).toBeUndefined()
    expect(quietAt(undefined, Temporal.Duration.from({ minutes: 30 }))).toBeUndefined()
  })
})
