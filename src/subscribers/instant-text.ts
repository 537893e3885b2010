import type { Temporal } from 'temporal-polyfill'

/** The very text of `String(instant)`, of one without parts of a millisecond: half of the time that a long list took to be written went into that. */
export function instantText({ epochMilliseconds }: Temporal.Instant): string {
  return new Date(epochMilliseconds).toISOString().replace(NO_FRACTION, 'Z')
}

/** What is written is the shortest: `.600Z` is `.6Z`, `.000Z` is `Z`. */
const NO_FRACTION = /\.?0+Z$/
