import type { WrittenDate } from '../posts/post.ts'

/** RFC 3339, in the offset that its author wrote: `2026-11-16T09:00:00+08:00`. */
export function writtenDate({ instant, offset }: WrittenDate): string {
  return instant.toZonedDateTimeISO(offset).toString({ timeZoneName: 'never', fractionalSecondDigits: 0 })
}
