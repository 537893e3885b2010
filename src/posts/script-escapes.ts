const ESCAPED: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', '0': '\0', '\n': '' }
const ESCAPE = /\\(?:u\{([\da-f]{1,6})\}|u([\da-f]{4})|x([\da-f]{2})|([\s\S]))/gi

/** What stands between the quotes of a text in JavaScript → the text (ECMA-262 §12.9.4). */
export function unescaped(written: string): string {
  return written.replace(ESCAPE, (_, braced, four, two, other) => {
    const code = Number.parseInt(braced ?? four ?? two ?? '', 16)
    if (Number.isNaN(code)) return ESCAPED[other] ?? other
    return code > 0x10_ff_ff ? '' : String.fromCodePoint(code)
  })
}
