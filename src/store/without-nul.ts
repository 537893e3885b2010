/** What stands for a NUL in a text of PostgreSQL, which holds none: a hostile reply or title may have one. */
export function withoutNul(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text
}
