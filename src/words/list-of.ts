/** `The Lantern and Letters`, as a language writes a list. */
export function listOf(names: string[], language: string): string {
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(names)
}
