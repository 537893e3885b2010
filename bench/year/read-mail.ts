/** What an oracle needs of a mail. */
export interface ReadMail {
  messageId: string
  date: string
  subject: string
  /** Marks of the posts that it brings, see site-writer.ts. */
  marks: string[]
  /** Of the person's link to leave by; undefined in a test. */
  token?: string
  /** The mail as text, without the transfer encoding's line breaks. */
  text: string
}

/** Reads a mail as it went over the line, well enough for marks and headers in ASCII. */
export function readMail(data: Buffer): ReadMail {
  const raw = data.toString('latin1')
  const [head = '', ...body] = raw.replaceAll('\r\n', '\n').split('\n\n')
  const headers = head.replaceAll(/\n[ \t]+/g, ' ')
  const text = decoded(body.join('\n\n'))
  return {
    messageId: header(headers, 'Message-ID'),
    date: header(headers, 'Date'),
    subject: header(headers, 'Subject'),
    marks: [...new Set(text.match(MARK) ?? [])].sort(),
    token: /unsubscribe\/([A-Za-z0-9_]{2}[A-Za-z0-9_-]{41})/.exec(headers)?.[1],
    text,
  }
}

/** A post's mark stands in its title and in its text. */
export const MARK = /qz\d{4}zq/g

/** Quoted-printable as text; parts in base64 decoded beside it. */
function decoded(body: string): string {
  const blocks = body.match(/(?:^[A-Za-z0-9+/]{40,76}={0,2}\n)+(?:^[A-Za-z0-9+/]+={0,2}$)?/gm) ?? []
  const fromBase64 = blocks.map((block) => Buffer.from(block, 'base64').toString('utf8'))
  return [body.replaceAll('=\n', ''), ...fromBase64].join('\n')
}

function header(headers: string, name: string): string {
  return new RegExp(`^${name}: *(.*)$`, 'im').exec(headers)?.[1] ?? ''
}
