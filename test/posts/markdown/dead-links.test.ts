import { describe, expect, it } from 'vitest'
import { formatProblem } from '../../../src/config/problem.ts'
import { hugoSyntax } from '../../../src/posts/dialects/hugo/shortcodes.ts'
import { renderBody } from '../../../src/posts/markdown/render-body.ts'
import { contextOf } from '../body-of.ts'

const dead = (markdown: string, changes: Parameters<typeof contextOf>[0] = {}) => {
  const context = contextOf({ firstLine: 5, ...changes })
  const resolveUrl: typeof context.resolveUrl = (href) => ({
    ...context.resolveUrl(href),
    ...(href.includes('nope') && { isDead: true as const }),
  })
  const { problems } = renderBody(markdown, { ...context, resolveUrl })
  return problems.filter(({ code }) => code === 'body.dead-link').map(({ line, message }) => [line, message])
}

it('a dead link is named, with its line, once', () => {
  expect(dead('One.\n\n[a](/nope/) and [b](/nope/)\n\n<a href="/nope-2/">c</a>')).toEqual([
    [7, 'The link /nope/ leads nowhere: the site has nothing there.'],
    [9, 'The link /nope-2/ leads nowhere: the site has nothing there.'],
  ])
  expect(dead('/nope/more\n\n[a]: /nope\n\nSee [a].').map(([line]) => line)).toEqual([7])
  expect(dead('<a href="/nope&#47;x">x</a>').map(([line]) => line)).toEqual([undefined])
})

it('a picture is no link', () => expect(dead('![a](/nope.png)')).toEqual([]))

it('the sentence says where', () => {
  const { problems } = renderBody('[x](#gone)', contextOf({ firstLine: 5 }))
  expect(problems.map(formatProblem)).toEqual([
    'content/posts/moon.md:5: The link #gone leads nowhere: nothing in the post is called so. Correct it, or take it out.',
  ])
})

describe('within the post', () => {
  it.each([
    ['#the-tide', '## The moon'],
    ['#the-tide', 'No heading.'],
    ['#%E6%BD%AE', '## 月'],
  ])('%s leads nowhere in %j', (href, text) => expect(dead(`[x](${href})\n\n${text}`)).toHaveLength(1))

  it.each([
    ['#the-tide', '## The tide'],
    ['#the-tide-1', '## The tide\n\n## The tide'],
    ['#The-Tide', '## The tide'],
    ['#thetide', '## The [tide](https://e.example/)'],
    ['#the-tide', '## The [tide](https://e.example/)'],
    ['#t1', '## The tide {#t1}'],
    ['#p', '<p id="p">Here</p>'],
    ['#old', '<a name="old"></a>Here'],
    ['#%E6%BD%AE', '## 潮'],
    ['#top', ''],
    ['#comments', ''],
    ['#fn:1', ''],
    ['#/route', ''],
    ['#:~:text=tide', ''],
    ['#', ''],
    ['#x', '{{< unknown id="x" >}}'],
  ])('%s may lead somewhere in %j', (href, text) => expect(dead(`[x](${href})\n\n${text}`)).toEqual([]))

  it('nor where a template of its own may hold it', () => {
    const syntax = hugoSyntax({ fill: () => ({ text: '<p>x</p>' }) })
    expect(dead('[x](#gone)\n\n{{< box >}}', { ask: () => 'its text', syntax })).toEqual([])
  })

  it('footnotes lead there and back', () => expect(dead('A[^1].\n\n[^1]: Note.')).toEqual([]))
})
