import { Layout, type PageFrame } from './layout.tsx'

/** A captured mail, parsed. */
export interface CapturedMail {
  name: string
  from: string
  to: string
  subject: string
  date: string
  headers: { name: string; value: string }[]
  html?: string
  text?: string
}

export type CapturedSummary = Pick<CapturedMail, 'name' | 'to' | 'subject' | 'date'>

export function MailboxPage({ frame, mails }: { frame: PageFrame; mails: CapturedSummary[] }) {
  return (
    <Layout frame={{ ...frame, title: 'Mailbox', language: 'en', isPrivate: true }}>
      <h1>Mailbox</h1>
      <p>Mails that the capture mailbox took. They went nowhere else.</p>
      {mails.length === 0 && <p>It is empty.</p>}
      <table class="mails">
        {mails.map(({ name, to, subject, date }) => (
          <tr>
            <td>
              <a href={`/mailbox/${name}`}>{subject || '(no subject)'}</a>
            </td>
            <td>{to}</td>
            <td>{date}</td>
          </tr>
        ))}
      </table>
    </Layout>
  )
}

export function MailPage({ frame, mail }: { frame: PageFrame; mail: CapturedMail }) {
  return (
    <Layout frame={{ ...frame, title: mail.subject, language: 'en', isPrivate: true }}>
      <p>
        <a href="/mailbox/">Mailbox</a>
      </p>
      <h1 dir="auto">{mail.subject}</h1>
      <p>
        {mail.from} → {mail.to}, {mail.date}. <a href={`/mailbox/${mail.name}/source`}>Source</a>
      </p>
      {/* An empty sandbox: no script, no form, no same origin, whatever a mail holds. */}
      <iframe title="HTML part" class="mail" sandbox="" src={`/mailbox/${mail.name}/html`} />
      <details>
        <summary>Text part</summary>
        <pre dir="auto">{mail.text}</pre>
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
