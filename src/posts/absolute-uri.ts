/** Without the characters that no URI or IRI has (RFC 3986 §2, RFC 3987 §2.2): `note: a word` is none. */
const URI = /^[a-z][a-z0-9+.-]*:[^\s\p{Cc}<>"{}|\\^`]+$/iu

/** Whether it is a whole address or name of its own, such as `https://x.example/?p=1`, `urn:uuid:…` or `tag:…`. */
export function isAbsoluteUri(text: string): boolean {
  return URI.test(text) && URL.canParse(text)
}
