/** Four characters for three bytes, and a line end after each 76 (RFC 2045 §6.8). */
const BASE64_PER_BYTE = (4 / 3) * (78 / 76)
/** A soft line break of three characters after each 75 (RFC 2045 §6.7). */
const QUOTED_PER_CHARACTER = 78 / 75

/**
 * The smaller of the two for a text: quoted-printable for what is mostly ASCII, base64 for Chinese, where it halves the
 * mail. Never 8bit: not every relay takes it, and one that does not may re-encode and so break a DKIM signature.
 */
export function transferEncoding(text: string): 'quoted-printable' | 'base64' {
  const bytes = Buffer.byteLength(text)
  // Three characters a byte for what is not ASCII, and for the equals signs, of which HTML has one an attribute.
  const escaped = text.match(/[^\p{ASCII}]+|=/gu)?.reduce((sum, run) => sum + Buffer.byteLength(run), 0) ?? 0
  return (bytes + 2 * escaped) * QUOTED_PER_CHARACTER <= bytes * BASE64_PER_BYTE ? 'quoted-printable' : 'base64'
}
