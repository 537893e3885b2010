import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { formatHttpDate, parseHttpDate } from '../../../src/web/feeds/http-date.ts'
import { type ConditionalHeaders, evaluatePreconditions, type Verdict } from '../../../src/web/feeds/preconditions.ts'

const TAG = '0123456789abcdef0123456789abcdef'
const NOVEMBER = 1_794_819_600 // 2026-11-16T09:00:00Z
const current = { tag: TAG, lastModified: NOVEMBER }

describe('If-None-Match (RFC 9110 §13.1.2)', () => {
  it.each<[string, Verdict]>([
    [`"${TAG}"`, 'not-modified'],
    [`W/"${TAG}"`, 'not-modified'], // nginx, when it compresses
    [`"${TAG}-gzip"`, 'not-modified'], // Apache
    [`"${TAG}--gzip"`, 'not-modified'], // Jetty
    [`"${TAG}-xml-br"`, 'not-modified'], // ours
    [`W/"${TAG};br"`, 'not-modified'],
    [`"other", W/"with, a comma" , "${TAG}"`, 'not-modified'],
    ['*', 'not-modified'],
    ['"other"', 'send'],
    [`"${TAG}0"`, 'send'],
    [`"x${TAG}"`, 'send'],
    [`${TAG}`, 'send'],
    [`"${TAG}`, 'send'],
    ['', 'send'],
    ['"*"', 'send'],
  ])('%s: %s', (list, verdict) => {
    expect(evaluatePreconditions({ 'if-none-match': list }, current)).toBe(verdict)
  })
})

describe('If-Modified-Since (§13.1.3)', () => {
  it.each<[string, Verdict]>([
    ['Mon, 16 Nov 2026 09:00:00 GMT', 'not-modified'],
    ['Monday, 16-Nov-26 09:00:00 GMT', 'not-modified'],
    ['Mon Nov 16 09:00:00 2026', 'not-modified'],
    ['Tue, 17 Nov 2026 09:00:00 GMT', 'not-modified'],
    ['Mon, 16 Nov 2026 08:59:59 GMT', 'send'],
    ['2026-11-16T09:00:00Z', 'send'],
    ['0', 'send'],
  ])('%s: %s', (date, verdict) => {
    expect(evaluatePreconditions({ 'if-modified-since': date }, current)).toBe(verdict)
  })

  it('counts for nothing beside If-None-Match, nor where no date is known', () => {
    const since = { 'if-modified-since': formatHttpDate(NOVEMBER) }
    expect(evaluatePreconditions({ ...since, 'if-none-match': '"other"' }, current)).toBe('send')
    expect(evaluatePreconditions(since, { tag: TAG })).toBe('send')
  })
})

it('If-Match compares strongly (§13.1.1), and goes before all else', () => {
  const verdict = (headers: ConditionalHeaders) => evaluatePreconditions(headers, current)
  expect(verdict({ 'if-match': `"${TAG}"` })).toBe('send')
  expect(verdict({ 'if-match': `W/"${TAG}"` })).toBe('failed')
  expect(verdict({ 'if-match': '"other"', 'if-none-match': '*' })).toBe('failed')
  expect(verdict({ 'if-match': '*', 'if-none-match': '*' })).toBe('not-modified')
  expect(verdict({ 'if-unmodified-since': formatHttpDate(NOVEMBER - 1) })).toBe('failed')
  expect(verdict({ 'if-unmodified-since': formatHttpDate(NOVEMBER), 'if-match': '*' })).toBe('send')
})

/** A tag as a client may give it back, with what it stands for. */
const listed = fc
  .record({
    isOurs: fc.boolean(),
    isWeak: fc.boolean(),
    suffix: fc.constantFrom('', '-gzip', '-br', '-xml', '-xml-gzip', ';gzip'),
    foreign: fc.stringMatching(/^[\x21\x23-\x7e]{0,40}$/).filter((text) => !text.startsWith(TAG)),
  })
  .map(({ isOurs, isWeak, suffix, foreign }) => ({
    isOurs,
    isWeak,
    text: `${isWeak ? 'W/' : ''}"${isOurs ? TAG + suffix : foreign}"`,
  }))
const list = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ text: '*', strong: true, weak: true }) },
  {
    weight: 5,
    arbitrary: fc
      .tuple(fc.array(listed, { maxLength: 5 }), fc.constantFrom(',', ', ', ' ,, '))
      .map(([tags, comma]) => ({
        text: tags.map(({ text }) => text).join(comma),
        strong: tags.some(({ isOurs, isWeak }) => isOurs && !isWeak),
        weak: tags.some(({ isOurs }) => isOurs),
      })),
  },
)
const date = fc.oneof(fc.integer({ min: NOVEMBER - 2, max: NOVEMBER + 2 }), fc.constant('yesterday'))
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })

test('every request gets what the steps of RFC 9110 §13.2.2 lead to', () => {
  fc.assert(
    fc.property(maybe(list), maybe(list), maybe(date), maybe(date), (match, noneMatch, since, unmodifiedSince) => {
      const written = (value: number | string | undefined) =>
        typeof value === 'number' ? formatHttpDate(value) : value
      const headers: ConditionalHeaders = {
        'if-match': match?.text,
        'if-none-match': noneMatch?.text,
        'if-modified-since': written(since),
        'if-unmodified-since': written(unmodifiedSince),
      }
      expect(evaluatePreconditions(headers, current)).toBe(bySteps())

      function bySteps(): Verdict {
        if (match && !match.strong) return 'failed'
        if (!match && typeof unmodifiedSince === 'number' && unmodifiedSince < NOVEMBER) return 'failed'
        if (noneMatch) return noneMatch.weak ? 'not-modified' : 'send'
        return typeof since === 'number' && since >= NOVEMBER ? 'not-modified' : 'send'
      }
    }),
  )
})

test('a date that is written is read again; what is none is nothing', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_102_444_800 }), (seconds) => {
      expect(parseHttpDate(formatHttpDate(seconds))).toBe(seconds)
    }),
  )
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(parseHttpDate(text)).toBeUndefined()
    }),
  )
  expect(parseHttpDate('Sun, 99 Nov 2026 09:00:00 GMT')).toBeUndefined()
})
