import { type Context, Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { EditionPreview, PreviewRequest } from '../../actions/editions/preview-edition.ts'
import { errorText } from '../../config/error-text.ts'
import { BroadsheetError } from '../../config/problem.ts'
import { inScheme } from '../../editions/mail-scheme.ts'
import { pictureSources, withPictureSources } from '../../editions/picture-sources.ts'
import { type LookedMail, lookedMail } from '../../messages/looked-mail.ts'
import { mailPolicy, pagePolicy } from '../content-policy.ts'
import { type PicturePorts, picturesRoute } from '../routes/pictures.ts'
import { HEADERS } from '../secure-headers.ts'
import { askingOf, isOnThisMachine } from '../who-asks.ts'
import { type ChangePorts, changeEvents } from './change-events.ts'
import { LIVE_SCRIPT } from './live-script.ts'
import { PreviewPage, TroublePage } from './preview-page.tsx'
import { type PreviewQuery, readQuery } from './preview-query.ts'
import { PREVIEW_STYLE } from './preview-style.ts'
import type { PreviewSite } from './preview-views.tsx'

export interface PreviewWebPorts extends PicturePorts, ChangePorts {
  site(): PreviewSite
  /** Below which mails have the pictures that are kept for them; ends in a slash. */
  picturesUrl(): string
  /**
   * What a send would do now.
   * @param anew false: what was found a moment ago will do, for parts of one page
   * @throws BroadsheetError where the configuration or the site cannot be read, or something unknown is asked for
   */
  preview(request: PreviewRequest, anew: boolean): Promise<EditionPreview>
  /** Told of what nobody foresaw. */
  onError(description: string): void
}

/** The pages of `broadsheet preview`: for whoever sits at this machine, and to look at alone. */
export function previewWeb(ports: PreviewWebPorts): Hono {
  const app = new Hono()
  app.use(secureHeaders(HEADERS))
  app.use(async (c, next) => {
    if (!isOnThisMachine(askingOf(c))) return c.text('The preview answers on this machine alone, by 127.0.0.1.', 403)
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD')
      return c.text('Nothing here acts.', 405, { Allow: 'GET, HEAD' })
    await next()
    c.header('Cache-Control', 'no-store')
  })
  app.get('/', (c) => page(c, ports))
  app.get('/mail', (c) =>
    withMail(c, ports, ({ html }, query) =>
      c.html(shownHtml(html, query, ports.picturesUrl()), 200, { [POLICY]: mailPolicy(query) }),
    ),
  )
  app.get('/source', (c) =>
    withMail(c, ports, ({ source }) =>
      c.body(new Uint8Array(source), 200, { 'Content-Type': 'text/plain; charset=utf-8' }),
    ),
  )
  app.get('/live.js', (c) => c.body(LIVE_SCRIPT, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }))
  app.get('/events', (c) => changeEvents(c, ports))
  app.get('/favicon.ico', (c) => c.body(null, 204))
  app.route('/', picturesRoute(ports))
  app.notFound((c) => c.text('There is nothing here. The preview is at /.', 404))
  app.onError((error, c) => {
    ports.onError(errorText(error))
    return c.text('Something went wrong here. The terminal says what.', 500)
  })
  return app
}

const POLICY = 'Content-Security-Policy'

async function page(c: Context, ports: PreviewWebPorts) {
  const query = readQuery(new URL(c.req.url).searchParams)
  // Before it is looked at: what changes meanwhile loads the page again.
  const common = { site: ports.site(), query, version: ports.version() }
  c.header(POLICY, pagePolicy(PREVIEW_STYLE, common.site.url, { scripts: true, frames: true }))
  try {
    const preview = await ports.preview(query, true)
    const place = placeOf(preview, query)
    return c.html(<PreviewPage {...common} preview={preview} mail={await mailAt(preview, place)} place={place} />)
  } catch (error) {
    if (!(error instanceof BroadsheetError)) throw error
    return c.html(<TroublePage {...common} problems={error.problems} />, 422)
  }
}

async function withMail(
  c: Context,
  ports: PreviewWebPorts,
  show: (mail: LookedMail, query: PreviewQuery) => Response | Promise<Response>,
) {
  const query = readQuery(new URL(c.req.url).searchParams)
  try {
    const preview = await ports.preview(query, false)
    const mail = await mailAt(preview, placeOf(preview, query))
    return mail ? show(mail, query) : c.text('There is no mail to show.', 404)
  } catch (error) {
    if (!(error instanceof BroadsheetError)) throw error
    return c.text(error.message, 422)
  }
}

/** A reader has one of them, or none. */
function placeOf({ mails, reader }: EditionPreview, query: PreviewQuery): number {
  if (!reader) return Math.min(query.mail, Math.max(mails.length - 1, 0))
  return mails.findIndex(({ mask }) => mask === reader.mask)
}

async function mailAt({ mails, headers, reader }: EditionPreview, place: number): Promise<LookedMail | undefined> {
  const variant = mails[place]
  return variant && lookedMail(variant, headers, reader)
}

/** As it looks there; its pictures from here, for web.url may not answer yet. */
function shownHtml(html: string, { scheme, pictures }: PreviewQuery, picturesUrl: string): string {
  const sources = new Map(
    pictureSources(html).flatMap((url) => {
      if (!pictures) return [[url, '']]
      return url.startsWith(picturesUrl) ? [[url, `pictures/${url.slice(picturesUrl.length)}`]] : []
    }),
  )
  return inScheme(withPictureSources(html, sources), scheme)
}
