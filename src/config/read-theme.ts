import { describeIssue, type PlacedProblem, placeProblems } from './config-problems.ts'
import { contrast, READABLE } from './contrast.ts'
import { parseToml } from './parse-toml.ts'
import { type Problem, warning } from './problem.ts'
import { CLASSIC, type Colours, completeColours, type LookName, type Theme, type WrittenTheme } from './theme.ts'
import { themeSchema } from './theme-schema.ts'

/** The operator's theme, by its path below `templates/`; and beside it, that of the look which it takes. */
export const THEME_FILE = 'theme.toml'
export const LOOK_FILE = 'look/theme.toml'

/**
 * The theme that templates come with. Where the operator's is wrong, it is that of its look, with an error for each
 * fault; a pair of colours that is hard to read is a warning.
 */
export function readTheme(files: ReadonlyMap<string, string>): { theme: Theme; problems: Problem[] } {
  const look = written(files.get(LOOK_FILE) ?? '').theme
  const text = files.get(THEME_FILE) ?? ''
  const own = written(text)
  const theme = [look, own.theme].reduce(merged, CLASSIC)
  if (own.problems.length > 0) return { theme, problems: own.problems }
  return { theme, problems: placeProblems(faintPairs(theme, own.theme), text, SHOWN) }
}

/** The look that a theme names, as far as it can be read. */
export function lookNamed(text: string): LookName {
  return written(text).theme.look ?? CLASSIC.look
}

const SHOWN = `templates/${THEME_FILE}`

function written(text: string): { theme: WrittenTheme; problems: Problem[] } {
  const parsed = parseToml(text, SHOWN)
  if ('problem' in parsed) return { theme: {}, problems: [parsed.problem] }
  const checked = themeSchema.safeParse(parsed.tree)
  if (checked.success) return { theme: checked.data, problems: [] }
  const context = { schema: themeSchema, tree: parsed.tree, taken: [] }
  const found = checked.error.issues.flatMap((issue) => describeIssue(issue, context))
  return { theme: {}, problems: placeProblems(found, text, SHOWN) }
}

function merged(theme: Theme, { light, dark, fonts, ...rest }: WrittenTheme): Theme {
  return {
    ...theme,
    ...rest,
    light: withColours(theme.light, light),
    dark: withColours(theme.dark, dark),
    fonts: { ...theme.fonts, ...fonts },
  }
}

/** Whoever changes paper or ink means what follows them, too, unless their look sets it apart. */
function withColours(before: Colours, given: Partial<Colours> = {}): Colours {
  const apart = Object.entries(before).filter(([name, colour]) => colour !== followed(before)[name as keyof Colours])
  return completeColours({ ...basic(before), ...Object.fromEntries(apart), ...given })
}

function basic({ paper, ink, faint, rule, link, panel }: Colours) {
  return { paper, ink, faint, rule, link, panel }
}

function followed(colours: Colours): Colours {
  return completeColours(basic(colours))
}

/** What is read on what. */
type Pair = [keyof Colours, keyof Colours]

const PAIRS: Pair[] = [
  ['ink', 'paper'],
  ['faint', 'paper'],
  ['link', 'paper'],
  ['ink', 'panel'],
  ['faint', 'ground'],
  ['buttonInk', 'button'],
  ['bandInk', 'band'],
]

/** Of those pairs only that the operator has a hand in: a look is tested by itself. */
function faintPairs(theme: Theme, own: WrittenTheme): PlacedProblem[] {
  return (['light', 'dark'] as const).flatMap((scheme) => {
    if (own[scheme] === undefined) return []
    const colours = theme[scheme]
    const shown = ([ink, paper]: Pair) => `${colours[ink]} ${colours[paper]}`
    // A masthead of the same colours as the text is said with it.
    const pairs = PAIRS.filter((pair, index) => PAIRS.findIndex((other) => shown(other) === shown(pair)) === index)
    return pairs.flatMap(([ink, paper]) => {
      const ratio = contrast(colours[ink], colours[paper])
      if (ratio >= READABLE) return []
      const key = [ink, paper].find((name) => own[scheme]?.[name as keyof Colours] !== undefined)
      return [{ path: [scheme, ...(key ? [inToml(key)] : [])], problem: faint(scheme, [ink, paper], colours, ratio) }]
    })
  })
}

function faint(scheme: string, [ink, paper]: Pair, colours: Colours, ratio: number): Problem {
  // Rounded down: 4.49 is not 4.5.
  const figure = (Math.floor(ratio * 100) / 100).toFixed(2)
  const message = `${scheme}.${inToml(ink)} ${colours[ink]} on ${scheme}.${inToml(paper)} ${colours[paper]} has a contrast of ${figure} to 1.`
  const hint = `Take colours that are further apart: text is easy to read from ${READABLE} to 1 on (WCAG AA).`
  return warning('theme.contrast', message, { hint })
}

function inToml(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
