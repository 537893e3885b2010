import type { Environment } from './environment.ts'

/**
 * `.env`'s text → its variables, the last of one name. `NAME=value`, with or without `export` and blanks around the `=`.
 * As most who read such files have it: `#` begins a comment at the start of a value or after white space, and nowhere
 * else; 'single' quotes and `back` quotes keep all as it is; in "double" ones \n, \r, \t, \", \\ and \$ stand for
 * what they do in a shell; a quoted value may have lines. What is no assignment is passed over.
 */
export function parseEnvText(text: string): Environment {
  const variables = new Map<string, string>()
  for (const { 1: name = '', 2: written = '' } of text.replace(/^\uFEFF/, '').matchAll(ASSIGNMENT)) {
    variables.set(name, meantBy(written.trim()))
  }
  return Object.fromEntries(variables)
}

const QUOTED = String.raw`"(?:\\[^]|[^"\\])*"|'[^']*'|\x60[^\x60]*\x60`
/** A quoted value ends its line, but for a comment; else the quotes are part of it. */
const ASSIGNMENT = new RegExp(
  String.raw`^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*=[ \t]*((?:${QUOTED})(?=[ \t]*(?:#.*)?\r?$)|[^\r\n]*)`,
  'gm',
)
const WHOLLY_QUOTED = new RegExp(`^(?:${QUOTED})$`)

function meantBy(written: string): string {
  if (!WHOLLY_QUOTED.test(written)) return written.replace(/(?:^|\s+)#.*$/, '')
  const inner = written.slice(1, -1).replace(/\r\n/g, '\n')
  return written.startsWith('"')
    ? inner.replace(/\\([nrt"\\$])/g, (_, escaped: string) => ESCAPES[escaped] ?? escaped)
    : inner
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t' }
