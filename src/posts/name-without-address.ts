/** An address, with the marks in which names carry one: `<a@b.example>`, `(a@b.example)`, `mailto:a@b.example`. */
const ADDRESS =
  /(?<![^\s<>()[\],;:"'])(?:[<([]\s*)?(?:mailto:)?[^\s<>()[\],;:"'@]+@[^\s<>()[\],;:"'@]+\.[^\s<>()[\],;:"'@]+(?:\s*[>)\]])?/giu

/**
 * A person's name as it may be published: feeds are read by those who harvest addresses. `Jane <jane@x.example>` and
 * `jane@x.example (Jane)` are Jane; a handle, `@jane@social.example`, is none. '' where there is no name.
 */
export function nameWithoutAddress(written: string): string {
  const text = written.replace(/\s+/g, ' ').trim()
  if (!text.includes('@')) return text
  const rest = text
    .replace(ADDRESS, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([,;])/g, '$1')
    .trim()
  if (rest === text) return text
  return unwrapped(trimmedMarks(rest))
}

/** What stood between a name and its address. */
function trimmedMarks(text: string): string {
  const marks = /[\s,;:|\u2013\u2014-]/u
  let [start, end] = [0, text.length]
  while (start < end && marks.test(text.charAt(start))) start++
  while (end > start && marks.test(text.charAt(end - 1))) end--
  return text.slice(start, end)
}

/** `(Jane)`, `"Jane Doe"` (RFC 5322 §3.4). */
function unwrapped(text: string): string {
  const inner = /^\(([^()]*)\)$|^["\u201c]([^"\u201c\u201d]*)["\u201d]$|^'([^']*)'$|^[<>()[\]"']+$/.exec(text)
  return inner ? (inner[1] ?? inner[2] ?? inner[3] ?? '').trim() : text
}
