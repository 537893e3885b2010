import { Temporal } from 'temporal-polyfill'

/**
 * A site's address as its engine's configuration has it, where readers can reach it, with a slash at the end: `/`, an empty one and
 * `http://localhost:1313/` are what people leave for a build to fill in.
 */
export function publicUrl(written: string | undefined): string | undefined {
  if (!written || !/^https?:\/\//i.test(written) || !URL.canParse(written)) return undefined
  const url = new URL(written)
  if (['localhost', '127.0.0.1', '[::1]', '0.0.0.0'].includes(url.hostname)) return undefined
  return url.href.endsWith('/') ? url.href : `${url.href}/`
}

export function sameAddress(one: string, other: string): boolean {
  return one.replace(/^https?:/, '') === other.replace(/^https?:/, '')
}

export function isTimeZone(name: string): boolean {
  try {
    return Boolean(Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name))
  } catch {
    return false
  }
}
