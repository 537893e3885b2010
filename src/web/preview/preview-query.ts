import type { PreviewRequest } from '../../actions/editions/preview-edition.ts'
import type { ColourScheme } from '../../editions/mail-scheme.ts'

/** What is looked at, and how: all of it stands in the address, so that each view can be kept and sent around. */
export interface PreviewQuery extends PreviewRequest {
  /** Which of several mails: its place, from 0. */
  mail: number
  /** Without one, as the screen is. */
  width?: 'phone' | 'desktop'
  scheme: ColourScheme
  pictures: boolean
}

/** No more are shown in one mail. */
const MOST_POSTS = 50

/** What cannot be understood is as if it were not there. */
export function readQuery(asked: URLSearchParams): PreviewQuery {
  const posts = asked.getAll('post').filter(Boolean).slice(0, MOST_POSTS)
  const as = asked.get('as')?.trim()
  return {
    ...(asked.get('newsletter') && { newsletter: asked.get('newsletter') ?? '' }),
    ...(asked.get('cadence') && { cadence: asked.get('cadence') ?? '' }),
    ...(posts.length > 0 && { posts }),
    ...(as && { as }),
    mail: /^\d{1,4}$/.test(asked.get('mail') ?? '') ? Number(asked.get('mail')) : 0,
    ...widthOf(asked.get('width')),
    scheme: asked.get('scheme') === 'dark' ? 'dark' : 'light',
    pictures: asked.get('pictures') !== 'off',
  }
}

function widthOf(asked: string | null): Pick<PreviewQuery, 'width'> {
  return asked === 'phone' || asked === 'desktop' ? { width: asked } : {}
}

/** The same view with something changed, relative to `path`; what is as it is anyway is left out. */
export function hrefOf(query: PreviewQuery, changed: Partial<PreviewQuery> = {}, path = './'): string {
  const params = paramsOf({ ...query, ...changed })
  return params.length === 0 ? path : `${path}?${new URLSearchParams(params)}`
}

/** Name and value, for an address or the hidden fields of a form. */
export function paramsOf(query: PreviewQuery): [string, string][] {
  const { newsletter, cadence, posts = [], as, mail, width, scheme, pictures } = query
  return [
    ...(newsletter === undefined ? [] : [['newsletter', newsletter] as [string, string]]),
    ...(cadence === undefined ? [] : [['cadence', cadence] as [string, string]]),
    ...posts.map((post): [string, string] => ['post', post]),
    ...(as === undefined ? [] : [['as', as] as [string, string]]),
    ...(mail === 0 ? [] : [['mail', `${mail}`] as [string, string]]),
    ...(width === undefined ? [] : [['width', width] as [string, string]]),
    ...(scheme === 'light' ? [] : [['scheme', scheme] as [string, string]]),
    ...(pictures ? [] : [['pictures', 'off'] as [string, string]]),
  ]
}
