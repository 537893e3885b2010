import { describe, expect, it } from 'vitest'
import { hugoDialect } from '../../../../src/posts/dialects/hugo/hugo-dialect.ts'
import { refIndex, resolveRef } from '../../../../src/posts/dialects/hugo/resolve-ref.ts'
import type { Page } from '../../../../src/posts/page.ts'
import { siteOf } from './a-site.ts'

const site = siteOf({ languages: { en: {}, he: {} } })
const paths = [
  'about.md',
  'posts/_index.md',
  'posts/First Post.md',
  'posts/first-post.he.md',
  'posts/trip/index.md',
  'posts/twice.md',
  'notes/twice.md',
  'notes/deep/near.md',
].map((path) => `content/${path}`)
const dialect = hugoDialect(site, paths)
const pages = paths.map((path): Page => {
  const place = dialect.place(path) ?? expect.fail(path)
  return { place, url: `https://site.example/${place.languageKey}/${place.logicalPath}/` }
})
const index = refIndex(pages, site)

function resolve(reference: string, from = 'posts/trip/index.md', language?: string): string | undefined {
  const page = pages.find(({ place }) => place.path === `content/${from}`) ?? expect.fail(from)
  return resolveRef(reference, page, index, language)?.replace('https://site.example/', '')
}

describe('from a post in posts/', () => {
  it.each([
    ['/posts/first-post.md', 'en/posts/First Post/'],
    ['posts/first-post', 'en/posts/First Post/'],
    ['First Post.md', 'en/posts/First Post/'],
    ['/about.md#who', 'en/about/#who'],
    ['about', 'en/about/'],
    ['/posts/trip/index.md', 'en/posts/trip/'],
    ['trip', 'en/posts/trip/'],
    ['/posts', 'en/posts/'],
    ['posts/_index.md', 'en/posts/'],
    ['#part', 'en/posts/trip/#part'],
    // Two are called so: the near one is meant.
    ['twice.md', 'en/posts/twice/'],
    ['../notes/twice.md', 'en/notes/twice/'],
    ['near.md', 'en/notes/deep/near/'],
    // Hugo looks for a name alone in all folders, with a slash before it too.
    ['/near.md', 'en/notes/deep/near/'],
    ['/Near#part', 'en/notes/deep/near/#part'],
    ['/twice.md', undefined],
    ['/deep/near.md', undefined],
    ['deep/near.md', undefined],
    ['./near.md', undefined],
    ['/', undefined],
    ['nowhere.md', undefined],
    ['', undefined],
  ])('%j → %s', (reference, expected) => {
    expect(resolve(reference)).toBe(expected)
  })
})

it('finds no page by a name that two have, unless one is near', () => {
  expect(resolve('twice', 'about.md')).toBeUndefined()
})

it('stays in the language of the page, unless another is named', () => {
  expect(resolve('first-post', 'posts/first-post.he.md')).toBe('he/posts/first-post/')
  expect(resolve('about', 'posts/first-post.he.md')).toBeUndefined()
  expect(resolve('about', 'posts/first-post.he.md', 'en')).toBe('en/about/')
  expect(resolve('/posts/first-post.he.md', 'about.md', 'he')).toBe('he/posts/first-post/')
})
