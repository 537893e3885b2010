import { describe, expect, test } from 'vitest'
import { CURRENT_WORDING, WORDING_VERSIONS } from '../../src/words/consent-wording.ts'
import { listOf } from '../../src/words/list-of.ts'
import type { Words } from '../../src/words/words.ts'
import { LANGUAGES, wordsFor } from '../../src/words/words-for.ts'

describe('the words for a language tag', () => {
  test.each([
    ['en', 'en'],
    ['en-GB', 'en'],
    ['de-AT', 'de'],
    ['fr-CA', 'fr'],
    ['es-419', 'es'],
    ['ja-JP', 'ja'],
    ['zh-Hant-TW', 'zh-Hant'],
    ['zh-TW', 'zh-Hant'],
    ['zh-HK', 'zh-Hant'],
    ['zh', 'zh-Hans'],
    ['zh-CN', 'zh-Hans'],
    ['he-IL', 'he'],
    ['iw', 'he'], // what Java and old files call Hebrew
    ['pt-BR', 'pt'],
    ['pt-PT', 'pt'],
    ['ko-KR', 'ko'],
    ['ar-EG', 'ar'],
    ['ar', 'ar'],
    ['tlh', 'en'],
    ['', 'en'],
    ['not a tag', 'en'],
  ])('%s → %s', (tag, language) => {
    expect(wordsFor(tag).language).toBe(language)
  })
})

describe.each(LANGUAGES.map((words) => [words.language, words] as const))('%s', (_language, words) => {
  test('says the names it is given', () => {
    expect(words.mail.severalPosts('A light', 2)).toContain('A light')
    const reason = words.mail.reason('Weekly', 'The Lantern')
    expect(reason).toContain('Weekly')
    expect(reason).toContain('The Lantern')
    expect(words.unsubscribe.question('Weekly')).toContain('Weekly')
    expect(words.unsubscribe.done('Weekly')).toContain('Weekly')
  })

  test('has no phrase left empty, and none with a hole in it', () => {
    for (const phrase of phrases(words)) {
      expect(phrase.trim()).toBe(phrase)
      expect(phrase).not.toBe('')
      expect(phrase).not.toMatch(/undefined|\$\{|NaN/)
    }
  })
})

test('numbers take the form that the language gives them', () => {
  expect(wordsFor('en').mail.postCount(1)).toBe('1 post')
  expect(wordsFor('en').mail.postCount(3)).toBe('3 posts')
  expect(wordsFor('de').mail.severalPosts('Licht', 1)).toBe('Licht und 1 weiterer Beitrag')
  expect(wordsFor('de').mail.severalPosts('Licht', 2)).toBe('Licht und 2 weitere Beiträge')
  expect(wordsFor('he').mail.postCount(2)).toBe('שני פוסטים')
  expect(wordsFor('pt').mail.postCount(1)).toBe('1 artigo')
  expect(wordsFor('pt').mail.severalPosts('Luz', 2)).toBe('Luz e mais 2 artigos')
  expect(wordsFor('ko').mail.severalPosts('등대', 2)).toBe('등대 외 2편')
  expect([1, 2, 3, 11, 100].map((count) => wordsFor('ar').mail.postCount(count))).toEqual([
    'مقال واحد',
    'مقالان',
    '3 مقالات',
    '11 مقالًا',
    '100 مقال',
  ])
  expect(wordsFor('ar').subscribe.hours(48)).toBe('يعمل الرابط 48 ساعة.')
  expect(wordsFor('ar').preferences.days(7)).toBe('يعمل الرابط 7 أيام.')
  expect(wordsFor('zh-TW').mail.severalPosts('燈', 2)).toBe('燈，另有 2 篇')
})

/** Every phrase of a language, those with values filled in by some. */
function phrases(words: Words): string[] {
  return [...namedPhrases(words).values()]
}

/** By the path of their key. */
function namedPhrases({ language, ...groups }: Words): Map<string, string> {
  const found = new Map<string, string>()
  const add = (name: string, phrase: unknown) => {
    if (typeof phrase === 'object' && phrase !== null)
      for (const [key, each] of Object.entries(phrase)) add(`${name}.${key}`, each)
    else found.set(name, typeof phrase === 'function' ? phrase('3', 3) : String(phrase))
  }
  add('words', groups)
  return found
}

/** Words that other languages have in common with English, or took from it. */
const SHARED = /^(?:Newsletters?|Feeds?|Details|Important|Note|Tags|Sections|Name|N\.º 3|3 articles)$/

test.each(LANGUAGES.filter(({ language }) => language !== 'en').map((words) => [words.language, words] as const))(
  '%s leaves no phrase in English',
  (_language, words) => {
    const english = namedPhrases(wordsFor('en'))
    const left = [...namedPhrases(words)].filter(([name, phrase]) => phrase === english.get(name))
    expect(left.filter(([, phrase]) => !SHARED.test(phrase))).toEqual([])
  },
)

test.each([
  ['ar', /\p{Script=Arabic}/u],
  ['he', /\p{Script=Hebrew}/u],
  ['ko', /\p{Script=Hangul}/u],
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u],
  ['zh-Hant', /\p{Script=Han}/u],
  ['zh-Hans', /\p{Script=Han}/u],
])('each phrase of %s is in its own script', (language, script) => {
  const bare = [...namedPhrases(wordsFor(language))].filter(([, phrase]) => !script.test(phrase))
  expect(bare.filter(([, phrase]) => /\p{L}/u.test(phrase.replaceAll('RSS', '')))).toEqual([])
})

describe.each(LANGUAGES.map((words) => [words.language, words] as const))(
  'signing up in %s',
  (language, { subscribe }) => {
    test('names newsletters and site, and leaves no gap', () => {
      const newsletters = listOf(['Weekly', 'Letters'], language)
      expect(newsletters).toMatch(/Weekly.*Letters/)
      for (const say of [subscribe.question, subscribe.done, subscribe.askIntro, subscribe.alreadyIntro])
        expect(say(newsletters)).toContain(newsletters)
      for (const say of [subscribe.back, subscribe.askSubject, subscribe.alreadySubject])
        expect(say('燈')).toContain('燈')
      expect(subscribe.hours(48)).toContain('48')
      expect(subscribe.didYouMean('mei@gmail.com')).toContain('mei@gmail.com')
    })

    test('has each wording of consent that a record may name', () => {
      for (const version of WORDING_VERSIONS) expect(subscribe.consent[version]('Weekly')).toContain('Weekly')
      expect(WORDING_VERSIONS).toContain(CURRENT_WORDING)
    })
  },
)
