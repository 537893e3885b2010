/** The site engines whose posts are read, by the word for each in `content.dialect`, and what people call them. */
export const DIALECTS = { hugo: 'Hugo', jekyll: 'Jekyll' } as const

export type DialectName = keyof typeof DIALECTS

export const DIALECT_NAMES = Object.keys(DIALECTS) as DialectName[]
