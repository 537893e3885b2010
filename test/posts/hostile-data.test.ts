import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatProblem } from '../../src/config/problem.ts'
import { readFrontMatter, textBelow } from '../../src/posts/front-matter.ts'

const FILE = 'content/posts/deep.md'
const DEEP = /its lists and maps are nested more than 100 deep/

const json = (value: string) => `{"title":"D","date":"2026-01-01","x":${value}}\nText`
const yaml = (text: string) => `---\ntitle: D\ndate: 2026-01-01\n${text}\n---\nText`
const toml = (text: string) => `+++\ntitle = "D"\ndate = 2026-01-01\n${text}\n+++\nText`

const chain = (length: number) =>
  ['a0: &a0 [x]', ...Array.from({ length }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}]`)].join('\n')
const stairs = (depth: number) => Array.from({ length: depth }, (_, i) => `${' '.repeat(i)}a:`).join('\n')

describe('data that is nested without end is a problem of its post, and of nothing else', () => {
  it.each([
    ['3 KB of JSON, which ended the process', json('['.repeat(1_500) + ']'.repeat(1_500))],
    ['40 KB of it', json('['.repeat(20_000) + ']'.repeat(20_000))],
    ['JSON objects', json(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`)],
    ['JSON whose depth hides in what is no string to YAML', json(`'"', "y": ${'['.repeat(2_000)}${']'.repeat(2_000)}`)],
    ['YAML lists', yaml(`x: ${'['.repeat(5_000)}${']'.repeat(5_000)}`)],
    ['YAML maps', yaml(`x: ${'{a: '.repeat(5_000)}1${'}'.repeat(5_000)}`)],
    ['YAML lists, a dash each', yaml(`x:\n  ${'- '.repeat(5_000)}a`)],
    ['YAML maps, a line each', yaml(stairs(400))],
    ['YAML keys that are lists', yaml(`${'? '.repeat(5_000)}a`)],
    ['YAML by aliases, flat as a text', yaml(chain(2_000))],
    ['TOML lists', toml(`x = ${'['.repeat(5_000)}${']'.repeat(5_000)}`)],
    ['TOML tables', toml(`x = ${'{a='.repeat(5_000)}1${'}'.repeat(5_000)}`)],
    ['a TOML key of 100,000 parts', toml(`${'a.'.repeat(99_999)}a = 1`)],
    ['a TOML table of 100,000 parts', toml(`[${'a.'.repeat(99_999)}a]`)],
  ])('%s', (_, source) => {
    const { data, problems } = readFrontMatter(source, FILE)
    expect(data).toEqual({})
    expect(problems.length).toBeGreaterThan(0)
    for (const problem of problems) {
      expect(problem).toMatchObject({ code: expect.stringMatching(/^front-matter\./), severity: 'error', file: FILE })
    }
  })

  it('says so, and where', () => {
    const [inJson] = readFrontMatter(json(`[\n${'['.repeat(200)}${']'.repeat(200)}]`), FILE).problems
    expect(formatProblem(inJson ?? expect.fail())).toMatch(
      /^content\/posts\/deep\.md:2:\d+: The front matter .*more than 100 deep\./,
    )
    const [inToml] = readFrontMatter(toml(`${'a.'.repeat(200)}a = 1`), FILE).problems
    expect(formatProblem(inToml ?? expect.fail())).toMatch(DEEP)
  })

  it('reads what is as deep as anybody writes', () => {
    for (const source of [json('['.repeat(50) + ']'.repeat(50)), yaml(stairs(50)), toml(`${'a.'.repeat(50)}a = 1`)]) {
      expect(readFrontMatter(source, FILE).problems).toEqual([])
    }
  })

  const bracket = fc.constantFrom(
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    ':',
    ',',
    '- ',
    '? ',
    '\n',
    ' ',
    'a',
    '&a ',
    '*a',
    '.',
    '=',
    '\\',
    '#',
    '|',
    '>',
    '<<: ',
  )
  const structure = fc
    .array(fc.tuple(bracket, fc.integer({ min: 1, max: 300 })), { maxLength: 8 })
    .map((runs) => runs.map(([sign, count]) => sign.repeat(count)).join(''))

  it('gives data or problems, whatever stands there', () => {
    fc.assert(
      fc.property(structure, fc.constantFrom(json, yaml, toml), (inner, write) => {
        const source = write(inner)
        const { data, problems } = readFrontMatter(source, FILE)
        expect(Object.keys(data).length === 0 || problems.length === 0).toBe(true)
        expect(problems.length).toBeLessThanOrEqual(20)
        expect(() => textBelow(source)).not.toThrow()
      }),
      { numRuns: 60 },
    )
  })
})

it('front matter larger than any that is read is left unread', () => {
  const keys = Array.from({ length: 200_000 }, (_, i) => `k${i}: v`).join('\n')
  expect(formatProblem(readFrontMatter(yaml(keys), FILE).problems[0] ?? expect.fail())).toBe(
    'content/posts/deep.md:1: The front matter has 2,040 KB; 256 KB are read. Put its data into a file of its own; until then the post is left out.',
  )
})

it('keys that stand twice are named, each with its line, among thousands', () => {
  const keys = Array.from({ length: 5_000 }, (_, i) => `k${i}: v`)
  const { warnings = [] } = readFrontMatter(yaml([...keys, 'k7: again', 'x: {a: 1, a: 2}'].join('\n')), FILE)
  expect(warnings.map(({ line, message }) => `${line} ${message}`)).toEqual([
    '5004 The front matter has the key "k7" twice.',
    '5005 The front matter has the key "a" twice.',
  ])
})
