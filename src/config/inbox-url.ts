/** What `[[inboxes]] url` says; the folder is INBOX where none is named. */
export interface InboxUrl {
  kind: 'imap' | 'imaps'
  host: string
  port?: number
  folder: string
}

/** `imaps://HOST:PORT/FOLDER` (RFC 5092, without its user and password); undefined for anything else. */
export function parseInboxUrl(text: string): InboxUrl | undefined {
  if (!/^imaps?:\/\//.test(text) || !URL.canParse(text)) return undefined
  const url = new URL(text)
  if (url.username || url.password || url.search || url.hash || !url.hostname) return undefined
  const folder = decoded(url.pathname.replace(/^\//, '').replace(/\/$/, ''))
  if (folder === undefined) return undefined
  const kind = url.protocol === 'imaps:' ? 'imaps' : 'imap'
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  return { kind, host, ...(url.port && { port: Number(url.port) }), folder: folder || 'INBOX' }
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
