/** What a failed build's message says against templates. */
export interface TemplateFaults {
  /** By their names without `.html`. */
  shortcodes: string[]
  partials: string[]
  /** What the templates ask for and this Hugo does not have: functions (`try`) and fields (`hugo.Data`). */
  unknown: string[]
}

/** @param shortcodes all names of the site's own */
export function faultsIn(message: string, shortcodes: string[]): TemplateFaults {
  const functions = [...message.matchAll(/function "(\w+)" not defined/g)].map(([, name = '']) => name)
  const fields = [...message.matchAll(/at <([^<>\n]+)>: can't evaluate field (\w+)/g)].map(([, at = '', field = '']) =>
    upTo(at, field),
  )
  const partials = [...message.matchAll(/partials\/([\w./-]+?)\.html/g)].map(([, name = '']) => name)
  return {
    shortcodes: shortcodes.filter((name) => isNamed(name, message)),
    partials: [...new Set(partials)],
    // `.Name` alone is a field of many things, and only here of the wrong one.
    unknown: [...functions, ...fields.filter((field) => /^\w/.test(field))],
  }
}

/** `hugo.Data` of `hugo` or `hugo.Data.docs`, where it is Data that is missing. */
function upTo(at: string, field: string): string {
  const end = `${at}.`.indexOf(`.${field}.`)
  return end < 0 ? `${at}.${field}` : at.slice(0, end + field.length + 1)
}

/** `layouts/shortcodes/note.html`, `shortcode "note"`, `ERROR The "note" shortcode …`, `template: shortcodes/note.html:1:2`. */
function isNamed(name: string, message: string): boolean {
  if ([`shortcodes/${name}.html`, `shortcode "${name}"`].some((form) => message.includes(form))) return true
  // What a template says of itself, by errorf.
  return message.split('\n').some((line) => line.startsWith('ERROR') && line.includes(`"${name}"`))
}

const COMMENT = /\{\{-?\s*\/\*[\s\S]*?\*\/\s*-?\}\}/g
const WORDS = /"(?:[^"\\\n]|\\.)*"|`[^`]*`/g

/** Whether a template asks for something; comments and words apart. */
export function asksFor(template: string, unknown: string): boolean {
  const asked = new RegExp(String.raw`(?<![\w.$])${unknown.replace(/\./g, '\\.')}(?!\w)`)
  const actions = template.replace(COMMENT, '').match(/\{\{[\s\S]*?\}\}/g) ?? []
  return actions.some((action) => asked.test(action.replace(WORDS, '""')))
}
