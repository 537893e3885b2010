import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatProblem } from '../../src/config/problem.ts'
import { readFrontMatter, textBelow } from '../../src/posts/front-matter.ts'

const read = (source: string) => readFrontMatter(source, 'posts/a.md')
const problemsOf = (source: string) => read(source).problems.map(formatProblem)

describe('the three languages', () => {
  it.each([
    ['yaml', '---\ntitle: A\ntags: [x, y]\n---\nText\n'],
    ['toml', '+++\ntitle = "A"\ntags = ["x", "y"]\n+++\nText\n'],
    ['json', '{\n"title": "A", "tags": ["x", "y"]\n}\n\nText\n'],
  ])('reads %s', (format, source) => {
    const { data, text, problems, format: found } = read(source)
    expect({ data, text: text.trim(), problems, found }).toEqual({
      data: { title: 'A', tags: ['x', 'y'] },
      text: 'Text',
      problems: [],
      found: format,
    })
  })

  it('takes a file without front matter as text', () => {
    expect(read('Just text\n---\nwith a rule\n')).toMatchObject({ data: {}, format: 'none', firstLine: 1 })
    expect(read('----\nA rule of four\n').text).toBe('----\nA rule of four\n')
    expect(read('{{< figure >}}\n').format).toBe('none')
    expect(read('').text).toBe('')
  })

  it('takes empty front matter', () => {
    expect(read('---\n---\nText')).toMatchObject({ data: {}, text: 'Text', firstLine: 3, problems: [] })
  })

  it('takes a quotation that goes on at the beginning of a line', () => {
    const { data, problems } = read(`---\ntitle: "One\ntwo"\nother: 'three\n\nfour'\ntags: ["a"]\n---\nText`)
    expect({ data, problems }).toEqual({ data: { title: 'One two', other: 'three\nfour', tags: ['a'] }, problems: [] })
    expect(read('---\ntitle: "One\ntwo\n---\n').problems).not.toEqual([])
  })

  it('does not end JSON at a brace within a string', () => {
    expect(read('{"title": "a } and \\" {"}\nText')).toMatchObject({ data: { title: 'a } and " {' }, text: 'Text' })
  })
})

describe('values stay as they were written', () => {
  it('keeps the offset of a date', () => {
    expect(read('---\ndate: 2024-02-05T09:00:00+08:00\n---\n').data.date).toBe('2024-02-05T09:00:00+08:00')
    expect(read('+++\ndate = 2024-02-05T09:00:00+08:00\n+++\n').data.date).toBe('2024-02-05T09:00:00.000+08:00')
    expect(read('+++\ndate = 2024-02-05\n+++\n').data.date).toBe('2024-02-05')
    expect(read('+++\ndate = 2024-02-05T09:00:00\n+++\n').data.date).toBe('2024-02-05T09:00:00.000')
  })

  it('keeps the zeros of a number, and knows true from "true"', () => {
    expect(read('---\ntitle: 007\nslug: 1.10\ndraft: true\nname: "true"\n---\n').data).toEqual({
      title: '007',
      slug: '1.10',
      draft: true,
      name: 'true',
    })
  })

  it('makes no prototype out of a key', () => {
    const { data } = read('---\n__proto__: { polluted: yes }\n---\n')
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype)
    expect('polluted' in data).toBe(false)
  })
})

describe('what editors leave at the top', () => {
  it.each([
    ['a byte order mark', '\uFEFF'],
    ['two of them', '\uFEFF\uFEFF'],
    ['blank lines', '\n\n'],
  ])('passes over %s', (_, before) => {
    expect(read(`${before}---\ntitle: A\n---\nText`)).toMatchObject({ data: { title: 'A' }, text: 'Text' })
  })

  it.each([
    ['CR', '\r'],
    ['CR CR LF', '\r\r\n'],
  ])('reads %s as LF', (_, end) => {
    const text = ['---', 'title: A', 'tags: [x]', '---', 'One', 'Two', ''].join(end)
    expect(read(text)).toMatchObject({ data: { title: 'A', tags: ['x'] }, text: 'One\nTwo\n', firstLine: 5 })
  })

  it('reads CRLF as LF', () => {
    expect(read('---\r\ntitle: A\r\n---\r\nOne\r\nTwo\r\n')).toMatchObject({
      data: { title: 'A' },
      text: 'One\nTwo\n',
      firstLine: 4,
    })
  })
})

describe('what is wrong is said with its place', () => {
  it('front matter that never ends', () => {
    expect(problemsOf('\n---\ntitle: A\n\nText')).toEqual([
      'posts/a.md:2: The front matter begins here and never ends. Close it with a line ---.',
    ])
    expect(problemsOf('+++\ntitle = "A"\n')[0]).toContain('Close it with a line +++.')
    expect(problemsOf('{"title": "A"\nText')[0]).toContain('Close it with a }.')
  })

  it('a broken line of YAML, with line and column in the file', () => {
    expect(problemsOf('---\ntitle: A\ndescription: one: two\n---\n')).toEqual([
      'posts/a.md:3:14: The front matter cannot be read: Nested mappings are not allowed in compact mappings. ' +
        'The post is left out until it is put right.',
    ])
  })

  it('every broken line, not the first', () => {
    const places = read('---\na: 1\nb: x: y\nc: 1\nd: x: y\n---\n').problems.map(({ line, message }) => [line, message])
    expect(places).toEqual([
      [3, 'The front matter cannot be read: Nested mappings are not allowed in compact mappings.'],
      [5, 'The front matter cannot be read: Nested mappings are not allowed in compact mappings.'],
    ])
  })

  it('a key twice in TOML', () => {
    expect(read('+++\na = 1\na = 2\n+++\n').problems[0]).toMatchObject({ line: 3, code: 'front-matter.syntax' })
  })

  it('a broken line of TOML', () => {
    expect(read('+++\ntitle = "A"\ndate = soon\n+++\n').problems[0]).toMatchObject({ line: 3, column: 8 })
  })

  it('text where keys should be', () => {
    expect(problemsOf('---\nHello there\n---\n')[0]).toContain('it is not a list of keys with values')
  })

  it('a file that would fill the memory', () => {
    const bomb = `---\na: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'
      .split('')
      .map((key, i) => `${key}: &${key} [${Array(9).fill(`*${'abcdefg'[i]}`).join(',')}]`)
      .join('\n')}\n---\n`
    expect(read(bomb).problems[0]?.code).toBe('front-matter.syntax')
  })
})

describe('code is never run', () => {
  it.each(['js', 'javascript'])('refuses ---%s', (language) => {
    const { data, problems } = read(`---${language}\n{ title: (globalThis.wasRun = true) }\n---\nText`)
    expect(problems[0]).toMatchObject({ code: 'front-matter.language', line: 1 })
    expect(data).toEqual({})
    expect('wasRun' in globalThis).toBe(false)
  })

  it('refuses a language that it does not know', () => {
    expect(read('---coffee\ntitle: A\n---\n').problems[0]?.code).toBe('front-matter.language')
  })
})

it('two files with one text are read each on its own', () => {
  const source = '---\ntags: [a]\n---\n'
  ;(read(source).data.tags as string[]).push('b')
  expect(read(source).data.tags).toEqual(['a'])
})

const anyFile = fc
  .array(
    fc.constantFrom(
      '---',
      '+++',
      '{',
      '}',
      '\n',
      '\r\n',
      'a: 1',
      'b = "x"',
      '"c": 2',
      '\uFEFF',
      ' ',
      '[',
      '&x',
      'Text',
    ),
    { maxLength: 20 },
  )
  .map((pieces) => pieces.join(''))

it('whatever is in a file, it is read or told as a problem, and the text begins where firstLine says', () => {
  fc.assert(
    fc.property(anyFile, (source) => {
      const { text, firstLine, problems } = read(source)
      const lines = source
        .replaceAll('\r\n', '\n')
        .split('\n')
        .slice(firstLine - 1)
      expect(problems.length > 0 || lines.join('\n').endsWith(text)).toBe(true)
    }),
  )
})

it('below front matter that is good stands the same text, whether it is read or not', () => {
  fc.assert(
    fc.property(anyFile, (source) => {
      const { text, firstLine, problems } = read(source)
      if (problems.length === 0) expect(textBelow(source)).toEqual({ text, firstLine })
    }),
    { examples: ['---\n---', '{"a":"}"}\nb', '+++\n+++\n\nb', '---\r\na: b\r\n---\r\nc', ''].map((text) => [text]) },
  )
})

it('names the line of white space that is longer than anybody writes', () => {
  const { problems } = read(`---\ntitle: A\n${' \n'.repeat(300)}date: x\n---\nText`)
  expect(problems.map(formatProblem)).toEqual([
    expect.stringContaining('a.md:2: The front matter has more than 500 blanks and empty lines in a row.'),
  ])
  expect(read(`---\ntitle: A\n${'\n'.repeat(400)}date: x\n---\nText`).problems).toEqual([])
})
