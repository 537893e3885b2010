import { readTheme } from './read-theme.ts'
import { CLASSIC, type Colours, type Theme } from './theme.ts'

/** The styles of web pages and of feeds in a browser, in the colours of the theme where it has others than they have. */
export function pageStyles(templates: ReadonlyMap<string, string>): { page: string; feed: string } {
  const colours = ownColours(readTheme(templates).theme)
  const styled = (name: string) => {
    const css = templates.get(name) ?? ''
    return css && colours ? `${css}\n/* templates/theme.toml */\n${colours}` : css
  }
  return { page: styled('page.css'), feed: styled('feed.css') }
}

/** As the styles call them, too. */
const NAMES = ['paper', 'ink', 'faint', 'rule', 'link'] as const

/** Of both schemes where one differs: what comes last is light, and would hold in the dark, too. */
function ownColours({ light, dark }: Theme): string {
  const names = NAMES.filter((name) => light[name] !== CLASSIC.light[name] || dark[name] !== CLASSIC.dark[name])
  if (names.length === 0) return ''
  const rule = (colours: Colours) => `:root {\n${names.map((name) => `  --${name}: ${colours[name]};\n`).join('')}}\n`
  return `${rule(light)}@media (prefers-color-scheme: dark) {\n${rule(dark)}}\n`
}
