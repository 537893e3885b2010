/** The three forms that a recipient must read (RFC 9110 §5.6.7): IMF-fixdate, RFC 850's, asctime's. */
const FORMS = [
  /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/,
  /^[A-Z][a-z]{5,8}, \d\d-[A-Z][a-z]{2}-\d\d \d\d:\d\d:\d\d GMT$/,
  /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/,
]

/** Epoch seconds; undefined for what is no HTTP-date, which a recipient ignores. */
export function parseHttpDate(text: string): number | undefined {
  if (!FORMS.some((form) => form.test(text))) return undefined
  // asctime's form names no zone, and means UTC.
  const milliseconds = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`)
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000
}

/** Epoch seconds → IMF-fixdate, the one form that is written. */
export function formatHttpDate(seconds: number): string {
  return new Date(seconds * 1000).toUTCString()
}
