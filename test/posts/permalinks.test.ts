import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { expandPermalink, hasTokens, unknownTokens } from '../../src/posts/permalinks.ts'

const facts = {
  date: Temporal.PlainDateTime.from('2024-02-04T21:05:09'),
  title: 'My Title',
  slug: '',
  section: 'posts',
  sections: ['posts', 'travel', 'japan'],
  sectionSlugs: ['Our Posts', 'trips', 'japan'],
  baseName: 'My File',
  urlize: (text: string) => text.toLowerCase().replaceAll(' ', '-'),
}

it.each([
  ['/:year/:month/:day/:slug/', '/2024/02/04/my-title/'],
  // Sunday is 0.
  ['/:monthname/:weekday/:weekdayname/:yearday/', '/February/0/Sunday/35/'],
  ['/:section/:title/:filename/', '/posts/my-title/my-file/'],
  ['/:slugorfilename/:slugorcontentbasename/:contentbasename/', '/my-file/my-file/my-file/'],
  ['/:sections/', '/posts/travel/japan/'],
  ['/:sections[1:]/', '/travel/japan/'],
  ['/:sections[:1]/', '/posts/'],
  ['/:sections[:last]/', '/posts/travel/'],
  ['/:sections[last]/', '/japan/'],
  ['/:sections[0]/', '/posts/'],
  ['/:sections[1:2]/', '/travel/'],
  ['/:sectionslug/:sectionslugs[1:]/', '/our-posts/trips/japan/'],
  ['/:sectionslugs/', '/our-posts/trips/japan/'],
  ['/:sections[7:9]/x/', '//x/'],
  ['/:2006/:01/:02/:Jan/:Monday/:06/:2/:15-:04/', '/2024/02/04/Feb/Sunday/24/4/21-05/'],
  ['/:20060102-:3PM/', '/20240204-9PM/'],
  ['/at\\:noon/', '/at:noon/'],
])('%s → %s', (pattern, expected) => {
  expect(expandPermalink(pattern, facts)).toBe(expected)
  expect(unknownTokens(pattern)).toEqual([])
})

it('takes the slug before title and file name', () => {
  expect(expandPermalink('/:slug/:slugorfilename/:title/', { ...facts, slug: 'short' })).toBe('/short/short/my-title/')
})

describe('what it does not know', () => {
  it('is named', () => {
    expect(unknownTokens('/:year/:sectionnumber/:lang/:section[1:]/:sections[x]/')).toEqual([
      ':sectionnumber',
      ':lang',
      ':section[1:]',
      ':sections[x]',
    ])
  })
  it('is nothing that every object has', () => {
    expect(unknownTokens('/:constructor/')).toEqual([':constructor'])
  })
})

it('tells a url with tokens from one without', () => {
  expect([hasTokens('/blog/:slug'), hasTokens('/blog/a'), hasTokens('/my\\:example')]).toEqual([true, false, false])
})
