import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textWidth } from '../../src/bodies/text-ruler.ts'
import { bodyText, mailText } from '../../src/bodies/to-text.ts'
import { bodyOf } from '../posts/body-of.ts'

const text = (markdown: string) => bodyText(bodyOf(markdown))

describe('links', () => {
  test('are numbered once and listed at the end', () => {
    expect(text('[a](/x), [b](/y), [c](/x)')).toBe(
      'a [1], b [2], c [1]\n\n[1] https://lantern.example/x\n[2] https://lantern.example/y',
    )
  })

  test('that show their own address are not', () => {
    expect(text('<https://a.example/b> <mei@lantern.example> [x](https://x.example/)')).toBe(
      'https://a.example/b mei@lantern.example x [1]\n\n[1] https://x.example/',
    )
  })

  test('to write to or to call somebody keep their scheme, so that a mail program makes links of them', () => {
    expect(text('[write](mailto:a@e.example?subject=Hi&body=Mei) or [call](tel:+4930123)')).toBe(
      'write [1] or call [2]\n\n[1] mailto:a@e.example?subject=Hi&body=Mei\n[2] tel:+4930123',
    )
  })

  test('within the post are words', () => {
    expect(text('## Tide\n\n[above](#tide)')).toBe('Tide\n\nabove')
  })
})

test('lines break at 72 in Latin, and nowhere in Chinese', () => {
  const latin = text('tide '.repeat(60)).split('\n')
  expect(Math.max(...latin.map((line) => line.length))).toBeLessThanOrEqual(72)
  expect(latin.length).toBe(5)
  expect(text('潮汐每天兩次 moon '.repeat(30))).not.toContain('\n')
})

test('pictures are their alt text, those without one are nothing', () => {
  expect(text('![The moon](/m.jpg) and ![](/n.jpg)')).toBe('[The moon] and')
})

test('code keeps its lines, set in', () => {
  expect(text('```\na  b\n\n  c\n```')).toBe('    a  b\n\n      c')
})

test('x² and a footnote are raised, words are not', () => {
  expect(text('x<sup>2</sup>, 1<sup>st</sup>, note[^1]\n\n[^1]: b')).toMatch(/^x², 1st, note¹\n/)
})

test('a table’s columns stand below each other; a span of a million columns does not', () => {
  expect(text('| a | b |\n|---|---|\n| long | c |')).toBe('a      b\nlong   c')
  expect(text('<table><tr><td colspan="100000000" rowspan="1000000">a</td></tr></table>')).toBe('a')
})

describe('for a mail', () => {
  const mail = (markdown: string) => mailText(bodyOf(markdown))

  test('headings have a line under them, as wide as they are, and no line begins a signature', () => {
    expect(mail('## Tide\n\nA\n\n### 潮汐\n\nB\n\n## Q')).toBe('Tide\n----\n\nA\n\n潮汐\n....\n\nB\n\nQ\n---')
  })

  test('Chinese and Japanese are broken at 72 columns, and by their own rules', () => {
    const lines = mail(`${'潮汐每天兩次，月亮「很大」。'.repeat(12)}きゃっ`).split('\n')
    expect(lines.join('')).toBe(`${'潮汐每天兩次，月亮「很大」。'.repeat(12)}きゃっ`)
    for (const line of lines) {
      expect(textWidth(line)).toBeLessThanOrEqual(72)
      expect(line).not.toMatch(/^[，。」ゃっ]|「$/)
    }
    expect(lines.length).toBeLessThan(7)
  })

  test('Korean is broken at its spaces', () => {
    const words = mail('등대는 밤마다 켜진다. '.repeat(12)).split(/\s/)
    expect(new Set(words)).toEqual(new Set(['등대는', '밤마다', '켜진다.']))
  })

  test('in Chinese with links and bold words, too', () => {
    const lines = mail(`${'潮汐'.repeat(16)}**月亮**[很大](/x)，Moonlight`).split('\n')
    expect(lines[0]).toBe(`${'潮汐'.repeat(16)}月亮很大`)
    expect(lines[1]).toBe('[1]，Moonlight')
  })

  test('a line that is no quotation does not look like one, nor like another mail', () => {
    expect(mail('\\> 5 of 7 lamps')).toBe(' > 5 of 7 lamps')
    expect(mail('From 2015 on')).toBe(' From 2015 on')
    expect(mail('Fromage')).toBe('Fromage')
    expect(mail(`${'w'.repeat(70)} From here`)).toBe(`${'w'.repeat(70)}\n From here`)
    expect(mail('> a quotation')).toBe('> a quotation')
  })

  test('a table has its head set apart, and columns that stand below each other in Chinese as well', () => {
    expect(mail('| 燈塔 | b |\n|---|---|\n| 光 | c |')).toBe('燈塔   b\n--------\n光     c')
  })

  test('a table that is too wide gets narrower columns, else says by row what each cell is', () => {
    const long = 'a keeper of lamps and bells'
    const narrow = mail(`| one | two | three |\n|---|---|---|\n| ${long} | ${long} | ${long} |`)
    expect(Math.max(...narrow.split('\n').map((line) => line.length))).toBeLessThanOrEqual(72)
    expect(narrow).toMatch(/^one {10,}two {10,}three\n-+\na keeper of/)
    const heads = ['a', 'b', 'c', 'd', 'e', 'f']
    const row = heads.map((each) => `${each} ${'x'.repeat(20)}`)
    expect(mail(`|${heads.join('|')}|\n|${'-|'.repeat(6)}\n|${row.join('|')}|\n|1|2|3|4|5|6|`)).toBe(
      `${heads.map((each, i) => `${each}: ${row[i]}`).join('\n')}\n\na: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6`,
    )
  })

  test('tables within tables take no time', () => {
    const html = '<table><tr><td>a</td><td>'.repeat(40) + '</td></tr></table>'.repeat(40)
    expect(mail(html)).toContain('a')
  })

  test('no line ends in a blank, or is wider than it must be, whatever the post', () => {
    const word = fc.constantFrom(
      'tide',
      '潮汐',
      '，',
      '「月」',
      'きゃ',
      '등대',
      'שלום',
      '😀',
      '>',
      'From',
      '[x](/y)',
      '**b**',
      '\n\n',
      '\n- ',
      '\n> ',
      ' ',
      ' ',
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 120 }), (words) => {
        const [body = ''] = mail(words.join('')).split('\n\n[1] ')
        for (const line of body.split('\n')) {
          expect(line).not.toMatch(/\s$|^From |^(?:--) ?$/)
          if (/[ 潮汐月]/.test(line.slice(8))) expect(textWidth(line)).toBeLessThanOrEqual(74)
        }
      }),
    )
  })
})
