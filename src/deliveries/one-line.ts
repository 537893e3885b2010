/** A server's words as one line, since they are printed on terminals: no control characters, at most so many characters, none cut in half. */
export function oneLine(text: string, most: number): string {
  const clean = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
  return clean.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')
}
