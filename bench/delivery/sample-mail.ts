import { Temporal } from 'temporal-polyfill'
import type { EditionHeaders, Variant } from '../../src/editions/variant.ts'
import { composeVariant } from '../../src/messages/compose-variant.ts'
import { PREFERENCES_PLACEHOLDER, TOKEN_PLACEHOLDER } from '../../src/subscribers/token.ts'

/** What all senders' mails say of themselves. */
export const HEADERS: Omit<EditionHeaders, 'edition'> = {
  newsletter: { id: 'weekly', title: 'The Lantern, weekly' },
  from: { name: 'The Lantern', address: 'news@bench.example' },
  date: Temporal.Instant.from('2026-11-16T09:00:00Z'),
  webUrl: 'https://news.bench.example/',
}

const WORDS = 'On the quay the old lamps were lit again last week and nobody quite remembered who had asked for it.'

/**
 * A newsletter's variant whose composed mail has so many bytes, within one paragraph: inline styles, links, two
 * unsubscribe links, a text part of a third of the whole.
 */
export async function sampleMail(bytes: number): Promise<Variant> {
  const paragraphBytes = (await sizeOf(variantOf(40))) - (await sizeOf(variantOf(20)))
  const restBytes = (await sizeOf(variantOf(20))) - paragraphBytes
  return variantOf(Math.max(1, Math.round(((bytes - restBytes) / paragraphBytes) * 20)))
}

function variantOf(paragraphs: number): Variant {
  const link = `${HEADERS.webUrl}unsubscribe/${TOKEN_PLACEHOLDER}`
  const preferences = `${HEADERS.webUrl}preferences/${PREFERENCES_PLACEHOLDER}`
  const html = Array.from({ length: paragraphs }, (_, index) => htmlParagraph(index)).join('\n')
  const text = Array.from({ length: Math.ceil(paragraphs / 2) }, (_, index) => `${index}. ${WORDS}\n`).join('\n')
  return {
    mask: 1,
    postIds: [],
    language: 'en',
    subject: 'Lamps on the quay',
    preheader: 'They are lit again.',
    html: `<!doctype html>\n<html lang="en"><body>\n${html}\n<p><a href="${preferences}">Change what you get</a> · <a href="${link}">Unsubscribe</a></p>\n</body></html>\n`,
    text: `${text}\nChange what you get: ${preferences}\n\nUnsubscribe: ${link}\n`,
  }
}

function htmlParagraph(index: number): string {
  const url = `https://lantern.example/posts/${index}/`
  return `<p style="margin:0 0 16px;font-family:Georgia,serif"><a href="${url}">No. ${index}</a> ${WORDS}</p>`
}

/** Length of the mail as it goes over the wire. */
async function sizeOf(variant: Variant): Promise<number> {
  const to = { address: 'reader-0000000@bench.example' }
  const recipient = {
    to,
    token: TOKEN_PLACEHOLDER,
    preferences: PREFERENCES_PLACEHOLDER,
    messageId: '<weekly.1.0123456789abcdef@bench.example>',
  }
  return (await composeVariant(variant, { ...HEADERS, edition: 'weekly/1' }, recipient)).length
}
