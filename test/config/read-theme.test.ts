import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { contrast } from '../../src/config/contrast.ts'
import { LOOK_FILE, readTheme, THEME_FILE } from '../../src/config/read-theme.ts'
import { CLASSIC, LOOK_NAMES, type Theme } from '../../src/config/theme.ts'

const themeOf = (own: string, look = '') =>
  readTheme(
    new Map([
      [THEME_FILE, own],
      [LOOK_FILE, look],
    ]),
  )
const lookText = (name: string) =>
  readFileSync(name === 'classic' ? 'templates/theme.toml' : `looks/${name}/theme.toml`, 'utf8')

describe('a theme', () => {
  it('is the classic one where nobody says another', () => {
    expect(readTheme(new Map())).toEqual({ theme: CLASSIC, problems: [] })
  })

  it('is what the operator says, and their look where they say nothing', () => {
    const { theme, problems } = themeOf(
      'radius = 8\n[light]\nlink = "#00F"\n',
      'radius = 2\ngap = 50\n[light]\nink = "#111111"\n',
    )
    expect(problems).toEqual([])
    expect(theme).toMatchObject({ radius: 8, gap: 50, width: 600, light: { link: '#0000ff', ink: '#111111' } })
  })

  it('lets the ground, buttons and the masthead follow paper and ink, unless they are set apart', () => {
    const { theme } = themeOf(
      '[light]\npaper = "#ffffff"\nink = "#000000"\n',
      '[light]\nband = "#123456"\nband_ink = "#fafafa"\n',
    )
    expect(theme.light).toMatchObject({
      ground: '#ffffff',
      button: '#000000',
      buttonInk: '#ffffff',
      band: '#123456',
      bandInk: '#fafafa',
    })
  })

  it('has fonts by kind, with the operator’s own before the usual ones', () => {
    const { theme } = themeOf('[fonts]\ntitle = "sans"\nserif = "Charter, Iowan Old Style"\n')
    expect(theme.fonts).toEqual({ title: 'sans', text: 'serif', small: 'sans', serif: 'Charter, Iowan Old Style' })
  })
})

describe('what is wrong with a theme', () => {
  it.each([
    ['[light]\nink = "blak"', 'light.ink = "blak" cannot be used.', 2],
    ['[light]\nink = "#12345"', 'light.ink = "#12345" cannot be used.', 2],
    ['width = 600\n\n[dark]\npaper = 17', 'dark.paper = 17 cannot be used.', 4],
    ['[light]\nbuton = "#123456"', 'light.buton is not a key that Broadsheet knows.', 2],
    ['colour = "#123456"', 'colour is not a key that Broadsheet knows.', 1],
    ['width = 2000', 'width = 2000 cannot be used.', 1],
    ['look = "baroque"', 'look = "baroque" cannot be used.', 1],
    ['[fonts]\ntitle = "fraktur"', 'fonts.title = "fraktur" cannot be used.', 2],
    ['[fonts]\nserif = "\\"Charter\\""', 'fonts.serif = "\\"Charter\\"" cannot be used.', 2],
    ['[fonts]\nserif = "x;color:red"', 'fonts.serif = "x;color:red" cannot be used.', 2],
    ['[logo]\nwidth = 100', 'logo.picture is missing.', 1],
    ['[logo]\npicture = "../secret.png"', 'logo.picture = "../secret.png" cannot be used.', 2],
    ['[logo]\npicture = "a/../../secret.png"', 'logo.picture = "a/../../secret.png" cannot be used.', 2],
    ['[logo]\npicture = "/etc/logo.png"', 'logo.picture = "/etc/logo.png" cannot be used.', 2],
    ['[logo]\npicture = "http://a.example/logo.png"', 'logo.picture = "http://a.example/logo.png" cannot be used.', 2],
    ['[logo]\npicture = "file:logo.png"', 'logo.picture = "file:logo.png" cannot be used.', 2],
  ])('%j: %s', (text, message, line) => {
    const { theme, problems } = themeOf(text)
    expect(problems).toMatchObject([{ severity: 'error', message, file: 'templates/theme.toml', line }])
    expect(problems[0]?.hint).toBeTruthy()
    expect(theme).toEqual(CLASSIC)
  })

  it('is all said at once, in the order of the lines', () => {
    const { problems } = themeOf('width = 1\n[light]\nink = "x"\nrule = "y"\n')
    expect(problems.map(({ line }) => line)).toEqual([1, 3, 4])
  })

  it('has a place where it is no TOML', () => {
    expect(themeOf('width = 600\n[light\n').problems).toMatchObject([
      { code: 'config.syntax', file: 'templates/theme.toml', line: 2 },
    ])
  })
})

describe('colours that are hard to read', () => {
  it('are named with their ratio, in either scheme, and where they are written', () => {
    const { problems } = themeOf('[light]\nlink = "#ff9900"\n\n[dark]\npaper = "#1f1d1a"\nfaint = "#555555"\n')
    expect(problems.map(({ line, message, severity }) => [severity, line, message])).toEqual([
      ['warning', 2, 'light.link #ff9900 on light.paper #fbfaf6 has a contrast of 2.04 to 1.'],
      ['warning', 6, 'dark.faint #555555 on dark.paper #1f1d1a has a contrast of 2.25 to 1.'],
    ])
  })

  it('are not told of what the operator left as it was', () => {
    expect(themeOf('radius = 4\n', '[light]\nink = "#dddddd"\n').problems).toEqual([])
  })

  it.each([
    ['#000000', '#ffffff', 21],
    ['#ffffff', '#ffffff', 1],
    ['#777777', '#ffffff', 4.48],
    ['#767676', '#ffffff', 4.54],
  ])('%s on %s: %f', (one, other, ratio) => {
    expect(contrast(one, other)).toBeCloseTo(ratio, 2)
    expect(contrast(other, one)).toBe(contrast(one, other))
  })
})

describe.each(LOOK_NAMES)('the look %s', (name) => {
  const all = lookText(name)

  it('is readable in light and dark, all of it, with nothing wrong', () => {
    const { theme, problems } = themeOf(all)
    expect(problems).toEqual([])
    expect(theme.look).toBe(name)
    for (const { band, bandInk } of [theme.light, theme.dark]) expect(contrast(band, bandInk)).toBeGreaterThan(4.5)
  })
})

it('the classic look is what is taken without one', () => {
  const theme: Theme = themeOf(lookText('classic')).theme
  expect(theme).toEqual(CLASSIC)
})
