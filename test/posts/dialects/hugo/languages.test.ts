import { expect, it } from 'vitest'
import { hugoSite } from '../../../../src/posts/dialects/hugo/site-config.ts'

it.each([
  [{ languageCode: 'en-us', defaultContentLanguage: 'zh-cn' }, 'zh-CN'],
  [{ languageCode: 'en-us', defaultContentLanguage: 'en' }, 'en-US'],
  [{ languageCode: 'zh-tw' }, 'zh-TW'],
  [{ defaultContentLanguage: 'he' }, 'he'],
])('a site with %j speaks %s', (config, tag) => {
  expect(hugoSite([config]).languages.map((language) => language.tag)).toEqual([tag])
})
