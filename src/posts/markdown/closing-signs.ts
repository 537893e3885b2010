/** What a sentence puts behind an address (GFM, "Extended autolink path validation"). */
const CLOSING = /(?:[?!.,:*_~'"\\]|&[a-z\d]{1,31};)$/i
/** Of the names that HTML has for characters the longest is `&CounterClockwiseContourIntegral;`. */
const LONGEST_CLOSING = 33

/** An address without what does not belong to it: signs at its end, and brackets that it does not open. */
export function withoutClosing(address: string): string {
  let unopened = count(address, ')') - count(address, '(')
  let end = address.length
  for (;;) {
    const closes = address.charAt(end - 1) === ')' && unopened > 0
    const length = closes ? 1 : (CLOSING.exec(address.slice(Math.max(0, end - LONGEST_CLOSING), end))?.[0].length ?? 0)
    if (length === 0) return address.slice(0, end)
    if (closes) unopened -= 1
    end -= length
  }
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1
}
