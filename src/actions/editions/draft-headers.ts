import type { Config, NewsletterConfig } from '../../config/config.ts'
import type { EditionHeaders } from '../../editions/variant.ts'
import type { EditionDraft } from './draft-edition.ts'

/** The headers that the edition of a draft would have. */
export function draftHeaders(config: Pick<Config, 'web' | 'inboxes'>, draft: EditionDraft): EditionHeaders {
  const { newsletter, number, date } = draft
  return {
    edition: `${newsletter.id}/${number}`,
    newsletter,
    date,
    ...configuredHeaders(config, newsletter),
  }
}

/** What the configuration says of a newsletter's mails. */
export function configuredHeaders(
  { web, inboxes }: Pick<Config, 'web' | 'inboxes'>,
  { from, replyTo, pictures }: Pick<NewsletterConfig, 'from' | 'replyTo' | 'pictures'>,
): Pick<EditionHeaders, 'from' | 'replyTo' | 'pictures' | 'leaveTo' | 'webUrl'> {
  const [inbox] = inboxes
  return {
    from,
    replyTo,
    ...(pictures === 'mail' && { pictures }),
    ...(inbox && { leaveTo: inbox.address }),
    webUrl: web.url,
  }
}
