import type { Config } from '../../config/config.ts'
import type { Problem } from '../../config/problem.ts'
import { readTheme } from '../../config/read-theme.ts'
import type { Theme } from '../../config/theme.ts'
import type { CommonInput } from '../../editions/stored-input.ts'
import type { MailLogo, TemplateFiles, VariantInput } from '../../editions/variant-input.ts'
import { preferencesUrl } from '../../subscribers/preferences-url.ts'
import { signUpUrl } from '../../subscribers/subscribe-urls.ts'
import { PREFERENCES_PLACEHOLDER, TOKEN_PLACEHOLDER } from '../../subscribers/token.ts'
import { unsubscribeUrl } from '../../subscribers/unsubscribe-url.ts'
import { archiveUrl } from '../archive-url.ts'
import type { RenderPorts } from './render-ports.ts'
import type { RenderRequest } from './render-variants.ts'
import { transportOf } from './transport-of.ts'

/** What all mails look like: the templates, and their theme with its picture. */
export async function mailLook(
  ports: Pick<RenderPorts, 'templates' | 'mailLogo'>,
): Promise<{ templates: TemplateFiles; theme: Theme; logo?: MailLogo; problems: Problem[] }> {
  const templates = await ports.templates()
  const { theme } = readTheme(templates)
  return { templates, theme, ...(theme.logo ? await ports.mailLogo(theme.logo) : { problems: [] }) }
}

/** What all variants of an edition are made of, but for their posts. */
export function commonInput(
  config: Config,
  request: Pick<RenderRequest, 'newsletter' | 'number' | 'test' | 'note'>,
  {
    templates,
    logo,
    date,
    params,
  }: Pick<VariantInput, 'templates' | 'logo' | 'date'> & Pick<VariantInput['site'], 'params'>,
): CommonInput {
  const { number, test, note } = request
  const { site } = config
  const { id, title, template, onePost, subject, preheader, greeting } = request.newsletter
  return {
    site: {
      title: site.title,
      url: site.url,
      language: site.language,
      timezone: site.timezone,
      author: site.author && { name: site.author.name },
      postalAddress: site.postalAddress,
      ...(params && Object.keys(params).length > 0 && { params }),
    },
    newsletter: {
      id,
      title,
      template,
      ...(onePost === 'teaser' && { onePost }),
      ...(subject !== undefined && { subject }),
      ...(!preheader && { preheader: false }),
      ...(greeting && { greeting }),
    },
    date,
    number,
    ...(note && { note }),
    links: linksOf(config, request, number ?? 0),
    templates,
    test,
    ...(logo && { logo }),
  }
}

/** A trial is in no archive, and there may be none. */
function linksOf(
  config: Config,
  { newsletter, test }: Pick<RenderRequest, 'newsletter' | 'test'>,
  number: number,
): VariantInput['links'] {
  const { web } = config
  const isArchived = config.archive.enabled && !test && transportOf(config) === 'smtp'
  return {
    unsubscribe: unsubscribeUrl(web.url, TOKEN_PLACEHOLDER),
    preferences: preferencesUrl(web.url, PREFERENCES_PLACEHOLDER),
    archive: isArchived ? archiveUrl(web.url, newsletter.id, number) : undefined,
    ...(config.subscribe && { subscribe: signUpUrl(web.url) }),
  }
}
