import { Layout, type PageFrame } from './layout.tsx'

interface Person {
  name?: string
  address: string
}

export interface CapturedSummary {
  name: string
  from?: Person
  to: Person[]
  subject: string
  date?: string
}

/** A captured mail, parsed. */
export interface CapturedMail extends CapturedSummary {
  headers: { name: string; value: string }[]
  html?: string
  text?: string
}

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
              <a href={`/mailbox/${name}`} dir="auto">
                {subject || '(no subject)'}
              </a>
            </td>
            <td>{to.map(written).join(', ')}</td>
            <td>{date?.slice(0, 16).replace('T', ' ')}</td>
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
        From {mail.from ? written(mail.from) : 'nobody'} to {mail.to.map(written).join(', ')}.{' '}
        <a href={`/mailbox/${mail.name}/source`}>Source</a>
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

function written({ name, address }: Person): string {
  return name ? `${name} <${address}>` : address
}
