/** `The Lantern and Letters`, as a language writes a list; each name keeps its own direction among words from the right. */
export function listOf(names: string[], language: string): string {
  const isolated = /^(?:he|iw|ar|fa|ur|yi)\b/.test(language) ? names.map((name) => `\u2068${name}\u2069`) : names
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(isolated)
}
