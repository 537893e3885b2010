import { describe, expect, test } from 'vitest'
import { drawFormulas } from '../../src/bodies/draw-formulas.ts'

const inline = (source: string) => ({ source, isBlock: false })
const block = (source: string) => ({ source, isBlock: true })

async function faultsOf(...sources: string[]) {
  return (await drawFormulas(sources.map(block))).map((drawn) => ('fault' in drawn ? drawn.fault : undefined))
}

describe('a formula', () => {
  test('is dark ink on a white panel, its size in CSS pixels', async () => {
    const [drawn] = await drawFormulas([inline('E = mc^2')])
    expect(drawn).toMatchObject({ width: 80, height: 24, depth: 5 })
    expect(drawn).toMatchObject({ svg: expect.stringMatching(/^<svg [^>]+><rect [^>]*fill="#ffffff"/) })
    expect(drawn).toMatchObject({ svg: expect.stringContaining('color="#1f1d1a"') })
  })

  test('on its own is larger than within a line', async () => {
    const [own, within] = await drawFormulas([block('\\sum_{i=1}^n i'), inline('\\sum_{i=1}^n i')])
    expect(Number(own && 'height' in own && own.height)).toBeGreaterThan(
      Number(within && 'height' in within && within.height),
    )
  })

  test('knows what an earlier one of its post defines, and of no other post', async () => {
    expect(await faultsOf('\\newcommand{\\R}{\\mathbb{R}} x', 'y \\in \\R')).toEqual([undefined, undefined])
    expect(await faultsOf('y \\in \\R')).toEqual(['Undefined control sequence \\R'])
  })
})

describe('told in the words of TeX', () => {
  test.each([
    ['\\frac{1', 'Missing close brace'],
    ['\\nosuch', 'Undefined control sequence \\nosuch'],
    ['\\def\\a{\\a\\a}\\a', expect.stringContaining('recursive macro call')],
    ['\\begin{matrix} 1', expect.stringContaining('Missing \\end{matrix}')],
  ])('%s', async (source, fault) => expect(await faultsOf(source)).toEqual([fault]))
})

test.each(['\\href{javascript:x}{y}', '\\require{html}', '\\class{a}{b}', '\\style{color:red}{x}', '\\unicode{65}'])(
  'what links, loads or styles is no formula: %s',
  async (source) => expect(await faultsOf(source)).toEqual([expect.stringContaining('Undefined control sequence')]),
)

test('one that would take the stack is a fault, too', async () => {
  const [fault] = await faultsOf(`${'{'.repeat(20_000)}x${'}'.repeat(20_000)}`)
  expect(typeof fault === 'string' || fault === undefined).toBe(true)
})
