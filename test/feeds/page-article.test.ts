import { describe, expect, it } from 'vitest'
import { pageArticle } from '../../src/feeds/page-article.ts'

const SUMMARY = '<p>The keeper counted every ship that passed the light in a year of storms […]</p>'
const TEXT =
  '<p>The keeper counted every ship that passed the light in a year of storms, and wrote them down.</p><h2>Winter</h2><p>In winter there were <a href="/few">few</a>, and in March a hundred and four went by in one night.</p>'
const CHROME = {
  head: '<header><h1>Night Shift</h1><nav><ul><li><a href="/a">A long way through the site</a></li></ul></nav></header>',
  side: `<aside><p>${'About this site, which is about lights. '.repeat(20)}</p></aside>`,
  foot: '<footer><p>All rights reserved, and what else is said at the foot of a page.</p></footer>',
}
const page = (article: string) =>
  `<!doctype html><html><head><title>A</title><script>let a = 1</script></head><body>${CHROME.head}<div class="columns">${article}${CHROME.side}</div>${CHROME.foot}</body></html>`

describe('the article of a page', () => {
  it.each([
    ['named', `<div class="post entry-content">${TEXT}</div>`],
    ['of schema.org', `<div itemprop="articleBody">${TEXT}</div>`],
    [
      'with share bars and comments in it',
      `<div class="entry-content">${TEXT}<div class="share-buttons"><a href="/x">Share</a></div></div><div class="comments"><p>First!</p></div>`,
    ],
    ['by its words', `<main><div class="x1">${TEXT}</div></main>`],
    [
      'beside a menu of links',
      `<ul>${'<li><a href="/b">Another post with a long title</a></li>'.repeat(50)}</ul><div>${TEXT}</div>`,
    ],
  ])('is found, %s', (_, article) => {
    expect(pageArticle(page(article), SUMMARY)).toEqual({ html: TEXT })
  })

  it.each([
    [
      'with another text',
      page(
        '<div><p>A text about something else, of which the feed does not say a single word, and long enough.</p></div>',
      ),
      'the words of the feed are not on its page',
    ],
    [
      'with the summary alone',
      page('<div class="entry-content"><p>The keeper counted.</p></div>'),
      'its page says no more than the feed',
    ],
    [
      'without text',
      '<html><body><script>start()</script><div id="app"></div></body></html>',
      'no text is found on its page',
    ],
  ])('is not found %s', (_, html, fault) => {
    expect(pageArticle(html, SUMMARY)).toEqual({ fault })
  })

  it.each([
    ['elements without end', '<div>'.repeat(100_000)],
    ['links', `<p>${'<a href="/a">'.repeat(20_000)}`],
    ['named elements', '<div class="entry-content">a'.repeat(20_000)],
  ])('takes a moment for %s', (_, html) => {
    const began = performance.now()
    try {
      pageArticle(html, SUMMARY)
    } catch {}
    expect(performance.now() - began).toBeLessThan(5_000)
  })
})
