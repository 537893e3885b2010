import { type FrontMatter, readFrontMatter } from '../../src/posts/front-matter.ts'
import { fieldsOf } from '../../src/posts/front-matter-fields.ts'

const DATE_KEYS = ['date', 'publishdate', 'pubdate', 'published']
const FIRST_LINE: Record<FrontMatter['format'], (text: string) => string> = {
  yaml: (text) => text.replace('---', '---\ndate: 2000-01-01'),
  toml: (text) => text.replace('+++', '+++\ndate = 2000-01-01'),
  json: (text) => text.replace('{', '{"date": "2000-01-01",'),
  none: (text) => `---\ndate: 2000-01-01\n---\n${text}`,
}

/** The page with a date. Undefined where it has one, or front matter that cannot be read. */
export function withDate(source: string): string | undefined {
  const { data, format, problems } = readFrontMatter(source, '')
  const fields = fieldsOf(data)
  // HTML without front matter is no page.
  if (format === 'none' && /^\s*</.test(source)) return undefined
  if (problems.length > 0 || DATE_KEYS.some((key) => fields.has(key))) return undefined
  return FIRST_LINE[format](source)
}

const BUILD: Record<FrontMatter['format'], [RegExp, string][]> = {
  yaml: [[/^(\s*(?:- +)?)build(?=\s*:)/gm, '$1_build']],
  toml: [[/^(\s*\[{0,2}(?:[\w-]+\.)*)build(?=\s*[\]=.])/gm, '$1_build']],
  json: [[/"build"(?=\s*:)/g, '"_build"']],
  none: [],
}

/** `build` is `_build` to Hugos before 0.145. */
export function forOlderHugo(source: string): string {
  const { format, text } = readFrontMatter(source, '')
  const front = source.endsWith(text) ? source.slice(0, source.length - text.length) : ''
  return BUILD[format].reduce((all, [old, name]) => all.replace(old, name), front) + source.slice(front.length)
}
