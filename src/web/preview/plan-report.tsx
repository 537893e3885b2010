import { raw } from 'hono/html'
import type { LookedEdition } from '../../actions/editions/look-edition.ts'
import type { PlanReport } from '../../actions/editions/plan-edition.ts'
import { count } from '../../config/count.ts'
import { sayMoment } from '../../config/say-time.ts'
import { keptPicture, pictureSources, withPictureSources } from '../../editions/picture-sources.ts'
import { type LookedMail, lookedMail } from '../../messages/looked-mail.ts'
import { HeadersTable, LeftOutPeople, Problems, Sizes } from './mail-parts.tsx'
import { PREVIEW_STYLE } from './preview-style.ts'

export interface PlanReportPorts {
  /** The site's, by its IANA name. */
  timezone: string
  /** Below which mails have the pictures that are kept for them; ends in a slash. */
  picturesUrl: string
  /** One of them, by its name. */
  picture(name: string): Promise<Uint8Array | undefined>
}

/** A mail of the report, and whom it is for. */
interface ReportedMail {
  subject: string
  recipientCount: number
  pictureBytes: number
  looked: LookedMail
  /** Its HTML, with the pictures within it that are kept here. */
  html: string
}

/** So many mails are shown; of the others it says that they are there. */
const MOST_MAILS = 20
/** Of pictures within the report, in bytes of a mail: beyond it they are left on the web. */
const MOST_PICTURES = 2_000_000

/**
 * A plan as one file, to be looked at elsewhere: no script, and nothing of it is asked for from anywhere but pictures of the mail
 * that are not kept here. It holds no subscriber's address.
 */
export async function planReport(
  edition: LookedEdition,
  ports: PlanReportPorts,
): Promise<{ html: string; mails: PlanReport['variants'] }> {
  const mails: ReportedMail[] = []
  for (const { recipientCount, pictureBytes = 0, ...variant } of edition.mails.slice(0, MOST_MAILS)) {
    const looked = await lookedMail(variant, edition.headers)
    const html = await withOwnPictures(looked.html, ports)
    mails.push({ subject: variant.subject, recipientCount, pictureBytes, looked, html })
  }
  return {
    html: `${await (<Report edition={edition} mails={mails} timezone={ports.timezone} />)}\n`,
    mails: mails.map(({ subject, recipientCount, pictureBytes, looked }) => ({
      subject,
      recipientCount,
      bytes: looked.source.length,
      htmlBytes: Buffer.byteLength(looked.html),
      pictureBytes,
    })),
  }
}

async function withOwnPictures(html: string, { picturesUrl, picture }: PlanReportPorts): Promise<string> {
  const within = new Map<string, string>()
  let room = MOST_PICTURES
  for (const url of pictureSources(html)) {
    const kept = keptPicture(url, picturesUrl)
    const bytes = kept && (await picture(kept.name))
    if (!bytes || bytes.length > room) continue
    room -= bytes.length
    within.set(url, `data:${kept.type};base64,${Buffer.from(bytes).toString('base64')}`)
  }
  return withPictureSources(html, within)
}

/** Holds for the frames within it, too (CSP 3, §6.1: what has no address of its own inherits it). */
const POLICY =
  "default-src 'none'; base-uri 'none'; form-action 'none'; img-src http: https: data:; style-src 'unsafe-inline'"

const STYLE = `${PREVIEW_STYLE}
body { max-width: 72rem; }
.side { display: flex; flex-wrap: wrap; gap: 1rem; }
.side figure { margin: 0; max-width: 100%; overflow-x: auto; }
figcaption { color: var(--faint); font-size: 14px; }
.side iframe { outline: 1px solid var(--rule); outline-offset: -1px; }
@media (max-width: 40rem) { .side figure { margin-inline: -1.5rem; max-width: 100vw; } figcaption { padding-inline: 1.5rem; } }
`

interface ReportProps {
  edition: LookedEdition
  mails: ReportedMail[]
  timezone: string
}

function Report({ edition, mails, timezone }: ReportProps) {
  const { plan, newsletter, about, headers, siteProblems } = edition
  const more = edition.mails.length - mails.length
  return (
    <>
      {raw('<!doctype html>')}
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta http-equiv="Content-Security-Policy" content={POLICY} />
          <meta name="color-scheme" content="light dark" />
          <meta name="robots" content="noindex" />
          <title>{`Plan: ${newsletter.title}`}</title>
          <style>{raw(STYLE)}</style>
        </head>
        <body>
          <header>
            <p>
              {headers.edition}, as it was on {sayMoment(headers.date, timezone)}
            </p>
          </header>
          <main>
            <h1 dir="auto">{newsletter.title}</h1>
            {about.map((sentence) => (
              <p dir="auto">{sentence}</p>
            ))}
            {plan.holds.length > 0 && <h2>What would hold it</h2>}
            {plan.holds.map((sentence) => (
              <p>{sentence}</p>
            ))}
            {plan.waits.length > 0 && <h2>What it would wait for</h2>}
            {plan.waits.map((sentence) => (
              <p>{sentence}</p>
            ))}
            <h2>Who gets it</h2>
            <p>
              {count(plan.recipientCount, 'person', 'people')}, {count(plan.posts.length, 'post')}
            </p>
            <LeftOutPeople excluded={plan.excluded} />
            {plan.leftOut.map(({ sentence }) => (
              <p dir="auto">{sentence}</p>
            ))}
            <h2>Problems of the mail</h2>
            <Problems problems={plan.problems} none="None was found." />
            {mails.map((mail) => (
              <Mail mail={mail} />
            ))}
            {more > 0 && <p>{count(more, 'mail')} more, for fewer people, are not shown.</p>}
            {siteProblems.length > 0 && (
              <details>
                <summary>What else check would say of the site ({siteProblems.length})</summary>
                <Problems problems={siteProblems} />
              </details>
            )}
          </main>
        </body>
      </html>
    </>
  )
}

function Mail({ mail: { subject, recipientCount, pictureBytes, looked, html } }: { mail: ReportedMail }) {
  return (
    <section>
      <h2 dir="auto">{subject}</h2>
      <p class="facts">{recipientCount > 0 ? `To ${count(recipientCount, 'person', 'people')}.` : 'To nobody.'}</p>
      <Sizes mail={looked} pictureBytes={pictureBytes} />
      <div class="side">
        {WIDTHS.map(({ name, caption }) => (
          <figure tabindex={0} aria-label={caption}>
            <figcaption>{caption}</figcaption>
            <iframe title={`${subject}: ${caption}`} class={name} sandbox="" srcdoc={html} />
          </figure>
        ))}
      </div>
      <details>
        <summary>Text part</summary>
        <pre dir="auto">{looked.text}</pre>
      </details>
      <details>
        <summary>Headers</summary>
        <HeadersTable headers={looked.headers} />
      </details>
    </section>
  )
}

const WIDTHS = [
  { name: 'phone', caption: 'On a phone, 375 pixels' },
  { name: 'desktop', caption: 'On a desktop' },
]
