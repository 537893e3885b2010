/** A group of fields (RFC 3464 §2.1.1), by lower-case name; the first of each name, unfolded. */
export type Fields = ReadonlyMap<string, string>

const MOST_GROUPS = 1_000

/** The body of a `message/delivery-status` or `message/feedback-report` → its groups of fields. */
export function fieldGroups(text: string): Fields[] {
  const groups = text.split(/\n[ \t]*\n+/).slice(0, MOST_GROUPS)
  return groups.map(fieldsOf).filter(({ size }) => size > 0)
}

function fieldsOf(group: string): Fields {
  const fields = new Map<string, string>()
  for (const line of group.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const [, name, value] = /^[> \t]*([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]*(.*)$/.exec(line) ?? []
    if (name && !fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), (value ?? '').trim())
  }
  return fields
}

/** `rfc822; user@example.org` → the address, `smtp; 550 …` → what was said: without the type (RFC 3464 §2.1.2). */
export function withoutType(value: string): string {
  return value.replace(/^[A-Za-z0-9-]{2,20}[ \t]*;[ \t]*/, '').trim()
}
