import type { MailPost } from './variant-input.ts'

/** As much as a phone's list of mails shows beside the subject. */
const SHOWN_CHARACTERS = 140

/** COMBINING GRAPHEME JOINER, ZERO WIDTH NON-JOINER, NO-BREAK SPACE: takes up room and shows nothing. */
const BLANK = '\u034f\u200c\u00a0 '

/** The line that clients show after the subject: what the first post's author wants, else the posts' summaries, as far as there is room. Plain text. */
export function preheaderOf(posts: MailPost[], isOn = true): string {
  if (posts[0]?.preheader) return posts[0].preheader
  if (!isOn) return ''
  const summaries = posts.map((post) => post.summary.replace(/\s+/g, ' ').trim()).filter(Boolean)
  return cutAtWord(summaries.join(' · '), SHOWN_CHARACTERS)
}

/** Blanks after a short preheader, or clients fill up the line with the first words of the mail: "Read online · No. 12". */
export function preheaderPadding(preheader: string): string {
  return BLANK.repeat(Math.max(0, SHOWN_CHARACTERS + 10 - preheader.length))
}

function cutAtWord(text: string, limit: number): string {
  if (text.length <= limit) return text
  let end = 0
  for (const { index, segment } of new Intl.Segmenter('en', { granularity: 'word' }).segment(text)) {
    if (index + segment.length > limit - 1) break
    end = index + segment.length
  }
  return end === 0 ? '' : `${text.slice(0, end).trimEnd()}…`
}
