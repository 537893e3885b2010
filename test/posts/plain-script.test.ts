import { describe, expect, it } from 'vitest'
import { PlainScript } from '../../src/posts/plain-script.ts'

const exported = (script: string) => new PlainScript(script).exported()

describe('the plain values of a script', () => {
  it.each([
    [
      'export default { layout: "post.njk", tags: ["posts", \'news\'] };',
      { layout: 'post.njk', tags: ['posts', 'news'] },
    ],
    [
      'module.exports = {\n  "a": 1, b: -2.5, c: true, d: null, // e: 3\n  e: `text`,\n}\n',
      { a: 1, b: -2.5, c: true, d: null, e: 'text' },
    ],
    [
      'const url = "https://a.example";\nexport default { url, "it\'s": "a\\"b\\u0041\\n" }',
      { url: 'https://a.example', "it's": 'a"bA\n' },
    ],
    ['/* export default 1 */ export default {}', {}],
    ['#!/usr/bin/env node\nexport default { pattern: "/x/" }', { pattern: '/x/' }],
  ])('%s', (script, value) => {
    expect(exported(script)).toEqual({ value, code: [] })
  })

  it('leaves out what is code, and names it', () => {
    const script = `const now = new Date();
export default {
  title: "A" + suffix,
  permalink: (data) => \`/\${data.page.fileSlug}/{\${ { a: "}" } }/\`,
  when: now,
  draft() { return { tags: ["no"] } },
  ...others,
  slug: /[,}]/.exec("a"),
  eleventyComputed: { permalink: "/{{ page.fileSlug }}/", title: (data) => data.name },
  tags: ["posts"],
};`
    expect(exported(script)).toEqual({
      value: { eleventyComputed: { permalink: '/{{ page.fileSlug }}/' }, tags: ['posts'] },
      code: ['title', 'permalink', 'when', 'draft', '…', 'slug', 'eleventyComputed.title'],
    })
  })

  it.each(['export default async function () { return { a: 1 } }', 'export default fetch("x")', 'console.log(1)', ''])(
    'has none where all is code: %s',
    (script) => {
      expect(exported(script)).toBeUndefined()
    },
  )

  it('tells what functions are given, and what a key says', () => {
    const script = new PlainScript(`export default function (eleventyConfig) {
  eleventyConfig.addPassthroughCopy("public");
  eleventyConfig.addPassthroughCopy({ "./assets/": "/" }, { debug: true });
  eleventyConfig.addPassthroughCopy(folder);
  const md = markdownIt({ html: true, linkify: true }).use(anchors, {});
  return { dir: { input: "src", output: process.env.OUT }, pathPrefix: process.env.PREFIX || "/" };
}`)
    expect(script.calls('addPassthroughCopy').map((given) => given.map((each) => each?.value))).toEqual([
      ['public'],
      [{ './assets/': '/' }, { debug: true }],
      [undefined],
    ])
    expect(script.calls('markdownIt')[0]?.[0]?.value).toEqual({ html: true, linkify: true })
    expect(script.valueOf('dir')).toEqual({ value: { input: 'src' }, code: ['output'] })
    expect(script.valueOf('pathPrefix')).toBe('code')
    expect(script.valueOf('other')).toBeUndefined()
    expect(script.names('linkify')).toBe(true)
  })

  it('gives front matter, as a map or by constants', () => {
    const front = (script: string) => new PlainScript(script).frontMatter()
    expect(front('{ title: "A", date: "2026-11-20", }')).toEqual({
      value: { title: 'A', date: '2026-11-20' },
      code: [],
    })
    const script = 'const a = { b: 1, c: f() };\nconst d = [x];\nlet e = 2;\nfunction g() { const h = 1 }\n'
    expect(front(script)).toEqual({ value: { a: { b: 1 } }, code: ['d', 'e', 'g', 'a.c'] })
  })

  it('never gives a prototype', () => {
    expect(exported('export default { __proto__: { a: 1 }, "__proto__": 2, constructor: "x" }')?.value).toEqual(
      Object.fromEntries([['constructor', 'x']]),
    )
  })

  it.each([
    ['brackets', '[{'.repeat(50_000)],
    ['texts that never end', '`${'.repeat(50_000)],
    ['quotes', '"\\'.repeat(50_000)],
    ['comments', '/*'.repeat(50_000)],
    ['patterns', '=/['.repeat(50_000)],
    ['lists of lists', `export default {a:${'[['.repeat(20_000)}`],
    ['constants', 'const a = [1];\nconst b = [a, a];\n'.repeat(10_000)],
  ])('takes a moment for %s', (_, script) => {
    const began = performance.now()
    const plain = new PlainScript(script)
    plain.exported()
    plain.valueOf('a')
    expect(performance.now() - began).toBeLessThan(2_000)
  })
})
