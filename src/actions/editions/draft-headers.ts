import type { Config, NewsletterConfig } from '../../config/config.ts'
import type { EditionHeaders } from '../../editions/variant.ts'
import type { EditionDraft } from './draft-edition.ts'

/** The headers that the edition of a draft would have. */
export function draftHeaders({ web }: Pick<Config, 'web'>, draft: EditionDraft): EditionHeaders {
  const { newsletter, number, date } = draft
  return {
    edition: `${newsletter.id}/${number}`,
    newsletter,
    from: newsletter.from,
    replyTo: newsletter.replyTo,
    date,
    ...picturesWithin(newsletter),
    webUrl: web.url,
  }
}

/** Of a newsletter whose mails carry their pictures. */
export function picturesWithin({ pictures }: Pick<NewsletterConfig, 'pictures'>): Pick<EditionHeaders, 'pictures'> {
  return pictures === 'mail' ? { pictures } : {}
}
