/**
 * What a piece of code is, by the names of Shiki's theme of CSS variables, and its colour on the panel of mail-styles.ts.
 * Each is dark enough for it (WCAG AA); the dark ones stand in templates/parts/style.mjml, on the same names.
 */
const COLOURS = {
  comment: '#6b655a',
  keyword: '#8a2b1d',
  string: '#2f6636',
  'string-expression': '#2f6636',
  constant: '#7a4a00',
  function: '#1f4f8b',
  inserted: '#2f6636',
  deleted: '#8a2b1d',
} as const

export type CodeRole = keyof typeof COLOURS

export function isCodeRole(name: string): name is CodeRole {
  return Object.hasOwn(COLOURS, name)
}

/** For a mail: its colour in the element, its class for dark mode. Roles of one colour share a class. */
export function codePieceProperties(role: CodeRole): { className: string[]; style: string } {
  const colour = COLOURS[role]
  const first = Object.entries(COLOURS).find(([, same]) => same === colour)?.[0] ?? role
  return { className: [`code-${first}`], style: `color:${colour}` }
}
