/** Characters that XML 1.0 §2.2 leaves out, or advises against, as they are and as references: another look than the writer's. */
export function unwritableIn(text: string): boolean {
  const written = [...text.matchAll(/&#(?:x([\da-f]+)|(\d+));/gi)].map(([, hex, decimal]) =>
    Number.parseInt(hex ?? decimal ?? '', hex ? 16 : 10),
  )
  const literal = Array.from(text, (character) => character.codePointAt(0) ?? 0)
  return [...written, ...literal].some((code) => !isCharacter(code))
}

function isCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd
  if (code >= 0x7f && code < 0xa0) return code === 0x85
  return code < 0xd800 || (code > 0xdfff && code < 0xfffe) || (code > 0xffff && code <= 0x10ffff)
}
