import { Temporal } from 'temporal-polyfill'
import type { Mailbox } from '../../config/mailbox.ts'
import { sayMoment } from '../../config/say-time.ts'
import type { CapturedMail, CapturedSummary } from '../../messages/captured-mail.ts'
import { Layout, type PageFrame } from './layout.tsx'

interface PlaceAndTime {
  frame: PageFrame
  /** The site's, by its IANA name. */
  timezone: string
}

/** At `mailbox/`. It speaks English: only an operator sees it. */
export function MailboxPage({ frame, timezone, mails }: PlaceAndTime & { mails: CapturedSummary[] }) {
  return (
    <Layout frame={operatorsFrame(frame, 'Test mailbox')}>
      <h1>Test mailbox</h1>
      <p>These mails went nowhere else.</p>
      {mails.length === 0 && <p>It is empty.</p>}
      <ul class="rows">
        {mails.map((mail) => (
          <li>
            <a href={mail.name} dir="auto">
              {subjectOf(mail)}
            </a>
            <small>
              to <bdi>{mail.to.map(written).join(', ')}</bdi>
              <Time date={mail.date} timezone={timezone} />
            </small>
          </li>
        ))}
      </ul>
    </Layout>
  )
}

/** At `mailbox/NAME`. */
export function MailPage({ frame, timezone, mail }: PlaceAndTime & { mail: CapturedMail }) {
  return (
    <Layout frame={operatorsFrame(frame, subjectOf(mail))} kind="wide">
      <h1 dir="auto">{subjectOf(mail)}</h1>
      <p class="facts">
        <span>
          From <bdi>{mail.from ? written(mail.from) : 'nobody'}</bdi> to <bdi>{mail.to.map(written).join(', ')}</bdi>
          <Time date={mail.date} timezone={timezone} />
        </span>
        <span>
          <a href="./">All mails</a> · {mail.html && <a href={`${mail.name}/html`}>Only the mail</a>}
          {mail.html && ' · '}
          <a href={`${mail.name}/source`}>Source</a>
        </span>
      </p>
      {/* An empty sandbox: no script, no form, no same origin, whatever a mail holds. */}
      {mail.html && <iframe title="HTML part" class="mail" sandbox="" src={`${mail.name}/html`} />}
      <details open={!mail.html}>
        <summary>Text part</summary>
        <pre dir="auto">{mail.text ?? '(none)'}</pre>
      </details>
      <details>
        <summary>Headers</summary>
        <table>
          {mail.headers.map(({ name, value }) => (
            <tr>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </table>
      </details>
    </Layout>
  )
}

function operatorsFrame(frame: PageFrame, title: string): PageFrame {
  return { ...frame, title, language: 'en', isPrivate: true, alternates: [] }
}

function subjectOf({ subject }: CapturedSummary): string {
  return subject || '(no subject)'
}

function written({ name, address }: Mailbox): string {
  return name ? `${name} <${address}>` : address
}

/** ` · 2026-11-24 09:00`, in the site's zone: when a mail says it was sent, which postal-mime gives in UTC where it can read it. */
function Time({ date, timezone }: { date?: string; timezone: string }) {
  if (!date) return null
  const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d.*Z$/.test(date)
  return (
    <>
      {' · '}
      <time>{isInstant ? sayMoment(Temporal.Instant.from(date), timezone) : date}</time>
    </>
  )
}
