/** What `[[smtp]] url` says; the folder of a capture mailbox is as written, not yet absolute. */
export type SmtpUrl = { kind: 'smtp' | 'smtps'; host: string; port?: number } | { kind: 'mailbox'; dir: string }

/**
 * `smtp://HOST:PORT`, `smtps://HOST:PORT` or `mailbox:DIR`; undefined for anything else.
 * A user and password have keys of their own: in a URL they would need escaping, and end up in logs.
 */
export function parseSmtpUrl(text: string): SmtpUrl | undefined {
  const dir = /^mailbox:(.+)$/.exec(text)?.[1]
  if (dir) return { kind: 'mailbox', dir }
  if (!/^smtps?:\/\//.test(text) || !URL.canParse(text)) return undefined
  const url = new URL(text)
  const extra = url.username || url.password || url.search || url.hash || url.pathname.replace('/', '')
  if (extra || !url.hostname) return undefined
  const kind = url.protocol === 'smtps:' ? 'smtps' : 'smtp'
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  return url.port ? { kind, host, port: Number(url.port) } : { kind, host }
}

/** Whether mail to this host never leaves the machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
}

/** Where tokens are given; undefined for anything but https, or this machine. */
export function parseTokenUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const { protocol, hostname, username, href } = new URL(text)
  const isHere = hostname === '127.0.0.1' || hostname === 'localhost' || hostname === '[::1]'
  return !username && (protocol === 'https:' || (protocol === 'http:' && isHere)) ? href : undefined
}
